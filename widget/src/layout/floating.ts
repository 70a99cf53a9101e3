import type { Rect } from './grid.js';

/** Where over others something floats; `inline` as in CSS, so that right-to-left pages mirror by themselves. */
export interface Corner {
  readonly inline: 'start' | 'end';
  readonly block: 'start' | 'end';
}

/** Parts of what it floats over that the picture takes at most. */
const WIDTH_SHARE = 0.22;
const HEIGHT_SHARE = 0.4;
const WIDTH_LEAST = 96;
const WIDTH_MOST = 240;

/** As most cameras see it; upright where that is, for there the camera is a phone's. */
const PICTURE = 4 / 3;

/** What these tiles fill together. */
export function around(rects: readonly Rect[]): Rect {
  const x = Math.min(...rects.map((rect) => rect.x));
  const y = Math.min(...rects.map((rect) => rect.y));
  const width = Math.max(...rects.map((rect) => rect.x + rect.width)) - x;
  const height = Math.max(...rects.map((rect) => rect.y + rect.height)) - y;
  return { x, y, width, height };
}

/** Where a picture that floats over others lies in this corner of them. */
export function floatingRect(box: Rect, corner: Corner): Rect {
  const aspect = box.height > box.width ? 1 / PICTURE : PICTURE;
  const wanted = Math.min(WIDTH_MOST, Math.max(WIDTH_LEAST, box.width * WIDTH_SHARE));
  const width = Math.floor(Math.min(wanted, box.width / 2, box.height * HEIGHT_SHARE * aspect));
  const height = Math.floor(width / aspect);
  const edge = Math.min(box.width, box.height) < 320 ? 6 : 12;
  return {
    x: box.x + (corner.inline === 'start' ? edge : Math.max(0, Math.floor(box.width) - width - edge)),
    y: box.y + (corner.block === 'start' ? edge : Math.max(0, Math.floor(box.height) - height - edge)),
    width,
    height,
  };
}

/** The corner that a place is nearest to. */
export function nearestCorner(box: Rect, { x, y, width, height }: Rect): Corner {
  return {
    inline: x + width / 2 < box.x + box.width / 2 ? 'start' : 'end',
    block: y + height / 2 < box.y + box.height / 2 ? 'start' : 'end',
  };
}

/** The next one, once around and clockwise where text runs from left to right. */
export function nextCorner({ inline, block }: Corner): Corner {
  return inline === block ? { inline: inline === 'start' ? 'end' : 'start', block } : { inline, block: inline };
}
