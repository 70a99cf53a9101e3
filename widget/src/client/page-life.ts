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

export interface PageListener {
  /**
   * The network may be another than before: it is back, or the page was taken out of the back-forward cache.
   * Connections may be dead then and not know it.
   */
  networkChanged: () => void;
  /** Somebody looks at the page again; the timers of hidden pages are slow. */
  shown: () => void;
}

/** Returns what ends the listening. */
export function watchPage({ networkChanged, shown }: PageListener): () => void {
  if (!('document' in globalThis)) return () => undefined;
  const onPageShow = (event: PageTransitionEvent): void => {
    if (event.persisted) networkChanged();
  };
  const onVisibility = (): void => {
    if (document.visibilityState === 'visible') shown();
  };
  globalThis.addEventListener('online', networkChanged);
  globalThis.addEventListener('pageshow', onPageShow);
  document.addEventListener('visibilitychange', onVisibility);
  return () => {
    globalThis.removeEventListener('online', networkChanged);
    globalThis.removeEventListener('pageshow', onPageShow);
    document.removeEventListener('visibilitychange', onVisibility);
  };
}
