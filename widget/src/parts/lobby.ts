import { html, nothing, type PropertyDeclarations, type PropertyValues } from 'lit';
import { button } from './button.styles.js';
import { deviceGroupStyles } from './device-group.styles.js';
import { entryStyles } from './entry.styles.js';
import { initials } from './initials.js';
import { lobbySizes } from './lobby-sizes.styles.js';
import { lobbyStyles } from './lobby.styles.js';
import { presentInWords } from './name-list.js';
import { Part } from './part.js';
import { request } from './requests.js';
import { tokens } from './tokens.styles.js';
import { waitingStyles } from './waiting.styles.js';
import type { DevicesView, LobbyView, TileView } from './views.js';

/**
 * `<sfu-lobby>`: what stands there before, between and after calls: how others will see one, what is on, who is in
 * already, and one way in.
 * @attr {string} for - id of the room element; default: the room around it
 * @event {CustomEvent<{name}>} sfu-join - the button, or Enter
 * @event {CustomEvent<null>} sfu-leave - one waits no longer to be let in
 * @event {CustomEvent<{name}>} sfu-name - the name was changed
 * @event {CustomEvent<null>} sfu-preview - the browser may ask for camera and microphone
 * @event {CustomEvent<{device, on}>} sfu-device - from one of the toggles
 * @event {CustomEvent<{device, id}>} sfu-choose-device - from one of the menus of devices
 * @event {CustomEvent<null>} sfu-test-sound
 * @csspart lobby
 * @csspart preview
 * @csspart permission - stands in the preview's place until camera and microphone are allowed
 * @csspart allow - lets the browser ask
 * @csspart devices
 * @csspart meter
 * @csspart problem
 * @csspart heading
 * @csspart text
 * @csspart present
 * @csspart name
 * @csspart join
 * @csspart cancel - ends the waiting to be let in
 */
export class SfuLobby extends Part<LobbyView> {
  static override properties: PropertyDeclarations = { typed: { state: true } };
  static override styles = [tokens, button, entryStyles, waitingStyles, deviceGroupStyles, lobbyStyles, lobbySizes];

  /** What is in the field before it is asked for; null follows the view. */
  declare private typed: string | null;
  /** Who pressed the button keeps what they saw until they are in; who joins without a lobby sees no lobby. */
  #offered = false;

  constructor() {
    super();
    this.typed = null;
  }

  /** The one next action, and not the field, which would open a phone's keyboard. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('[part=join], [part=cancel]')?.focus(options);
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    const { view } = this;
    if (!view || view.mode === 'joining' || view.mode === 'knocking') return;
    this.#offered = view.mode === 'ready' && view.action !== null;
  }

  protected override render(): unknown {
    const { view, strings } = this;
    if (!view) return nothing;
    const { mode, action } = view;
    const joining = mode === 'joining';
    const knocking = mode === 'knocking';
    // Waiting takes as long as others let one wait: meanwhile one sees how one will be seen.
    const look = this.#offered || knocking;
    return html`
      <div class="middle">
        <form part="lobby" class="${mode} ${look ? 'with-picture' : ''}" @submit=${this.#onSubmit}>
          ${look ? this.#look(view) : this.#disc(view)}
          <div class="side">
            <div class="words" role=${mode === 'failed' ? 'alert' : 'status'}>
              <h2 part="heading">${view.heading}</h2>
              ${view.text ? html`<p part="text">${view.text}</p>` : nothing}
              ${look && view.present && !knocking ? html`<p part="present">${presentInWords(view.present, strings)}</p>` : nothing}
            </div>
            ${look ? this.#problems(view) : nothing}
            ${!knocking && (look || (!joining && action !== null)) ? this.#field() : nothing}
            ${
              knocking
                ? this.#cancel(action)
                : look || action !== null
                  ? this.#actions(view, joining && look ? strings.joining : action)
                  : joining
                    ? html`<div class="waiting"><sfu-icon name="loader"></sfu-icon>${strings.joining}</div>`
                    : nothing
            }
            ${
              view.details
                ? html`<details>
                    <summary>${strings.details}</summary>
                    <code>${view.details}</code>
                  </details>`
                : nothing
            }
          </div>
        </form>
      </div>
    `;
  }

  get #name(): string {
    return this.typed ?? this.view?.name ?? '';
  }

  #disc({ mode }: LobbyView): unknown {
    const mark = html`<sfu-icon name=${mode === 'failed' ? 'warning' : 'camera'}></sfu-icon>`;
    return html`<div class="disc" aria-hidden="true">${mode === 'failed' ? mark : initials(this.#name) || mark}</div>`;
  }

  #look(view: LobbyView): unknown {
    const shown = view.permission === 'granted';
    return html`
      <div class="look">
        <div class="picture" part="preview">
          ${
            shown
              ? html`<sfu-tile
                  role="img"
                  exportparts="video, avatar, initials, plate, name: tile-name"
                  .view=${this.#tile(view)}
                  .strings=${this.strings}
                ></sfu-tile>`
              : this.#permission(view)
          }
        </div>
        ${this.#devices(view)}
      </div>
    `;
  }

  #permission({ permission, microphone, camera }: LobbyView): unknown {
    const { lobby } = this.strings;
    const asking = permission === 'asking';
    const wanted = microphone === 'none' ? 'camera' : camera === 'none' ? 'microphone' : 'both';
    return html`
      <div class="permission" part="permission" role="status">
        <sfu-icon name=${asking ? 'loader' : wanted === 'microphone' ? 'microphone' : 'camera'}></sfu-icon>
        <p>${asking ? lobby.asking : lobby.explain}</p>
        ${
          asking
            ? nothing
            : html`<button part="allow" type="button" @click=${() => request(this, 'sfu-preview', null)}>
                ${lobby.turnOn[wanted]}
              </button>`
        }
      </div>
    `;
  }

  /** The very thing that the others will see, but for the mirror. */
  #tile({ preview, microphone }: LobbyView): TileView {
    const name = this.#name;
    const { lobby } = this.strings;
    return {
      key: 'self',
      peerId: null,
      source: 'camera',
      name: name || this.strings.you,
      description: preview ? lobby.preview : lobby.cameraOff,
      stream: preview,
      track: null,
      whole: false,
      mirrored: true,
      muted: microphone !== 'on',
      speaking: false,
      away: false,
      paused: false,
      hand: false,
      pinned: false,
      spotlit: false,
      quality: null,
      reaction: null,
      hue: 262,
    };
  }

  #devices(view: LobbyView): unknown {
    if (view.microphone === 'none' && view.camera === 'none') return nothing;
    return html`
      <div class="devices" part="devices">
        ${(['microphone', 'camera'] as const).map((device) =>
          view[device] === 'none'
            ? nothing
            : html`
                <div class="group shared">
                  ${
                    device === 'microphone' && view.microphone !== 'failed' && view.permission === 'granted'
                      ? html`<sfu-meter exportparts="meter" .view=${view.voice} .strings=${this.strings}></sfu-meter>`
                      : nothing
                  }
                  ${this.#toggle(device, view)} ${this.#choice(device, view.devices)}
                </div>
              `,
        )}
      </div>
    `;
  }

  #choice(device: 'microphone' | 'camera', devices: DevicesView): unknown {
    const speaker = device === 'microphone' ? devices.speaker : null;
    if (devices[device].devices.length === 0 && !speaker?.devices.length) return nothing;
    return html`<sfu-device-menu
      compact
      exportparts="menu, menu-label, menu-item"
      .device=${device}
      .view=${devices[device]}
      .speaker=${speaker}
      .strings=${this.strings}
    ></sfu-device-menu>`;
  }

  #toggle(device: 'microphone' | 'camera', view: LobbyView): unknown {
    return html`<sfu-toggle
      exportparts="button: toggle-button, tip: toggle-tip"
      ?grouped=${this.#offered || view.mode === 'knocking'}
      .device=${device}
      .view=${view[device]}
      .strings=${this.strings}
    ></sfu-toggle>`;
  }

  #problems({ problems }: LobbyView): unknown {
    return problems.map(
      ({ text }) => html`
        <div class="problem" part="problem" role="alert"><sfu-icon name="warning"></sfu-icon>${text}</div>
      `,
    );
  }

  #field(): unknown {
    return html`
      <label>
        <span>${this.strings.yourName}</span>
        <input
          class="entry"
          part="name"
          name="name"
          autocomplete="name"
          maxlength="64"
          .value=${this.#name}
          @input=${this.#onInput}
          @change=${this.#onChange}
        />
      </label>
    `;
  }

  #actions(view: LobbyView, action: string | null): unknown {
    const joining = view.mode === 'joining';
    return html`
      <div class="actions">
        ${
          this.#offered
            ? nothing
            : html`<div class="toggles">${this.#toggle('microphone', view)} ${this.#toggle('camera', view)}</div>`
        }
        <button class="next" part="join" type="submit" aria-disabled=${joining}>
          ${joining ? html`<sfu-icon name="loader"></sfu-icon>` : nothing}${action}
        </button>
      </div>
    `;
  }

  #cancel(action: string | null): unknown {
    return html`
      <div class="actions">
        <button part="cancel" type="button" @click=${this.#onCancel}>${action}</button>
      </div>
    `;
  }

  readonly #onCancel = (event: MouseEvent): void => {
    // It stands where one has just pressed to join: the second click of two is none of its own.
    if (event.detail < 2) request(this, 'sfu-leave', null);
  };

  readonly #onInput = (event: Event): void => {
    this.typed = (event.target as HTMLInputElement).value;
  };

  readonly #onChange = (event: Event): void => {
    this.typed = null;
    request(this, 'sfu-name', { name: (event.target as HTMLInputElement).value.trim() });
  };

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.view?.mode === 'joining') return;
    const name = this.#name.trim();
    this.typed = null;
    request(this, 'sfu-join', { name });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sfu-lobby': SfuLobby;
  }
}
