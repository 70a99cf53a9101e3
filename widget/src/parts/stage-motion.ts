import type { Rect } from '../layout/grid.js';
import type { DragEnd, DragLimits } from './float-drag.js';

/** How tiles move: by themselves on their way to where they belong, and by hand. */
export interface StageMotion {
  /** From one place to another, and on from wherever it just is when it was on its way. */
  glide(tile: HTMLElement, from: Rect, to: Rect): void;
  /** @param turned to a later page (1), to an earlier one (-1), or it came by itself (0) */
  enter(tile: HTMLElement, turned: number): void;
  /** Shows a tile that was taken out of the document once more, in its old place, until it has faded. */
  leave(tile: HTMLElement, within: Element): void;
  /** One drag by a pointer: the tile follows within limits; `ended` gets null when it came to nothing. */
  drag(tile: HTMLElement, begin: PointerEvent, limits: DragLimits, ended: (end: DragEnd | null) => void): void;
  /** Watches a touch that just began: `swiped` gets 1 when it goes to the left, where more is, and -1 when to the right. */
  swipe(begin: PointerEvent, swiped: (step: number) => void): void;
}

let motion: StageMotion | null = null;

/** From here on tiles move: what lets them comes with a chunk of its own. */
export function letTilesMove(by: StageMotion): void {
  motion = by;
}

/** Null: tiles are where they belong at once. */
export function stageMotion(): StageMotion | null {
  return motion;
}
