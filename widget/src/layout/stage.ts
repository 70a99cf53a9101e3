import { GAP, gridRects, type Box, type Rect } from './grid.js';

/** Part of the longer side that the people get beside a screen share. */
const STRIP_SHARE = 0.2;
const STRIP_LEAST = 88;
const STRIP_MOST = 280;

/** What a shared screen usually is; it is shown whole, so this decides where the strip costs least. */
const SCREEN = 16 / 9;

/**
 * Where `count` tiles go in a box: a grid, or, with `featured`, the first one large and
 * the others in a strip beside or below it, whichever leaves the large one larger.
 */
export function stageRects(count: number, featured: boolean, box: Box, gap: number = GAP): Rect[] {
  if (!featured || count < 2) return gridRects(count, box, gap);
  const besideWidth = stripSize(box.width);
  const belowHeight = stripSize(box.height);
  const beside: Rect = { x: 0, y: 0, width: rest(box.width, besideWidth, gap), height: box.height };
  const below: Rect = { x: 0, y: 0, width: box.width, height: rest(box.height, belowHeight, gap) };
  return shown(beside) >= shown(below)
    ? [beside, ...shift(gridRects(count - 1, { ...box, width: besideWidth }, gap), beside.width + gap, 0)]
    : [below, ...shift(gridRects(count - 1, { ...box, height: belowHeight }, gap), 0, below.height + gap)];
}

function stripSize(length: number): number {
  return Math.round(Math.min(length / 3, Math.max(STRIP_LEAST, Math.min(STRIP_MOST, length * STRIP_SHARE))));
}

function rest(length: number, strip: number, gap: number): number {
  return Math.max(0, Math.floor(length) - strip - gap);
}

/** Area that a whole screen takes in the box. */
function shown({ width, height }: Box): number {
  const shownWidth = Math.min(width, height * SCREEN);
  return (shownWidth * shownWidth) / SCREEN;
}

function shift(rects: readonly Rect[], x: number, y: number): Rect[] {
  return rects.map((rect) => ({ ...rect, x: rect.x + x, y: rect.y + y }));
}
