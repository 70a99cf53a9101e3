import { css, html, LitElement, nothing, type PropertyDeclarations } from 'lit';
import { en } from '../i18n/en.js';
import type { Strings } from '../i18n/strings.js';
import { button } from './button.styles.js';
import type { IconName } from './icons.js';
import { request } from './requests.js';
import { tokens } from './tokens.styles.js';
import type { Device, DeviceStatus } from './views.js';

/**
 * `<sfu-toggle>`: the button of one device. Its name stays, its state is told by shape, by `aria-pressed` and in the tip.
 * @event sfu-device - `{device, on}`: it was pressed and wants the device so
 * @csspart button
 * @csspart tip
 */
export class SfuToggle extends LitElement {
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override properties: PropertyDeclarations = { device: {}, status: {}, strings: { attribute: false } };
  static override styles = [
    tokens,
    button,
    css`
      :host {
        position: relative;
        display: inline-flex;
      }
      button {
        position: relative;
        inline-size: 48px;
        block-size: 48px;
        padding: 0;
        --sfu-icon-size: 22px;
      }
      button.inverted {
        color: var(--_surface);
        background: var(--_text);
      }
      button.inverted:hover {
        background: color-mix(in oklch, var(--_text) 86%, var(--_surface));
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
      .tip {
        position: absolute;
        z-index: 1;
        inset-block-end: calc(100% + 8px);
        inset-inline-start: 50%;
        translate: -50% 4px;
        padding: 4px 10px;
        border-radius: 8px;
        font-size: var(--_small);
        white-space: nowrap;
        color: var(--_surface);
        background: var(--_text);
        opacity: 0;
        pointer-events: none;
        transition:
          opacity var(--_fast) ease-out,
          translate var(--_fast) ease-out;
      }
      :host(:dir(rtl)) .tip {
        translate: 50% 4px;
      }
      button:focus-visible + .tip {
        opacity: 1;
        translate: -50% 0;
      }
      @media (hover: hover) {
        button:hover + .tip {
          opacity: 1;
          translate: -50% 0;
          transition-delay: 350ms;
        }
      }
    `,
  ];

  declare device: Device;
  declare status: DeviceStatus;
  declare strings: Strings;

  constructor() {
    super();
    this.device = 'microphone';
    this.status = 'off';
    this.strings = en;
  }

  protected override render(): unknown {
    const { device, status } = this;
    if (status === 'none') return nothing;
    const on = status === 'on' || status === 'starting';
    return html`
      <button
        part="button"
        type="button"
        class=${device === 'screen' ? (status === 'on' ? 'sharing' : '') : on ? '' : 'inverted'}
        aria-label=${this.strings.device[device]}
        aria-pressed=${on}
        aria-busy=${status === 'starting'}
        aria-describedby="tip"
        @click=${() => request(this, 'sfu-device', { device, on: !on })}
      >
        <sfu-icon name=${this.#icon(on)}></sfu-icon>
        ${status === 'failed' ? html`<span class="mark"><sfu-icon name="warning"></sfu-icon></span>` : nothing}
      </button>
      <span id="tip" class="tip" part="tip" role="tooltip">${this.#tip()}</span>
    `;
  }

  /** Mic and camera show what is; sharing shows what a press does, for nobody looks for a slashed screen. */
  #icon(on: boolean): IconName {
    if (this.device === 'screen') return on ? 'screen-off' : 'screen';
    return on ? this.device : `${this.device}-off`;
  }

  #tip(): string {
    const { strings, device, status } = this;
    if (status === 'starting') return strings.starting[device];
    if (status === 'failed') return strings.deviceFailed[device];
    return (status === 'on' ? strings.turnOff : strings.turnOn)[device];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sfu-toggle': SfuToggle;
  }
}
