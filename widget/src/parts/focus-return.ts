import { focusedIn } from './focused-in.js';

/** Gives the focus back to what had it before. */
export class FocusReturn {
  #opener: HTMLElement | null = null;

  /** What has the focus now. */
  remember(document: Document): void {
    const focused = focusedIn(document);
    this.#opener = focused instanceof HTMLElement && focused !== document.body ? focused : null;
  }

  /** Once the change of the document is over, unless it was a move only, or somebody else has the focus by then. */
  giveBackUnless(isMoved: () => boolean): void {
    const opener = this.#opener;
    queueMicrotask(() => {
      if (isMoved()) return;
      this.#opener = null;
      if (!opener?.isConnected) return;
      const { activeElement, body } = opener.ownerDocument;
      if (activeElement === null || activeElement === body) opener.focus();
    });
  }
}
