import { describe, expect, test } from 'vitest';
import { floatingRect, nearestCorner, nextCorner, type Corner } from '../../widget/src/layout/floating.js';

const CORNERS: readonly Corner[] = [
  { inline: 'start', block: 'start' },
  { inline: 'end', block: 'start' },
  { inline: 'end', block: 'end' },
  { inline: 'start', block: 'end' },
];

describe('a picture that floats over the others', () => {
  test.each([
    { width: 1280, height: 720 },
    { width: 374, height: 620 },
    { width: 240, height: 135 },
    { width: 900, height: 110 },
    { width: 60, height: 60 },
  ])('lies inside of %o in every corner and leaves most of it free', (box) => {
    for (const corner of CORNERS) {
      const { x, y, width, height } = floatingRect(box, corner);
      expect(x).toBeGreaterThanOrEqual(0);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(box.width);
      expect(y + height).toBeLessThanOrEqual(box.height);
      expect(width * height).toBeLessThan((box.width * box.height) / 4);
    }
  });

  test('is upright where the box is', () => {
    const wide = floatingRect({ width: 1280, height: 720 }, { inline: 'end', block: 'end' });
    const tall = floatingRect({ width: 374, height: 620 }, { inline: 'end', block: 'end' });
    expect(wide.width).toBeGreaterThan(wide.height);
    expect(tall.height).toBeGreaterThan(tall.width);
  });

  test('is nearest to the corner that it lies in, and goes around all four', () => {
    const box = { width: 800, height: 450 };
    CORNERS.forEach((corner, index) => {
      expect(nearestCorner(box, floatingRect(box, corner))).toEqual(corner);
      expect(nextCorner(corner)).toEqual(CORNERS[(index + 1) % CORNERS.length]);
    });
  });

  test('has finite places in a box without size', () => {
    const rect = floatingRect({ width: 0, height: 0 }, { inline: 'end', block: 'end' });
    expect(Object.values(rect).every((value: number) => Number.isFinite(value) && value >= 0)).toBe(true);
  });
});
