import { css, html, LitElement, nothing, type PropertyDeclarations } from 'lit';
import { en } from '../i18n/en.js';
import type { Strings } from '../i18n/strings.js';
import { button } from './button.styles.js';
import { request } from './requests.js';
import { tokens } from './tokens.styles.js';
import type { NoticeView } from './views.js';

/**
 * `<sfu-notice>`: one thing that happened, in words, with at most one thing to do about it.
 * @event sfu-action - `{action, id}`: its button was pressed; id: of whom it is about, if of anyone
 * @event sfu-dismiss - `{key}`: it was read
 * @csspart notice
 * @csspart action
 * @csspart dismiss
 */
export class SfuNotice extends LitElement {
  static override properties: PropertyDeclarations = { view: { attribute: false }, strings: { attribute: false } };
  static override styles = [
    tokens,
    button,
    css`
      :host {
        display: block;
        max-inline-size: 100%;
      }
      .notice {
        display: flex;
        align-items: center;
        justify-content: end;
        column-gap: 10px;
        min-block-size: 48px;
        max-inline-size: 30rem;
        padding: 2px 6px 2px 14px;
        border-radius: var(--_radius);
        font-size: var(--_small);
        background: var(--_raised);
        box-shadow:
          inset 0 0 0 1px var(--_line),
          var(--_shadow);
        --sfu-icon-size: 18px;
      }
      :host(:dir(rtl)) .notice {
        padding: 2px 14px 2px 6px;
      }
      .text {
        flex: 1;
        min-inline-size: 0;
        padding-block: 6px;
        padding-inline-end: 8px;
        text-wrap: pretty;
      }
      /* In a narrow room the words have a line for themselves, and what can be done the next. */
      @container (inline-size < 340px) {
        .notice {
          column-gap: 8px;
        }
        .text {
          padding-inline-end: 0;
        }
        .dismiss {
          min-inline-size: 32px;
        }
        .notice:has([part='action']) {
          flex-wrap: wrap;
        }
        .notice:has([part='action']) .text {
          flex-basis: calc(100% - 28px);
        }
      }
      sfu-icon {
        flex: none;
        color: var(--_quiet);
      }
      .failure > sfu-icon {
        color: var(--_warning);
      }
      button {
        flex: none;
        padding: 0 10px;
        background: none;
        white-space: nowrap;
        max-inline-size: 100%;
        color: var(--_accent);
      }
      button sfu-icon {
        color: inherit;
      }
      .dismiss {
        color: var(--_quiet);
        padding: 0;
      }
    `,
  ];

  /** What it shows; null: nothing. */
  declare view: NoticeView | null;
  /** All its words, in one language. */
  declare strings: Strings;

  constructor() {
    super();
    this.view = null;
    this.strings = en;
  }

  protected override willUpdate(): void {
    this.ariaLive = this.view?.announced ? 'off' : null;
  }

  protected override render(): unknown {
    const { view, strings } = this;
    if (!view) return nothing;
    const { action } = view;
    return html`
      <div class="notice ${view.tone}" part="notice">
        <sfu-icon name=${view.icon}></sfu-icon>
        <span class="text">${view.text}</span>
        ${
          action
            ? html`<button
                part="action"
                type="button"
                @click=${() => request(this, 'sfu-action', { action: action.name, id: action.id })}
              >
                ${action.label}
              </button>`
            : nothing
        }
        ${
          view.dismissible
            ? html`<button
                class="dismiss"
                part="dismiss"
                type="button"
                aria-label=${strings.dismiss}
                @click=${() => request(this, 'sfu-dismiss', { key: view.key })}
              >
                <sfu-icon name="close"></sfu-icon>
              </button>`
            : nothing
        }
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sfu-notice': SfuNotice;
  }
}
