import { expect, test } from 'vitest';
import { RateLimit } from '../../../backend/src/room/rate-limit.js';

function limitOf(most: number, window: number) {
  const clock = { now: 0 };
  return { clock, limit: new RateLimit(most, window, () => clock.now) };
}

test('so many are taken at once, and not one more', () => {
  const { limit } = limitOf(3, 1_000);
  expect([1, 2, 3, 4, 5].map(() => limit.take())).toEqual([true, true, true, false, false]);
});

test('each makes room again when the window has passed over it', () => {
  const { clock, limit } = limitOf(2, 1_000);
  expect(limit.take()).toBe(true);
  clock.now = 400;
  expect(limit.take()).toBe(true);
  clock.now = 999;
  expect(limit.take()).toBe(false);
  clock.now = 1_000;
  expect([limit.take(), limit.take()]).toEqual([true, false]);
  clock.now = 1_400;
  expect([limit.take(), limit.take()]).toEqual([true, false]);
});

test('what was refused does not count, however often it is tried', () => {
  const { clock, limit } = limitOf(1, 1_000);
  expect(limit.take()).toBe(true);
  for (clock.now = 1; clock.now < 1_000; clock.now += 1) expect(limit.take()).toBe(false);
  expect(limit.take()).toBe(true);
});
