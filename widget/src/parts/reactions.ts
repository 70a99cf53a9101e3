import { css, html, LitElement, nothing } from 'lit';
import type { Strings } from '../i18n/strings.js';
import { button } from './button.styles.js';
import { MenuButton } from './menu-button.js';
import type { MenuGroup } from './menu.js';
import { Part } from './part.js';
import { request } from './requests.js';
import { tokens } from './tokens.styles.js';

const REACTIONS = {
  good: '👍',
  love: '❤️',
  applause: '👏',
  laugh: '😂',
  surprise: '😮',
  party: '🎉',
} as const satisfies Record<keyof Strings['controls']['reactions'], string>;

/** The items of a menu, each with the emoji as its id. */
export function reactionItems(strings: Strings): MenuGroup['items'] {
  return Object.entries(REACTIONS).map(([name, sign]) => ({
    id: sign,
    sign,
    label: strings.controls.reactions[name as keyof typeof REACTIONS],
  }));
}

/**
 * `<sfu-reactions>`: a button that opens a row of reactions, which everyone sees for a moment.
 * @attr {string} for - id of the room element; default: the room around it
 * @event {CustomEvent<{reaction}>} sfu-react - one emoji was chosen
 * @csspart button
 * @csspart tip
 * @csspart menu
 * @csspart menu-item
 */
export class SfuReactions extends Part<true> {
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [
    tokens,
    button,
    css`
      :host {
        position: relative;
        display: inline-flex;
      }
    `,
  ];

  readonly #button = new MenuButton(this);

  protected override render(): unknown {
    if (!this.view) return nothing;
    const { react } = this.strings.controls;
    return html`
      <button
        part="button"
        class="round"
        type="button"
        aria-label=${react}
        aria-haspopup="menu"
        aria-expanded=${this.#button.open}
        @pointerdown=${this.#button.onPointerDown}
        @click=${this.#button.onClick}
        @keydown=${this.#button.onKeyDown}
      >
        <sfu-icon name="react"></sfu-icon>
      </button>
      <span class="tip" part="tip" aria-hidden="true">${react}</span>
      <sfu-menu
        exportparts="menu, item: menu-item"
        .groups=${[{ row: true, items: reactionItems(this.strings) }]}
        .label=${react}
        @sfu-toggled=${this.#button.onToggled}
        @sfu-select=${(event: CustomEvent<{ id: string }>) => request(this, 'sfu-react', { reaction: event.detail.id })}
      ></sfu-menu>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sfu-reactions': SfuReactions;
  }
}
