import { beforeEach, describe, expect, test } from 'vitest';
import { StallWatch } from '../../../widget/src/client/stall-watch.js';

let watch: StallWatch;
let now: number;
let received: number;

beforeEach(() => {
  watch = new StallWatch();
  now = 100_000;
  received = 0;
});

/** Looks every 100 ms; returns after how long a stall was told, or null. */
function look(ms: number, { arriving = false, expected = true } = {}): number | null {
  for (let passed = 100; passed <= ms; passed += 100) {
    now += 100;
    if (arriving) received += 5;
    if (watch.isStalled({ received, expected }, now)) return passed;
  }
  return null;
}

describe('a silence', () => {
  test('is told after a second, and once', () => {
    expect(look(3_000, { arriving: true })).toBeNull();
    expect(look(5_000)).toBe(1_000);
    expect(look(60_000)).toBeNull();
  });

  test('is none before anything has arrived', () => {
    expect(look(60_000)).toBeNull();
  });

  test('is none while nothing is expected, and counts from when something is', () => {
    look(1_000, { arriving: true });
    expect(look(5_000, { expected: false })).toBeNull();
    expect(look(5_000)).toBe(1_000);
  });

  test('of a microphone that hears nothing, a packet every 400 ms, is none', () => {
    for (let packet = 0; packet < 50; packet += 1) {
      received += 1;
      expect(look(400)).toBeNull();
    }
  });

  test('that follows another is told too, later', () => {
    look(1_000, { arriving: true });
    expect(look(1_500)).toBe(1_000);
    look(1_000, { arriving: true });
    expect(look(3_000)).toBe(2_000);
  });

  test('is told as soon as ever after ten steady seconds', () => {
    look(1_000, { arriving: true });
    look(1_500);
    look(11_000, { arriving: true });
    expect(look(3_000)).toBe(1_000);
  });
});

test('where packets are rare, alarms cease', () => {
  let alarms = 0;
  for (let packet = 0; packet < 40; packet += 1) {
    received += 1;
    if (look(5_000) !== null) alarms += 1;
  }
  expect(alarms).toBe(3);
});
