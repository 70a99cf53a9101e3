import { css, html, LitElement, nothing, type PropertyDeclarations } from 'lit';
import { button } from './button.styles.js';
import { MenuButton } from './menu-button.js';
import type { MenuGroup } from './menu.js';
import { Part } from './part.js';
import { request } from './requests.js';
import { tokens } from './tokens.styles.js';
import type { ChoosableDevice, DeviceListView } from './views.js';

const TEST_SOUND = 'test-sound';

/**
 * `<sfu-device-menu device="camera">`: a button with the name of the device that is in use, which opens a menu of those
 * that there are. Nothing is shown where the browser offers no choice.
 * @attr {'microphone' | 'camera' | 'speaker'} device
 * @attr {boolean} compact - the button has a chevron alone
 * @attr {string} for - id of the room element; default: the room around it
 * @slot - what the button shows, in place of the device's name
 * @event {CustomEvent<{device, id}>} sfu-choose-device - one was chosen; id is null for the system's default
 * @event {CustomEvent<null>} sfu-test-sound - a sound is wanted, to hear the speaker
 * @csspart button
 * @csspart tip
 * @csspart menu
 * @csspart menu-label
 * @csspart menu-item
 */
export class SfuDeviceMenu extends Part<DeviceListView> {
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override properties: PropertyDeclarations = {
    device: {},
    compact: { type: Boolean, reflect: true },
    speaker: { attribute: false },
  };
  static override styles = [
    tokens,
    button,
    css`
      :host {
        position: relative;
        display: inline-flex;
        max-inline-size: 100%;
      }
      .named {
        inline-size: 100%;
        padding: 2px 14px;
        font-weight: inherit;
        --sfu-icon-size: 18px;
      }
      .name {
        flex: 1;
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: var(--_name-lines, 1);
        overflow: hidden;
        overflow-wrap: anywhere;
        line-height: 1.3;
        text-align: start;
      }
      sfu-icon {
        flex: none;
      }
      .chevron {
        min-inline-size: 28px;
        inline-size: 28px;
        min-block-size: 48px;
        padding: 0;
        background: none;
        --sfu-icon-size: 16px;
      }
    `,
  ];

  /** Which kind of device is chosen. */
  declare device: ChoosableDevice;
  /** The button has a chevron alone. */
  declare compact: boolean;
  /** With a microphone's menu: the speakers, which stand below. */
  declare speaker: DeviceListView | null;
  readonly #button = new MenuButton(this);

  constructor() {
    super();
    this.device = 'microphone';
    this.compact = false;
    this.speaker = null;
  }

  protected override render(): unknown {
    const { device, strings, compact } = this;
    const groups = this.#groups();
    if (groups.length === 0) return nothing;
    const words = strings.controls.choose[device];
    return html`
      <button
        part="button"
        type="button"
        class=${compact ? 'chevron' : 'named'}
        aria-label=${compact ? words : nothing}
        aria-haspopup="menu"
        aria-expanded=${this.#button.open}
        @pointerdown=${this.#button.onPointerDown}
        @click=${this.#button.onClick}
        @keydown=${this.#button.onKeyDown}
      >
        ${compact ? nothing : this.#name()}
        <sfu-icon name="chevron"></sfu-icon>
      </button>
      ${compact ? html`<span class="tip" part="tip" aria-hidden="true">${words}</span>` : nothing}
      <sfu-menu
        exportparts="menu, group-label: menu-label, item: menu-item"
        .groups=${groups}
        .label=${words}
        @sfu-toggled=${this.#button.onToggled}
        @sfu-select=${this.#onSelect}
      ></sfu-menu>
    `;
  }

  #name(): unknown {
    const { device, strings, view } = this;
    const at = view?.devices.findIndex(({ id }) => id === view.chosen) ?? -1;
    const icon = device === 'speaker' ? 'sound' : device;
    return html`
      <sfu-icon name=${icon}></sfu-icon>
      <span class="name"
        ><slot
          >${at < 0 ? `${strings.controls.devices[device]}: ${strings.controls.systemDefault}` : this.#label(device, view, at)}</slot
        ></span
      >
    `;
  }

  #groups(): MenuGroup[] {
    const lists: [ChoosableDevice, DeviceListView | null][] = [[this.device, this.view]];
    if (this.device === 'microphone') lists.push(['speaker', this.speaker]);
    return lists.flatMap(([device, list]) => (list && list.devices.length > 0 ? [this.#group(device, list)] : []));
  }

  #group(device: ChoosableDevice, list: DeviceListView): MenuGroup {
    const { controls } = this.strings;
    const chosen = list.devices.some(({ id }) => id === list.chosen) ? list.chosen : null;
    return {
      label: controls.devices[device],
      items: [
        { id: `${device}:`, label: controls.systemDefault, checked: chosen === null },
        ...list.devices.map(({ id }, index) => ({
          id: `${device}:${id}`,
          label: this.#label(device, list, index),
          checked: chosen === id,
        })),
        ...(device === 'speaker' ? [{ id: TEST_SOUND, label: controls.testSound, icon: 'sound' as const }] : []),
      ],
    };
  }

  #label(device: ChoosableDevice, list: DeviceListView | null, index: number): string {
    const { controls } = this.strings;
    const label = list?.devices[index]?.label ?? '';
    return label === '' ? controls.numbered(controls.devices[device], index + 1) : label;
  }

  readonly #onSelect = (event: CustomEvent<{ id: string }>): void => {
    const { id } = event.detail;
    if (id === TEST_SOUND) {
      request(this, 'sfu-test-sound', null);
      return;
    }
    const colon = id.indexOf(':');
    request(this, 'sfu-choose-device', {
      device: id.slice(0, colon) as ChoosableDevice,
      id: id.slice(colon + 1) || null,
    });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sfu-device-menu': SfuDeviceMenu;
  }
}
