import { describe, expect, test } from 'vitest';
import { around, floatingRect, nearestCorner, nextCorner, type Corner } from '../../widget/src/layout/floating.js';

const CORNERS: readonly Corner[] = [
  { inline: 'start', block: 'start' },
  { inline: 'end', block: 'start' },
  { inline: 'end', block: 'end' },
  { inline: 'start', block: 'end' },
];

describe('a picture that floats over the others', () => {
  test.each([
    { x: 0, y: 0, width: 1280, height: 720 },
    { x: 0, y: 50, width: 374, height: 620 },
    { x: 20, y: 8, width: 240, height: 135 },
    { x: 0, y: 0, width: 900, height: 110 },
    { x: 0, y: 0, width: 60, height: 60 },
  ])('lies inside of %o in every corner and leaves most of it free', (box) => {
    for (const corner of CORNERS) {
      const { x, y, width, height } = floatingRect(box, corner);
      expect(x).toBeGreaterThanOrEqual(box.x);
      expect(y).toBeGreaterThanOrEqual(box.y);
      expect(x + width).toBeLessThanOrEqual(box.x + box.width);
      expect(y + height).toBeLessThanOrEqual(box.y + box.height);
      expect(width * height).toBeLessThan((box.width * box.height) / 4);
    }
  });

  test('is upright where the box is', () => {
    const wide = floatingRect({ x: 0, y: 0, width: 1280, height: 720 }, { inline: 'end', block: 'end' });
    const tall = floatingRect({ x: 0, y: 0, width: 374, height: 620 }, { inline: 'end', block: 'end' });
    expect(wide.width).toBeGreaterThan(wide.height);
    expect(tall.height).toBeGreaterThan(tall.width);
  });

  test('is nearest to the corner that it lies in, and goes around all four', () => {
    const box = { x: 300, y: 200, width: 800, height: 450 };
    CORNERS.forEach((corner, index) => {
      expect(nearestCorner(box, floatingRect(box, corner))).toEqual(corner);
      expect(nextCorner(corner)).toEqual(CORNERS[(index + 1) % CORNERS.length]);
    });
  });

  test('floats over what the tiles fill, and not over what they leave free', () => {
    const [left, right] = [
      { x: 10, y: 60, width: 100, height: 80 },
      { x: 118, y: 70, width: 90, height: 100 },
    ];
    expect(around([left, right])).toEqual({ x: 10, y: 60, width: 198, height: 110 });
    expect(around([left])).toEqual(left);
  });

  test('has finite places in a box without size', () => {
    const rect = floatingRect({ x: 0, y: 0, width: 0, height: 0 }, { inline: 'end', block: 'end' });
    expect(Object.values(rect).every((value: number) => Number.isFinite(value) && value >= 0)).toBe(true);
  });
});
