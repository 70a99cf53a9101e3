import { describe, expect, test } from 'vitest';
import { loudness, settle } from '../../../widget/src/parts/loudness.js';

const tone = (amplitude: number): Float32Array =>
  Float32Array.from({ length: 1024 }, (_, index) => amplitude * Math.sin(index / 5));

describe('the level of a microphone', () => {
  test('is nothing in silence and all of it when one shouts', () => {
    expect(loudness(new Float32Array(1024))).toBe(0);
    expect(loudness(tone(1))).toBe(1);
  });

  test('rises as it is felt: ten times as strong is one step, wherever it begins', () => {
    const [quiet, medium, loud] = [loudness(tone(0.003)), loudness(tone(0.03)), loudness(tone(0.3))];
    expect(medium - quiet).toBeCloseTo(loud - medium, 1);
    expect(quiet).toBeGreaterThan(0);
    expect(loud).toBeLessThan(1);
  });

  test('is followed at once when it rises, and slowly when it falls', () => {
    expect(settle(0.1, 0.9, 16)).toBe(0.9);
    expect(settle(0.9, 0.1, 100)).toBeCloseTo(0.74);
    expect(settle(0.2, 0.1, 1000)).toBe(0.1);
  });
});
