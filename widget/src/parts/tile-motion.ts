import type { Rect } from '../layout/grid.js';
import { dragFloating } from './float-drag.js';
import type { StageMotion } from './stage-motion.js';
import { onSwipe } from './swipe.js';

const DURATION = 180;
const EASING = 'cubic-bezier(0.2, 0, 0, 1)';

/** How far a new page's tiles come from, in px. */
const TURN = 32;

/** Away from its place: by how much, and how much larger. */
interface Offset {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

interface Glide {
  readonly animation: Animation;
  readonly from: Offset;
}

const NOWHERE: Offset = { x: 0, y: 0, scale: 1 };

/**
 * Lets tiles glide to the places that they already have. Both places are known by numbers, so nothing is measured, and
 * only transform and opacity move. Pictures keep their shape: they grow about their middle as their area does.
 */
export class TileMotion implements StageMotion {
  readonly #glides = new WeakMap<HTMLElement, Glide>();
  readonly drag = dragFloating;
  readonly swipe = onSwipe;

  glide(tile: HTMLElement, from: Rect, to: Rect): void {
    const away = this.#offset(tile);
    this.#glides.get(tile)?.animation.cancel();
    this.#glides.delete(tile);
    if (isStill(tile) || area(to) === 0) return;
    const mirror = tile.matches(':dir(rtl)') ? -1 : 1;
    const x = mirror * (from.x - to.x) + ((from.width - to.width) / 2) * mirror + away.x;
    const y = from.y - to.y + (from.height - to.height) / 2 + away.y;
    const scale = Math.sqrt(area(from) / area(to)) * away.scale;
    if (Math.hypot(x, y) < 1 && Math.abs(scale - 1) < 0.01) return;
    const animation = tile.animate(
      { translate: [`${String(x)}px ${String(y)}px`, '0px 0px'], scale: [scale, 1] },
      { duration: DURATION, easing: EASING },
    );
    this.#glides.set(tile, { animation, from: { x, y, scale } });
  }

  enter(tile: HTMLElement, turned: number): void {
    if (isStill(tile)) return;
    const x = turned * TURN * (tile.matches(':dir(rtl)') ? -1 : 1);
    const from = turned === 0 ? { opacity: 0, scale: 0.94 } : { opacity: 0, translate: `${String(x)}px 0` };
    tile.animate([from, {}], { duration: DURATION, easing: EASING });
  }

  leave(tile: HTMLElement, within: Element): void {
    if (isStill(tile)) return;
    // The element itself, for a copy would have no picture: the video keeps its last frame when it is put back.
    tile.inert = true;
    // Below the tiles that glide into its place.
    within.prepend(tile);
    const leaving = tile.animate({ opacity: [1, 0], scale: [1, 0.94] }, { duration: DURATION, easing: EASING });
    leaving.onfinish = leaving.oncancel = () => tile.remove();
  }

  #offset(tile: HTMLElement): Offset {
    const glide = this.#glides.get(tile);
    const progress = glide?.animation.effect?.getComputedTiming().progress;
    if (!glide || typeof progress !== 'number') return NOWHERE;
    const { x, y, scale } = glide.from;
    const left = 1 - progress;
    return { x: x * left, y: y * left, scale: 1 + (scale - 1) * left };
  }
}

function area({ width, height }: Rect): number {
  return width * height;
}

function isStill(tile: HTMLElement): boolean {
  return tile.ownerDocument.defaultView?.matchMedia('(prefers-reduced-motion: reduce)').matches ?? true;
}
