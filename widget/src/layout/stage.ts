import { bestGrid, GAP, gridRects, type Box, type Rect } from './grid.js';

/** Part of the longer side that the people get beside a screen share. */
const STRIP_SHARE = 0.2;
const STRIP_LEAST = 88;
const STRIP_MOST = 280;

/** What a shared screen usually is; it is shown whole, so this decides where the strip costs least. */
const SCREEN = 16 / 9;

/** The most upright that screens usually are. */
const UPRIGHT_SCREEN = 4 / 3;

/** The first tile is large; `whole`: it shows all of a screen, whose shape it takes rather than that of the box. */
export type Featured = boolean | 'whole';

/** What is beside the large tile, for the others. */
interface Split {
  readonly large: Rect;
  readonly strip: Rect;
}

/**
 * Where `count` tiles go in a box: a grid, or, with `featured`, the first one large and
 * the others in a strip beside or below it, whichever leaves the large one larger.
 */
export function stageRects(count: number, featured: Featured, box: Box, gap: number = GAP): Rect[] {
  if (!featured || count < 2) return gridRects(count, box, gap);
  const { large, strip } = split(featured, box, gap);
  const others = gridRects(count - 1, strip, gap);
  return [large, ...others.map((rect) => ({ ...rect, x: rect.x + strip.x, y: rect.y + strip.y }))];
}

/** The size of all tiles but the featured one. */
export function tileSize(count: number, featured: Featured, box: Box, gap: number = GAP): Box {
  return featured && count > 1 ? bestGrid(count - 1, split(featured, box, gap).strip, gap) : bestGrid(count, box, gap);
}

function split(featured: Featured, box: Box, gap: number): Split {
  const besideWidth = stripSize(box.width);
  const belowHeight = Math.max(stripSize(box.height), featured === 'whole' ? spare(box, gap) : 0);
  const beside: Rect = { x: 0, y: 0, width: rest(box.width, besideWidth, gap), height: box.height };
  const below: Rect = { x: 0, y: 0, width: box.width, height: rest(box.height, belowHeight, gap) };
  return shown(beside) >= shown(below)
    ? { large: beside, strip: { x: beside.width + gap, y: 0, width: besideWidth, height: box.height } }
    : { large: below, strip: { x: 0, y: below.height + gap, width: box.width, height: belowHeight } };
}

/** What a screen leaves of a tall box, but no more than it has itself. */
function spare({ width, height }: Box, gap: number): number {
  return Math.floor(Math.min(height - width / UPRIGHT_SCREEN, height / 2) - gap);
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
