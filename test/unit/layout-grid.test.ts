import { describe, expect, test } from 'vitest';
import { bestGrid, GAP, gridRects, type Box, type Rect } from '../../widget/src/layout/grid.js';

const DESKTOP: Box = { width: 1280, height: 720 };
const PHONE: Box = { width: 359, height: 587 };
const BOXES: readonly Box[] = [
  DESKTOP,
  PHONE,
  { width: 600, height: 600 },
  { width: 240, height: 900 },
  { width: 1600, height: 220 },
];

function overlap(a: Rect, b: Rect, gap: number): boolean {
  return (
    a.x < b.x + b.width + gap && b.x < a.x + a.width + gap && a.y < b.y + b.height + gap && b.y < a.y + a.height + gap
  );
}

describe('a grid of tiles', () => {
  test('has no tiles for nobody', () => {
    expect(gridRects(0, DESKTOP)).toEqual([]);
  });

  test('gives one tile the whole of a usual box', () => {
    expect(gridRects(1, DESKTOP)).toEqual([{ x: 0, y: 0, ...DESKTOP }]);
    expect(gridRects(1, PHONE)).toEqual([{ x: 0, y: 0, ...PHONE }]);
  });

  test('does not stretch one tile over a very flat or very narrow box, but centres it', () => {
    const [flat] = gridRects(1, { width: 1600, height: 220 });
    expect(flat).toMatchObject({ y: 0, width: 484, height: 220, x: 558 });
    const [narrow] = gridRects(1, { width: 240, height: 900 });
    expect(narrow).toMatchObject({ x: 0, width: 240, height: 426, y: 237 });
  });

  test('puts two side by side in a wide box and one above the other in a tall one', () => {
    expect(bestGrid(2, DESKTOP)).toMatchObject({ columns: 2, rows: 1 });
    expect(bestGrid(2, PHONE)).toMatchObject({ columns: 1, rows: 2 });
  });

  test.each([
    [4, DESKTOP, 2, 2],
    [4, PHONE, 2, 2],
    [9, DESKTOP, 3, 3],
    [16, DESKTOP, 4, 4],
    [3, { width: 1600, height: 300 }, 3, 1],
    [3, { width: 240, height: 700 }, 1, 3],
  ])('arranges %i in %o as %i columns and %i rows', (count, box, columns, rows) => {
    expect(bestGrid(count, box)).toMatchObject({ columns, rows });
  });

  test('centres a last row that is not full', () => {
    const [first, second, third] = gridRects(3, DESKTOP);
    expect(first?.y).toBe(second?.y);
    expect(third?.x).toBe((DESKTOP.width - (third?.width ?? 0)) / 2);
  });

  test.each(BOXES)('keeps every tile inside %o, the gap between all of them, and all of one size', (box) => {
    for (let count = 1; count <= 25; count++) {
      const rects = gridRects(count, box);
      expect(rects).toHaveLength(count);
      expect(new Set(rects.map(({ width, height }) => `${width}x${height}`)).size).toBe(1);
      for (const [index, rect] of rects.entries()) {
        expect(rect.x).toBeGreaterThanOrEqual(0);
        expect(rect.y).toBeGreaterThanOrEqual(0);
        expect(rect.x + rect.width).toBeLessThanOrEqual(box.width + 1);
        expect(rect.y + rect.height).toBeLessThanOrEqual(box.height + 1);
        // One pixel less: places are rounded to whole pixels.
        const others = rects.slice(index + 1);
        expect(others.some((other) => overlap(rect, other, GAP - 1))).toBe(false);
      }
    }
  });

  test('survives a box without size, as of a hidden element', () => {
    for (const rect of gridRects(5, { width: 0, height: 0 })) {
      expect(Object.values(rect).every((value: number) => Number.isFinite(value))).toBe(true);
    }
  });
});
