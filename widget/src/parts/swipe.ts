/** As far as a finger goes for a swipe, and twice as far as it strays, in px. */
const DISTANCE = 48;

/** Watches a touch that just began: `swiped` gets 1 when it goes to the left, where more is, and -1 when to the right. */
export function onSwipe(begin: PointerEvent, swiped: (step: number) => void): void {
  const target = begin.currentTarget;
  if (!(target instanceof Element)) return;
  const listening = new AbortController();
  const end = (event: PointerEvent): void => {
    if (event.pointerId !== begin.pointerId) return;
    listening.abort();
    const [x, y] = [event.clientX - begin.clientX, event.clientY - begin.clientY];
    // Cancelled, the browser scrolls or zooms by it.
    if (event.type === 'pointerup' && Math.abs(x) > Math.max(DISTANCE, 2 * Math.abs(y))) swiped(-Math.sign(x));
  };
  const options = { signal: listening.signal };
  target.ownerDocument.addEventListener('pointerup', end, options);
  target.ownerDocument.addEventListener('pointercancel', end, options);
}
