import type { LitElement, ReactiveController } from 'lit';

/** Keeps the focus in a part when what had it in there is drawn no longer. */
export class FocusKeeper implements ReactiveController {
  readonly #host: LitElement;
  readonly #focusNext: () => void;
  #had: Element | null = null;

  constructor(host: LitElement, focusNext: () => void) {
    this.#host = host;
    this.#focusNext = focusNext;
    host.addController(this);
  }

  hostUpdate(): void {
    this.#had = this.#host.shadowRoot?.activeElement ?? null;
  }

  hostUpdated(): void {
    if (this.#had?.isConnected === false) this.#focusNext();
  }
}
