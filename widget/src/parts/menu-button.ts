import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { SfuMenu } from './menu.js';

/** Opens the `<sfu-menu>` in a part's shadow root from a button beside it, and closes it again. */
export class MenuButton implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #wasOpen = false;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  /** For `aria-expanded`. */
  get open(): boolean {
    return this.#menu?.open ?? false;
  }

  hostDisconnected(): void {
    this.#menu?.hide();
  }

  readonly onPointerDown = (): void => {
    // Lifting the pointer closes the menu, as it does anywhere outside of it, before there is a click.
    this.#wasOpen = this.open;
  };

  readonly onClick = (event: MouseEvent): void => {
    // A press of a key is a click without a pointer.
    const closes = event.detail > 0 && this.#wasOpen;
    this.#wasOpen = false;
    if (!closes) void this.#menu?.show(event.currentTarget as HTMLElement);
  };

  /** A menu opens where other keys open it too. */
  readonly onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    void this.#menu?.show(event.currentTarget as HTMLElement);
  };

  readonly onToggled = (): void => this.#host.requestUpdate();

  get #menu(): SfuMenu | null {
    return this.#host.shadowRoot?.querySelector('sfu-menu') ?? null;
  }
}
