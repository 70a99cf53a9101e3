import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ReachWatch, type Reach } from '../../../widget/src/client/reach-watch.js';

let reach: Reach;
const onUnreachable = vi.fn();
let watch: ReachWatch;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  watch = new ReachWatch(() => reach, onUnreachable);
  watch.begin();
});

afterEach(() => {
  watch.close();
  vi.resetAllMocks();
  vi.useRealTimers();
});

const pass = async (state: Reach, seconds: number): Promise<void> => {
  reach = state;
  await vi.advanceTimersByTimeAsync(seconds * 1_000);
};

test('ten seconds without a connection are told, and no more of them', async () => {
  await pass('waiting', 9);
  expect(onUnreachable).not.toHaveBeenCalled();
  await pass('waiting', 1);
  expect(onUnreachable).toHaveBeenCalledOnce();
  await pass('waiting', 600);
  expect(onUnreachable).toHaveBeenCalledOnce();
});

test('it is told again after there was a connection, and not after there was nothing to carry', async () => {
  await pass('waiting', 10);
  await pass('idle', 60);
  await pass('waiting', 60);
  expect(onUnreachable).toHaveBeenCalledOnce();
  await pass('connected', 1);
  await pass('waiting', 9);
  expect(onUnreachable).toHaveBeenCalledOnce();
  await pass('waiting', 1);
  expect(onUnreachable).toHaveBeenCalledTimes(2);
});

test.each(['idle', 'connected'] as const)('the wait begins anew after it was %s', async (state) => {
  for (let round = 0; round < 3; round++) {
    await pass('waiting', 9);
    await pass(state, 1);
  }
  expect(onUnreachable).not.toHaveBeenCalled();
});

test('it begins once, and closed it leaves no timer', async () => {
  watch.begin();
  expect(vi.getTimerCount()).toBe(1);
  await pass('waiting', 5);
  expect(vi.getTimerCount()).toBe(1);
  watch.close();
  expect(vi.getTimerCount()).toBe(0);
});
