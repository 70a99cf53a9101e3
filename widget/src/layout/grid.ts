/** Pure tile geometry, in CSS px. Nothing here knows what a tile shows. */

/** A space to be filled. */
export interface Box {
  readonly width: number;
  readonly height: number;
}

/** A place in a box; `x` counts from the inline start, so that right-to-left pages mirror by themselves. */
export interface Rect extends Box {
  readonly x: number;
  readonly y: number;
}

/** Equal tiles in rows; the last row may hold fewer and is centred. */
export interface Grid extends Box {
  readonly columns: number;
  readonly rows: number;
}

/** Space between two tiles. */
export const GAP = 8;

interface AspectRange {
  readonly least: number;
  readonly most: number;
}

/** Shapes in which a face is shown well: the columns are chosen among these. */
const GOOD: AspectRange = { least: 3 / 4, most: 16 / 9 };

/** How far a tile then stretches into what is left over, before `cover` cuts off chins. */
const BEARABLE: AspectRange = { least: 9 / 16, most: 2.2 };

/** What most cameras see; a tile of this shape crops nothing. */
const PICTURE = 4 / 3;

/** The grid of `count` equal tiles that shows the most of every picture; each tile has the returned width and height. */
export function bestGrid(count: number, box: Box, gap: number = GAP): Grid {
  let best: Grid = { columns: 0, rows: 0, width: 0, height: 0 };
  let bestScore = -1;
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const cell = { width: share(box.width, columns, gap), height: share(box.height, rows, gap) };
    const score = worth(within(cell, GOOD));
    if (score <= bestScore) continue;
    bestScore = score;
    best = { columns, rows, ...within(cell, BEARABLE) };
  }
  return best;
}

/** Where each of `count` tiles goes: rows centred in the box, the last one by itself. */
export function gridRects(count: number, box: Box, gap: number = GAP): Rect[] {
  const { columns, rows, width, height } = bestGrid(count, box, gap);
  const top = (box.height - span(rows, height, gap)) / 2;
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns);
    const inRow = Math.min(columns, count - row * columns);
    const start = (box.width - span(inRow, width, gap)) / 2;
    return {
      x: Math.round(start + (index % columns) * (width + gap)),
      y: Math.round(top + row * (height + gap)),
      width,
      height,
    };
  });
}

function share(length: number, parts: number, gap: number): number {
  return Math.max(0, Math.floor((length - (parts - 1) * gap) / parts));
}

function span(parts: number, length: number, gap: number): number {
  return parts * length + (parts - 1) * gap;
}

function within(cell: Box, { least, most }: AspectRange): Box {
  return {
    width: Math.floor(Math.min(cell.width, cell.height * most)),
    height: Math.floor(Math.min(cell.height, cell.width / least)),
  };
}

/** Area, lessened where `cover` cuts from the picture; the root keeps big cropped tiles ahead of small whole ones. */
function worth({ width, height }: Box): number {
  if (width === 0 || height === 0) return 0;
  const aspect = width / height;
  return width * height * Math.sqrt(Math.min(aspect / PICTURE, PICTURE / aspect));
}
