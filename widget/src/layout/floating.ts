import type { Box, Rect } from './grid.js';

/** Where in a box something floats; `inline` as in CSS, so that right-to-left pages mirror by themselves. */
export interface Corner {
  readonly inline: 'start' | 'end';
  readonly block: 'start' | 'end';
}

/** Parts of the box that the floating picture takes at most. */
const WIDTH_SHARE = 0.22;
const HEIGHT_SHARE = 0.4;
const WIDTH_LEAST = 96;
const WIDTH_MOST = 240;

/** As most cameras see it; upright where the box is, for there the camera is a phone's. */
const PICTURE = 4 / 3;

/** Where a picture that floats over a box lies in this corner of it. */
export function floatingRect(box: Box, corner: Corner): Rect {
  const aspect = box.height > box.width ? 1 / PICTURE : PICTURE;
  const wanted = Math.min(WIDTH_MOST, Math.max(WIDTH_LEAST, box.width * WIDTH_SHARE));
  const width = Math.floor(Math.min(wanted, box.width / 2, box.height * HEIGHT_SHARE * aspect));
  const height = Math.floor(width / aspect);
  const edge = Math.min(box.width, box.height) < 320 ? 6 : 12;
  return {
    x: corner.inline === 'start' ? edge : Math.max(0, Math.floor(box.width) - width - edge),
    y: corner.block === 'start' ? edge : Math.max(0, Math.floor(box.height) - height - edge),
    width,
    height,
  };
}

/** The corner of a box that a place in it is nearest to. */
export function nearestCorner(box: Box, { x, y, width, height }: Rect): Corner {
  return {
    inline: x + width / 2 < box.width / 2 ? 'start' : 'end',
    block: y + height / 2 < box.height / 2 ? 'start' : 'end',
  };
}

/** The next one, once around and clockwise where text runs from left to right. */
export function nextCorner({ inline, block }: Corner): Corner {
  return inline === block ? { inline: inline === 'start' ? 'end' : 'start', block } : { inline, block: inline };
}
