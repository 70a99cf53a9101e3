/** Gives the focus back to what had it before. */
export class FocusReturn {
  #opener: HTMLElement | null = null;

  /** What has the focus now, through every shadow root. */
  remember(document: Document): void {
    let { activeElement } = document;
    while (activeElement?.shadowRoot?.activeElement) ({ activeElement } = activeElement.shadowRoot);
    const isSomething = activeElement instanceof HTMLElement && activeElement !== document.body;
    this.#opener = isSomething ? (activeElement as HTMLElement) : null;
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
