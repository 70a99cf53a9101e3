/** Less than this is a press with an unsteady hand, in px. */
const THRESHOLD = 4;

/** How long a flick goes on by itself, in ms. */
const FLICK = 120;

/** Where a dragged picture may lie, as physical offsets from its place, in px. */
export interface DragLimits {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface DragEnd {
  /** Where it was let go, as an offset from its place, in px. */
  readonly x: number;
  readonly y: number;
  /** Where it would have come to rest. */
  readonly restX: number;
  readonly restY: number;
}

/** One drag of an element by a pointer: it follows within limits; `ended` gets null when it came to nothing. */
export function dragFloating(
  element: HTMLElement,
  begin: PointerEvent,
  limits: DragLimits,
  ended: (end: DragEnd | null) => void,
): void {
  const { pointerId, clientX, clientY } = begin;
  const listening = new AbortController();
  const options = { signal: listening.signal };
  let dragged = false;
  let [x, y] = [0, 0];
  let [speedX, speedY] = [0, 0];
  let at = begin.timeStamp;

  const finish = (end: DragEnd | null): void => {
    listening.abort();
    element.style.translate = '';
    element.removeAttribute('dragged');
    ended(end);
  };
  // On the document: the first move may be out of the element already.
  element.ownerDocument.addEventListener(
    'pointermove',
    (event) => {
      if (event.pointerId !== pointerId) return;
      const toX = clamp(event.clientX - clientX, limits.left, limits.right);
      const toY = clamp(event.clientY - clientY, limits.top, limits.bottom);
      if (!dragged) {
        if (Math.hypot(toX, toY) < THRESHOLD) return;
        dragged = true;
        // Not before: a captured press is no click on what is under it.
        element.setPointerCapture(pointerId);
        element.toggleAttribute('dragged', true);
      }
      const time = Math.max(1, event.timeStamp - at);
      [speedX, speedY] = [(toX - x) / time, (toY - y) / time];
      [x, y, at] = [toX, toY, event.timeStamp];
      element.style.translate = `${String(x)}px ${String(y)}px`;
    },
    options,
  );
  element.ownerDocument.addEventListener(
    'pointerup',
    (event) => {
      if (event.pointerId !== pointerId) return;
      // Held still before it was let go, it was put there.
      const flick = event.timeStamp - at < FLICK / 2 ? FLICK : 0;
      const most = Math.max(Math.abs(speedX), Math.abs(speedY));
      // A flick to the side is never quite straight.
      const way = (speed: number): number => (Math.abs(speed) < most / 2 ? 0 : speed * flick);
      finish(dragged ? { x, y, restX: x + way(speedX), restY: y + way(speedY) } : null);
    },
    options,
  );
  const cancel = (event: PointerEvent): void => {
    if (event.pointerId === pointerId) finish(null);
  };
  element.ownerDocument.addEventListener('pointercancel', cancel, options);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
