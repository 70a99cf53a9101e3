import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TokenWatch } from '../../../backend/src/room/token-watch.js';

const NOW = Date.UTC(2030, 0, 1);
const MINUTE = 60_000;
const DAY = 86_400_000;

let told: string[];
let watch: TokenWatch;

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  told = [];
  watch = new TokenWatch({
    expiring: (expiresAt) => told.push(`expiring at ${expiresAt - NOW}, told at ${Date.now() - NOW}`),
    expired: () => told.push(`expired, told at ${Date.now() - NOW}`),
  });
});

afterEach(() => {
  watch.close();
  vi.useRealTimers();
});

describe('a token that runs out', () => {
  it('is told of a minute before, and when it has', () => {
    watch.watch(NOW + 10 * MINUTE);
    vi.advanceTimersByTime(9 * MINUTE - 1);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(told).toEqual([`expiring at ${10 * MINUTE}, told at ${9 * MINUTE}`]);
    vi.advanceTimersByTime(MINUTE - 1);
    expect(told).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(told[1]).toBe(`expired, told at ${10 * MINUTE}`);
    vi.advanceTimersByTime(10 * MINUTE);
    expect(told).toHaveLength(2);
  });

  it('is told of at half of its time where it is short', () => {
    watch.watch(NOW + 20_000);
    vi.advanceTimersByTime(20_000);
    expect(told).toEqual(['expiring at 20000, told at 10000', 'expired, told at 20000']);
  });

  it('is told of in time where that is longer than a timer can wait', () => {
    watch.watch(NOW + 60 * DAY);
    vi.advanceTimersByTime(60 * DAY - MINUTE - 1);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(MINUTE + 1);
    expect(told).toEqual([`expiring at ${60 * DAY}, told at ${60 * DAY - MINUTE}`, `expired, told at ${60 * DAY}`]);
  });

  it('and is over already, ends at once', () => {
    watch.watch(NOW - 1);
    vi.advanceTimersByTime(1);
    expect(told.at(-1)).toMatch(/^expired/);
  });
});

describe('a token in place of another', () => {
  it('counts alone, before the notice and after it', () => {
    watch.watch(NOW + 2 * MINUTE);
    watch.watch(NOW + 10 * MINUTE);
    vi.advanceTimersByTime(9 * MINUTE);
    expect(told).toEqual([`expiring at ${10 * MINUTE}, told at ${9 * MINUTE}`]);
    watch.watch(NOW + 20 * MINUTE);
    vi.advanceTimersByTime(10 * MINUTE);
    expect(told.slice(1)).toEqual([`expiring at ${20 * MINUTE}, told at ${19 * MINUTE}`]);
  });

  it('that never ends, ends the watch', () => {
    watch.watch(NOW + 2 * MINUTE);
    watch.watch(null);
    vi.advanceTimersByTime(DAY);
    expect(told).toEqual([]);
  });
});

it('tells nothing once it is closed', () => {
  watch.watch(NOW + 2 * MINUTE);
  watch.close();
  watch.close();
  vi.advanceTimersByTime(DAY);
  expect(told).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
