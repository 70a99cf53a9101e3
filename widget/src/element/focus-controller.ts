import type { LitElement, ReactiveController } from 'lit';

/** Where the focus goes when what had it is no longer shown. */
const NEXT = 'sfu-controls, sfu-lobby';

/** Joining and leaving replace what was pressed; without this, keyboard and screen reader would start at the page's top. */
export class FocusController implements ReactiveController {
  readonly #host: LitElement;
  readonly #settled: () => boolean;
  #wanted = false;

  /** `settled` tells that what was asked for has come about, or failed. */
  constructor(host: LitElement, settled: () => boolean) {
    this.#host = host;
    this.#settled = settled;
    host.addController(this);
  }

  /** The press that is about to replace what was pressed. */
  follow(): void {
    this.#wanted = true;
  }

  hostUpdated(): void {
    if (!this.#wanted || !this.#settled()) return;
    this.#wanted = false;
    const root = this.#host.shadowRoot;
    // Somebody went elsewhere meanwhile, on the page or in here: the focus is theirs.
    if (!root || root.activeElement || (document.activeElement ?? document.body) !== document.body) return;
    const next = root.querySelector<LitElement>(NEXT);
    void next?.updateComplete.then(() => next.focus());
  }
}
