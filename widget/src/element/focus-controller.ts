import type { LitElement, ReactiveController } from 'lit';
import { focusedIn } from '../parts/focused-in.js';

/** Where the focus goes when what had it is no longer shown. */
const NEXT = 'sfu-controls, sfu-lobby';

/**
 * Whatever is pressed may be replaced by that, and whatever has the focus be taken away by others; without this, keyboard
 * and screen reader would start at the page's top.
 */
export class FocusController implements ReactiveController {
  readonly #host: LitElement;
  readonly #settled: () => boolean;
  #wanted = false;
  /** What had the focus in here before the last picture that was settled. */
  #had: Element | null = null;

  /** `settled` tells that what was asked for has come about, or failed. */
  constructor(host: LitElement, settled: () => boolean) {
    this.#host = host;
    this.#settled = settled;
    host.addController(this);
  }

  /** The press that is about to replace what was pressed, which not every browser gives the focus to. */
  follow(): void {
    this.#wanted = true;
  }

  hostUpdate(): void {
    this.#had = focusedIn(this.#host.renderRoot as ShadowRoot) ?? this.#had;
  }

  hostUpdated(): void {
    if (!this.#settled()) return;
    const [wanted, had] = [this.#wanted, this.#had];
    this.#wanted = false;
    this.#had = null;
    if (!wanted && !had) return;
    // Parts are drawn after the room, and give the focus back where they can.
    setTimeout(() => {
      if (wanted || had?.getClientRects().length === 0) this.#move();
    });
  }

  #move(): void {
    const root = this.#host.renderRoot as ShadowRoot;
    // Somebody went elsewhere meanwhile, on the page or in here: the focus is theirs.
    if (root.activeElement || (document.activeElement ?? document.body) !== document.body) return;
    root.querySelector<HTMLElement>(NEXT)?.focus();
  }
}
