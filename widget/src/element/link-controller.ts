import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How long the button says that it has copied, in ms. */
const SAID_FOR = 2500;

/** Copies the page's address, which is what brings others here. */
export class LinkController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #copied: ReturnType<typeof setTimeout> | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get copied(): boolean {
    return this.#copied !== null;
  }

  /** Pages without HTTPS have no clipboard. */
  get canCopy(): boolean {
    return 'clipboard' in navigator;
  }

  async copy(): Promise<void> {
    await navigator.clipboard.writeText(location.href);
    this.hostDisconnected();
    this.#copied = setTimeout(() => this.hostDisconnected(), SAID_FOR);
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    if (this.#copied !== null) clearTimeout(this.#copied);
    this.#copied = null;
    this.#host.requestUpdate();
  }
}
