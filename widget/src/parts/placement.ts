import type { Box } from '../layout/grid.js';

/** In px of the viewport, as `getBoundingClientRect()` tells it. */
export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Placement {
  readonly left: number;
  readonly top: number;
  /** What is higher must scroll. */
  readonly maxHeight: number;
}

/** Between a popup and what opened it, in px. */
const GAP = 8;

/** What stays free towards the edges, in px. */
const MARGIN = 8;

/**
 * Where a popup goes: below what opened it or above, where it fits into the room's box, else where it fits into the
 * viewport, else where there is more place. Centred on what opened it, as far as the box allows.
 */
export function placePopup(anchor: Rect, size: Box, room: Rect, viewport: Rect): Placement {
  const above = (bounds: Rect): number => anchor.top - GAP - bounds.top - MARGIN;
  const below = (bounds: Rect): number => bounds.bottom - MARGIN - anchor.bottom - GAP;
  const inside = intersection(room, viewport);
  let under = below(viewport) >= above(viewport);
  for (const bounds of [inside, viewport]) {
    if (Math.max(above(bounds), below(bounds)) < size.height) continue;
    under = below(bounds) >= size.height;
    break;
  }
  const maxHeight = Math.max(0, under ? below(viewport) : above(viewport));
  const height = Math.min(size.height, maxHeight);
  const fits = inside.right - inside.left - 2 * MARGIN >= size.width;
  const { left, right } = fits ? inside : viewport;
  const centred = (anchor.left + anchor.right - size.width) / 2;
  return {
    left: Math.max(left + MARGIN, Math.min(centred, right - MARGIN - size.width)),
    top: under ? anchor.bottom + GAP : anchor.top - GAP - height,
    maxHeight,
  };
}

function intersection(a: Rect, b: Rect): Rect {
  return {
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  };
}
