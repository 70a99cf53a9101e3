import type { Box, Rect } from './grid.js';
import { stageRects, tileSize, type Featured } from './stage.js';

/** Height that the pager takes from the tiles while there are several pages: its buttons, with a gap. */
export const PAGER_HEIGHT = 36;

/** Browsers decode no more videos than this side by side without stutter. */
const MOST = 49;

/** Sides of a tile in which a face is still told from another. */
interface Least {
  readonly longer: number;
  readonly shorter: number;
}

const LEAST: Least = { longer: 116, shorter: 86 };

/** Beside something large the others may be smaller, or they would take its place. */
const LEAST_BESIDE: Least = { longer: 84, shorter: 60 };

export interface Stage {
  readonly count: number;
  /** The first tile is shown large, and on every page. */
  readonly featured: Featured;
  /** Index of the tile that is on every page too. */
  readonly speaker: number | null;
  readonly box: Box;
}

/** One page of a stage: which tiles are on it, and where. */
export interface StagePage {
  readonly pages: number;
  /** From 0; the nearest that there is to the one that was asked for. */
  readonly page: number;
  /** Of the tiles on it, in their order, each with its place under the same index. */
  readonly tiles: readonly number[];
  readonly rects: readonly Rect[];
}

export function stagePage({ count, featured, speaker, box }: Stage, wanted: number): StagePage {
  const all = { pages: 1, page: 0, tiles: range(0, count), rects: [] };
  if (capacity(count, featured, box) >= count) return { ...all, rects: stageRects(count, featured, box) };
  const rest = { width: box.width, height: Math.max(0, box.height - PAGER_HEIGHT) };
  const size = capacity(count, featured, rest);
  const first = featured ? 1 : 0;
  const pages = pageCount(count - first, size - first);
  const page = Math.min(Math.max(0, wanted), pages - 1);
  // The last one is as full as the others, so that turning to it changes no tile's size.
  const start = page === pages - 1 ? count - (size - first) : first + page * (size - first - 1);
  const tiles = range(start, size - first);
  // Neighbouring pages share a tile, and that is the one that makes room: so everybody is still on a page.
  if (speaker !== null && speaker >= first) {
    if (speaker < start) tiles[0] = speaker;
    else if (speaker >= start + tiles.length) tiles[tiles.length - 1] = speaker;
  }
  return { pages, page, tiles: featured ? [0, ...tiles] : tiles, rects: stageRects(size, featured, rest) };
}

/** Pages of `size` of which each shares a tile with the next. */
function pageCount(count: number, size: number): number {
  return Math.ceil((count - 1) / (size - 1));
}

/** How many of `count` tiles are shown at once; at least two of them beside what is featured. */
function capacity(count: number, featured: Featured, box: Box): number {
  const most = Math.min(count, MOST);
  // Hidden, or not measured yet: nothing is known to be too much.
  if (box.width === 0 || box.height === 0) return most;
  const fewest = Math.min(count, featured ? 3 : 2);
  const least = featured ? LEAST_BESIDE : LEAST;
  for (let size = most; size > fewest; size--) if (fits(tileSize(size, featured, box), least)) return size;
  return fewest;
}

function fits({ width, height }: Box, { longer, shorter }: Least): boolean {
  return Math.max(width, height) >= longer && Math.min(width, height) >= shorter;
}

function range(start: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => start + index);
}
