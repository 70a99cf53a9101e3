import { css, html, LitElement, nothing, type PropertyDeclarations } from 'lit';
import { button } from './button.styles.js';
import type { IconName } from './icons.js';
import { Part } from './part.js';
import { request } from './requests.js';
import { tokens } from './tokens.styles.js';
import type { Device, DeviceStatus } from './views.js';

/**
 * `<sfu-toggle device="camera">`: the button of one device. Its name stays, its state is told by shape, by `aria-pressed`
 * and in the tip.
 * @attr {'microphone' | 'camera' | 'screen'} device
 * @attr {boolean} grouped - it stands on a ground of its own
 * @attr {string} for - id of the room element; default: the room around it
 * @event {CustomEvent<{device, on}>} sfu-device - it was pressed and wants the device so
 * @csspart button
 * @csspart tip
 */
export class SfuToggle extends Part<DeviceStatus> {
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override properties: PropertyDeclarations = { device: {}, status: {} };
  static override styles = [
    tokens,
    button,
    css`
      :host {
        position: relative;
        display: inline-flex;
      }
      button.inverted {
        color: var(--_surface);
        background: var(--_text);
      }
      button.inverted:hover {
        background: color-mix(in oklch, var(--_text) 86%, var(--_surface));
      }
      /* Beside its menu, on a ground that both share. */
      :host([grouped]) button:not(.inverted, .sharing, :hover) {
        background: none;
      }
      button.sharing {
        color: var(--_on-accent);
        background: var(--_accent);
      }
      .mark {
        position: absolute;
        inset-block-start: -2px;
        inset-inline-end: -2px;
        inline-size: 18px;
        block-size: 18px;
        padding: 3px;
        border-radius: 50%;
        color: var(--_on-danger);
        background: var(--_danger);
        --sfu-icon-size: 12px;
        line-height: 0;
      }
      @keyframes wait {
        50% {
          opacity: 0.45;
        }
      }
      button[aria-busy='true'] sfu-icon {
        animation: wait 1.4s ease-in-out infinite;
      }
    `,
  ];

  /** Whose button it is. */
  declare device: Device;
  /** Shown in place of the view, for who has a state of their own; null: what the room says. */
  declare status: DeviceStatus | null;

  constructor() {
    super();
    this.device = 'microphone';
    this.status = null;
  }

  protected override render(): unknown {
    const { device } = this;
    const status = this.status ?? this.view ?? 'none';
    if (status === 'none') return nothing;
    const on = status !== 'off' && status !== 'failed';
    const runs = on && status !== 'interrupted';
    return html`
      <button
        part="button"
        type="button"
        class="round ${device === 'screen' ? (on && status !== 'starting' ? 'sharing' : '') : runs ? '' : 'inverted'}"
        aria-label=${this.strings.device[device]}
        aria-pressed=${on}
        aria-busy=${status === 'starting'}
        aria-describedby="tip"
        @click=${() => request(this, 'sfu-device', { device, on: !on })}
      >
        <sfu-icon name=${this.#icon(runs)}></sfu-icon>
        ${
          status === 'failed' || status === 'interrupted'
            ? html`<span class="mark"><sfu-icon name=${status === 'failed' ? 'warning' : 'pause'}></sfu-icon></span>`
            : nothing
        }
      </button>
      <span id="tip" class="tip" part="tip" role="tooltip">${this.#tip(status)}</span>
    `;
  }

  /** Mic and camera show what is; sharing shows what a press does, for nobody looks for a slashed screen. */
  #icon(runs: boolean): IconName {
    if (this.device === 'screen') return runs ? 'screen-off' : 'screen';
    return runs ? this.device : `${this.device}-off`;
  }

  #tip(status: Exclude<DeviceStatus, 'none'>): string {
    const { strings, device } = this;
    switch (status) {
      case 'starting':
        return strings.starting[device];
      case 'failed':
        return strings.deviceFailed[device];
      case 'interrupted':
        return strings.controls.interrupted[device];
      case 'on':
        return strings.turnOff[device];
      case 'off':
        return strings.turnOn[device];
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sfu-toggle': SfuToggle;
  }
}
