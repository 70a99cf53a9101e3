import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ShortcutsMode } from './modes.js';
import { keepPreferences, readPreferences } from './preferences.js';

/** The element, as far as it says whether its page lets keys be heard. */
export type ShortcutsHost = ReactiveControllerHost & { readonly shortcuts: ShortcutsMode };

/**
 * Whether single keys are heard: the page may say no for everyone, and each person for themselves. Who speaks to the
 * computer, or hits keys by accident, has to be able to.
 */
export class ShortcutsController implements ReactiveController {
  readonly #host: ShortcutsHost;
  #used = true;

  constructor(host: ShortcutsHost) {
    this.#host = host;
    host.addController(this);
  }

  /** The page has not turned them off. */
  get allowed(): boolean {
    return this.#host.shortcuts === 'on';
  }

  get on(): boolean {
    return this.allowed && this.#used;
  }

  hostConnected(): void {
    this.#used = readPreferences().shortcuts ?? true;
  }

  /** A person's choice, which is found again at the next visit. */
  use(on: boolean): void {
    this.#used = on;
    keepPreferences({ shortcuts: on });
    this.#host.requestUpdate();
  }
}
