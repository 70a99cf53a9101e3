import { describe, expect, test } from 'vitest';
import { isGivenUp, RETRY_POLICY, retryDelay } from '../../../../backend/src/webhooks/retry-policy.js';

describe('the retry policy', () => {
  test('doubles the wait from one second on, up to ten minutes', () => {
    const waits = [1, 2, 3, 4, 10, 11, 200].map((failures) => retryDelay(failures, RETRY_POLICY, 1));
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 512_000, 600_000, 600_000]);
  });

  test('spreads the waits between half and all of it', () => {
    expect(retryDelay(5, RETRY_POLICY, 0)).toBe(8_000);
    expect(retryDelay(5, RETRY_POLICY, 0.5)).toBe(12_000);
    const many = Array.from({ length: 50 }, () => retryDelay(5, RETRY_POLICY));
    expect(new Set(many).size).toBeGreaterThan(10);
    expect(many.every((wait) => wait >= 8_000 && wait <= 16_000)).toBe(true);
  });

  test('gives an event up when it is a day old, and no sooner', () => {
    const day = 24 * 3_600_000;
    expect(isGivenUp(0, RETRY_POLICY, day - 1)).toBe(false);
    expect(isGivenUp(0, RETRY_POLICY, day)).toBe(true);
  });
});
