/** Calls `gone` when the page ends for good. Returns what ends that. */
export function onPageGone(gone: () => void): () => void {
  // Outside of browsers there is no page.
  if (!('addEventListener' in globalThis)) return () => undefined;
  const listener = (event: PageTransitionEvent): void => {
    // A page kept for "back" may live on.
    if (!event.persisted) gone();
  };
  globalThis.addEventListener('pagehide', listener);
  return () => globalThis.removeEventListener('pagehide', listener);
}

/**
 * Calls `changed` when the network may be another than before: it is back, or the page was taken out of the
 * back-forward cache. Connections may be dead then and not know it. Returns what ends that.
 */
export function onNetworkChange(changed: () => void): () => void {
  if (!('addEventListener' in globalThis)) return () => undefined;
  const onPageShow = (event: PageTransitionEvent): void => {
    if (event.persisted) changed();
  };
  globalThis.addEventListener('online', changed);
  globalThis.addEventListener('pageshow', onPageShow);
  return () => {
    globalThis.removeEventListener('online', changed);
    globalThis.removeEventListener('pageshow', onPageShow);
  };
}

/** Calls `shown` when somebody looks at the page again. Returns what ends that. */
export function onPageShown(shown: () => void): () => void {
  if (!('document' in globalThis)) return () => undefined;
  const listener = (): void => {
    if (document.visibilityState === 'visible') shown();
  };
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}
