import { html, nothing, type PropertyDeclarations } from 'lit';
import { live } from 'lit/directives/live.js';
import { isInsideUi } from './attachment.js';
import { button } from './button.styles.js';
import { entryStyles } from './entry.styles.js';
import type { IconName } from './icons.js';
import { numbersTemplate } from './numbers.js';
import { Part } from './part.js';
import { request } from './requests.js';
import { settingsStyles } from './settings.styles.js';
import { ShownStream } from './shown-stream.js';
import { switchStyles } from './switch.styles.js';
import { tokens } from './tokens.styles.js';
import { waitingStyles } from './waiting.styles.js';
import type { ChoosableDevice, LayoutMode, SelfViewMode, SettingsView } from './views.js';

type Tab = 'general' | 'connection';

interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly icon?: IconName;
}

const TABS = ['general', 'connection'] as const satisfies readonly Tab[];
const DEVICES = ['camera', 'microphone', 'speaker'] as const satisfies readonly ChoosableDevice[];
const SELF_VIEWS = ['auto', 'grid', 'float', 'hidden'] as const satisfies readonly SelfViewMode[];

/**
 * `<sfu-settings>`: name, devices, where one sees oneself, the layout, whether keys are heard; and how the connection does,
 * in numbers. The room shows it over the page; placed by hand it stands where it is.
 * @attr {string} for - id of the room element; default: the room around it
 * @event {CustomEvent<{name}>} sfu-name
 * @event {CustomEvent<{device, id}>} sfu-choose-device
 * @event {CustomEvent<null>} sfu-test-sound
 * @event {CustomEvent<{mode}>} sfu-self-view
 * @event {CustomEvent<{layout}>} sfu-layout
 * @event {CustomEvent<{on}>} sfu-shortcuts-use
 * @event {CustomEvent<{sheet}>} sfu-sheet - null: it wants to be closed
 * @csspart dialog @csspart title @csspart close @csspart body
 * @csspart tabs @csspart tab
 * @csspart name
 * @csspart preview
 * @csspart device-menu @csspart device-menu-button @csspart menu @csspart menu-label @csspart menu-item
 * @csspart meter
 * @csspart choice - one of several, of which one holds
 * @csspart switch - what is on or off
 * @csspart sums - the numbers of the whole call
 * @csspart numbers - the table with those of each track
 */
export class SfuSettings extends Part<SettingsView> {
  static override properties: PropertyDeclarations = { tab: { state: true } };
  static override styles = [tokens, button, entryStyles, waitingStyles, settingsStyles, switchStyles];

  declare private tab: Tab;

  constructor() {
    super();
    new ShownStream(this, () => this.view?.preview);
    this.tab = 'general';
  }

  protected override render(): unknown {
    const { view, strings } = this;
    if (!view) return nothing;
    if (!isInsideUi(this)) return this.#content(view);
    return html`
      <sfu-dialog
        exportparts="dialog, title, close, body"
        .label=${strings.settings.title}
        .closeLabel=${strings.settings.close}
        @sfu-close=${() => request(this, 'sfu-sheet', { sheet: null })}
      >
        ${this.#content(view)}
      </sfu-dialog>
    `;
  }

  #content(view: SettingsView): unknown {
    const { settings } = this.strings;
    return html`
      <div class="content">
        <div class="tabs" part="tabs" role="tablist" aria-label=${settings.title} @keydown=${this.#onTabKey}>
          ${TABS.map(
            (tab) => html`
              <button
                id="tab-${tab}"
                part="tab"
                type="button"
                role="tab"
                aria-selected=${tab === this.tab}
                aria-controls="pane"
                tabindex=${tab === this.tab ? 0 : -1}
                @click=${() => (this.tab = tab)}
              >
                ${settings[tab]}
              </button>
            `,
          )}
        </div>
        <div id="pane" class="pane" role="tabpanel" aria-labelledby="tab-${this.tab}">
          ${this.tab === 'general' ? this.#general(view) : numbersTemplate(view.numbers, this.strings)}
        </div>
      </div>
    `;
  }

  #general({ name, devices, preview, voice, selfView, layout, shortcuts }: SettingsView): unknown {
    const { strings } = this;
    const { settings, controls, yourName } = strings;
    const choosable = DEVICES.filter((device) => devices[device].devices.length > 0);
    return html`
      <label class="field">
        <span class="head">${yourName}</span>
        <input
          class="entry"
          part="name"
          name="name"
          autocomplete="name"
          maxlength="64"
          .value=${name}
          @change=${this.#onName}
        />
      </label>
      ${
        choosable.length === 0
          ? nothing
          : html`<div class="devices ${preview ? 'with-picture' : ''}" role="group" aria-labelledby="devices">
              <span id="devices" class="head">${settings.devices}</span>
              ${
                preview
                  ? html`<video
                      part="preview"
                      aria-label=${settings.preview}
                      .muted=${true}
                      autoplay
                      playsinline
                    ></video>`
                  : nothing
              }
              ${choosable.map(
                (device) => html`
                  <div class="device">
                    <sfu-device-menu
                      part="device-menu"
                      exportparts="button: device-menu-button, menu, menu-label, menu-item"
                      .device=${device}
                      .view=${devices[device]}
                      .strings=${strings}
                    ></sfu-device-menu>
                    ${
                      device === 'microphone' && voice
                        ? html`<sfu-meter exportparts="meter" .view=${voice} .strings=${strings}></sfu-meter>`
                        : nothing
                    }
                  </div>
                `,
              )}
            </div>`
      }
      ${this.#choices<LayoutMode>(
        controls.layout,
        'layout',
        layout,
        [
          { value: 'grid', label: controls.grid, icon: 'grid' },
          { value: 'spotlight', label: controls.spotlight, icon: 'spotlight' },
        ],
        (value) => request(this, 'sfu-layout', { layout: value }),
      )}
      ${this.#choices<SelfViewMode>(
        settings.selfView,
        'self-view',
        selfView,
        SELF_VIEWS.map((value) => ({ value, label: settings.selfViews[value] })),
        (mode) => request(this, 'sfu-self-view', { mode }),
      )}
      ${
        shortcuts === null
          ? nothing
          : html`<label class="switch" part="switch">
              <span>${settings.shortcuts}</span>
              <input type="checkbox" role="switch" .checked=${live(shortcuts)} @change=${this.#onShortcuts} />
            </label>`
      }
    `;
  }

  #choices<Value extends string>(
    legend: string,
    name: string,
    chosen: Value,
    choices: readonly Choice<Value>[],
    choose: (value: Value) => void,
  ): unknown {
    return html`
      <fieldset>
        <legend>${legend}</legend>
        <div class="choices">
          ${choices.map(
            ({ value, label, icon }) => html`
              <label class="choice" part="choice">
                <input
                  type="radio"
                  name=${name}
                  value=${value}
                  .checked=${live(value === chosen)}
                  @change=${() => choose(value)}
                />
                ${icon ? html`<sfu-icon name=${icon}></sfu-icon>` : nothing} ${label}
              </label>
            `,
          )}
        </div>
      </fieldset>
    `;
  }

  readonly #onName = (event: Event): void => {
    request(this, 'sfu-name', { name: (event.target as HTMLInputElement).value.trim() });
  };

  readonly #onShortcuts = (event: Event): void => {
    request(this, 'sfu-shortcuts-use', { on: (event.target as HTMLInputElement).checked });
  };

  readonly #onTabKey = (event: KeyboardEvent): void => {
    const rtl = getComputedStyle(this).direction === 'rtl';
    const at = TABS.indexOf(this.tab);
    const targets: Readonly<Record<string, number>> = {
      [rtl ? 'ArrowLeft' : 'ArrowRight']: (at + 1) % TABS.length,
      [rtl ? 'ArrowRight' : 'ArrowLeft']: at - 1,
      Home: 0,
      End: -1,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    this.tab = TABS.at(target) ?? this.tab;
    this.renderRoot.querySelector<HTMLElement>(`#tab-${this.tab}`)?.focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sfu-settings': SfuSettings;
  }
}
