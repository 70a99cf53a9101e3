import { expect, test } from 'vitest';
import { TaskQueue } from '../../../backend/src/room/task-queue.js';

test('tasks run one after the other, in the order in which they came', async () => {
  const queue = new TaskQueue();
  const log: string[] = [];
  const task = (name: string) => async (): Promise<string> => {
    log.push(`${name} begins`);
    await new Promise((resolve) => setImmediate(resolve));
    log.push(`${name} ends`);
    return name;
  };
  expect(await Promise.all([queue.run(task('a')), queue.run(task('b'))])).toEqual(['a', 'b']);
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
});

test('a task that fails, or throws before it begins to wait, fails its caller alone', async () => {
  const queue = new TaskQueue();
  const results = await Promise.allSettled([
    queue.run(() => Promise.reject(new Error('late'))),
    queue.run(() => {
      throw new Error('at once');
    }),
    queue.run(() => Promise.resolve('well')),
  ]);
  expect(
    results.map((result) => (result.status === 'fulfilled' ? result.value : (result.reason as Error).message)),
  ).toEqual(['late', 'at once', 'well']);
});

test('a task that a task adds comes after those that wait', async () => {
  const queue = new TaskQueue();
  const log: string[] = [];
  const note = (name: string) => (): Promise<void> => {
    log.push(name);
    return Promise.resolve();
  };
  let inner: Promise<void> | undefined;
  await Promise.all([
    queue.run(() => {
      inner = queue.run(note('inner'));
      return note('first')();
    }),
    queue.run(note('second')),
  ]);
  await inner;
  expect(log).toEqual(['first', 'second', 'inner']);
});
