import { expect, test } from 'vitest';
import { isTemporary, reconnectDelay, remedyDelay } from '../../../widget/src/client/reconnect-policy.js';

const longest = (attempt: number): number | null => reconnectDelay({ attempt, joinedBefore: true }, () => 1);
const shortest = (attempt: number): number | null => reconnectDelay({ attempt, joinedBefore: true }, () => 0);

test('the wait doubles from 200 ms up to 1500 ms and stays there', () => {
  expect([1, 2, 3, 4, 5, 50, 5000].map(longest)).toEqual([200, 400, 800, 1500, 1500, 1500, 1500]);
});

test('chance takes up to half of it away', () => {
  expect([1, 2, 3, 4, 50].map(shortest)).toEqual([100, 200, 400, 750, 750]);
  expect(reconnectDelay({ attempt: 1, joinedBefore: true }, () => 0.5)).toBe(150);
});

test('without a given chance the wait is spread within its bounds', () => {
  const delays = Array.from({ length: 200 }, () => reconnectDelay({ attempt: 4, joinedBefore: true }) ?? 0);
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(750);
  expect(Math.max(...delays)).toBeLessThanOrEqual(1500);
  expect(new Set(delays).size).toBeGreaterThan(20);
});

test('a room that was never entered is given up with the fourth attempt', () => {
  const first = (attempt: number): number | null => reconnectDelay({ attempt, joinedBefore: false }, () => 1);
  expect([1, 2, 3, 4, 5].map(first)).toEqual([200, 400, 800, null, null]);
});

test('a call that was on is never given up', () => {
  expect(longest(100_000)).toBe(1500);
});

test('a failed connection is remedied twice at once, then ever later, spread like the attempts', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 5000].map((failures) => remedyDelay(failures, () => 1))).toEqual([
    0, 0, 1000, 2000, 4000, 8000, 10_000, 10_000,
  ]);
  expect([2, 3, 5000].map((failures) => remedyDelay(failures, () => 0))).toEqual([0, 500, 5000]);
});

test('what a second attempt would be refused for again is no reason for one', () => {
  const codes = [
    'server-closing',
    'request-timeout',
    'session-expired',
    'room-name-invalid',
    'protocol-mismatch',
  ] as const;
  expect(codes.map(isTemporary)).toEqual([true, true, true, false, false]);
});
