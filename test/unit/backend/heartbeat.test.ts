import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Heartbeat } from '../../../backend/src/media/heartbeat.js';
import { deferred, type Deferred } from '../../../widget/src/client/deferred.js';

const questions: Deferred<void>[] = [];
const onHung = vi.fn<() => void>();
let heartbeat: Heartbeat;

/** The next look. */
const look = (): Promise<unknown> => vi.advanceTimersByTimeAsync(2_000);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  vi.clearAllMocks();
  questions.length = 0;
  heartbeat = new Heartbeat(() => {
    const question = deferred<void>();
    questions.push(question);
    return question.promise;
  }, onHung);
});

afterEach(() => {
  heartbeat.stop();
  vi.useRealTimers();
});

test('who answers is asked again and again', async () => {
  for (let asked = 1; asked <= 10; asked += 1) {
    await look();
    expect(questions).toHaveLength(asked);
    questions.at(-1)?.resolve(undefined);
  }
  expect(onHung).not.toHaveBeenCalled();
});

test('who does not answer for three looks hangs, which is told once', async () => {
  await look();
  await look();
  await look();
  expect(onHung).not.toHaveBeenCalled();
  for (let i = 0; i < 5; i += 1) await look();
  expect(onHung).toHaveBeenCalledOnce();
  expect(questions).toHaveLength(1);
});

test('who answers late is no worse than who answers at once', async () => {
  for (let round = 1; round <= 3; round += 1) {
    for (let i = 0; i < 3; i += 1) await look();
    questions.at(-1)?.resolve(undefined);
  }
  expect(questions).toHaveLength(3);
  expect(onHung).not.toHaveBeenCalled();
});

test('an answer that it has ended is an answer: others tell of that', async () => {
  for (let i = 0; i < 8; i += 1) {
    await look();
    questions.at(-1)?.reject(new Error('closed'));
  }
  expect(onHung).not.toHaveBeenCalled();
});

test('nobody is asked after the stop', async () => {
  await look();
  heartbeat.stop();
  for (let i = 0; i < 5; i += 1) await look();
  expect(questions).toHaveLength(1);
  expect(onHung).not.toHaveBeenCalled();
});
