import { html, LitElement, nothing, type PropertyDeclarations } from 'lit';
import { en } from '../i18n/en.js';
import type { Strings } from '../i18n/strings.js';
import { button } from './button.styles.js';
import { initials } from './initials.js';
import { lobbyStyles } from './lobby.styles.js';
import { request } from './requests.js';
import { tokens } from './tokens.styles.js';
import type { LobbyView } from './views.js';

/**
 * `<sfu-lobby>`: what stands there before, between and after calls: who one is, what is on, and one way in.
 * @event sfu-join - `{name}`: the button, or Enter
 * @event sfu-name - `{name}`: the name was changed
 * @event sfu-device - `{device, on}`: from one of the toggles
 * @csspart lobby
 * @csspart heading
 * @csspart text
 * @csspart name
 * @csspart join
 */
export class SfuLobby extends LitElement {
  static override properties: PropertyDeclarations = {
    view: { attribute: false },
    strings: { attribute: false },
    typed: { state: true },
  };
  static override styles = [tokens, button, lobbyStyles];

  declare view: LobbyView | null;
  declare strings: Strings;
  /** What is in the field before it is asked for; null follows the view. */
  declare private typed: string | null;

  constructor() {
    super();
    this.view = null;
    this.strings = en;
    this.typed = null;
  }

  /** The one next action, and not the field, which would open a phone's keyboard. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('button.next')?.focus(options);
  }

  protected override render(): unknown {
    const { view, strings } = this;
    if (!view) return nothing;
    const joining = view.mode === 'joining';
    const name = this.typed ?? view.name;
    return html`
      <div class="middle">
        <form part="lobby" class=${view.mode} @submit=${this.#onSubmit}>
          <div class="disc" aria-hidden="true">
            ${view.mode === 'failed' ? html`<sfu-icon name="warning"></sfu-icon>` : initials(name) || this.#nobody()}
          </div>
          <div class="words" role=${view.mode === 'failed' ? 'alert' : 'status'}>
            <h2 part="heading">${view.heading}</h2>
            ${view.text ? html`<p part="text">${view.text}</p>` : nothing}
          </div>
          ${joining || view.action === null ? nothing : this.#field(name)}
          ${
            joining
              ? html`<div class="waiting"><sfu-icon name="loader"></sfu-icon>${strings.joining}</div>`
              : view.action === null
                ? nothing
                : this.#actions(view, view.action)
          }
          ${
            view.details
              ? html`<details>
                  <summary>${strings.details}</summary>
                  <code>${view.details}</code>
                </details>`
              : nothing
          }
        </form>
      </div>
    `;
  }

  #nobody(): unknown {
    return html`<sfu-icon name="camera"></sfu-icon>`;
  }

  #field(name: string): unknown {
    return html`
      <label>
        <span>${this.strings.yourName}</span>
        <input
          part="name"
          name="name"
          autocomplete="name"
          maxlength="64"
          .value=${name}
          @input=${this.#onInput}
          @change=${this.#onChange}
        />
      </label>
    `;
  }

  #actions(view: LobbyView, action: string): unknown {
    return html`
      <div class="actions">
        <div class="toggles">
          ${(['microphone', 'camera'] as const).map(
            (device) => html`
              <sfu-toggle
                .device=${device}
                .status=${view[device]}
                .strings=${this.strings}
                ?hidden=${view[device] === 'none'}
              ></sfu-toggle>
            `,
          )}
        </div>
        <button class="next" part="join" type="submit">${action}</button>
      </div>
    `;
  }

  readonly #onInput = (event: Event): void => {
    this.typed = (event.target as HTMLInputElement).value;
  };

  readonly #onChange = (event: Event): void => {
    this.typed = null;
    request(this, 'sfu-name', { name: (event.target as HTMLInputElement).value.trim() });
  };

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const name = (this.typed ?? this.view?.name ?? '').trim();
    this.typed = null;
    request(this, 'sfu-join', { name });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sfu-lobby': SfuLobby;
  }
}
