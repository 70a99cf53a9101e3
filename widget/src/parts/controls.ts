import { css, html, LitElement, type PropertyDeclarations } from 'lit';
import { en } from '../i18n/en.js';
import type { Strings } from '../i18n/strings.js';
import { button } from './button.styles.js';
import { request } from './requests.js';
import { tokens } from './tokens.styles.js';
import type { SfuToggle } from './toggle.js';
import type { ControlsView } from './views.js';

/**
 * `<sfu-controls>`: the bar with microphone, camera, screen and leave.
 * @event sfu-device - `{device, on}`: from one of the toggles
 * @event sfu-leave - the leave button was pressed
 * @csspart bar
 * @csspart toggle
 * @csspart leave
 */
export class SfuControls extends LitElement {
  static override properties: PropertyDeclarations = { view: { attribute: false }, strings: { attribute: false } };
  static override styles = [
    tokens,
    button,
    css`
      :host {
        display: block;
        container-type: inline-size;
      }
      .bar {
        display: flex;
        align-items: center;
        justify-content: center;
        gap: 8px;
      }
      .leave {
        min-inline-size: 60px;
        block-size: 48px;
        margin-inline-start: 8px;
        padding: 0 20px;
        color: var(--_on-danger);
        background: var(--_danger);
        --sfu-icon-size: 20px;
      }
      .leave:hover {
        background: color-mix(in oklch, var(--_danger) 88%, var(--_text));
      }
      @container (inline-size < 400px) {
        .leave {
          padding: 0 16px;
        }
        .leave span {
          position: absolute;
          inline-size: 1px;
          block-size: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
      }
      @container (inline-size < 260px) {
        .bar {
          gap: 4px;
        }
        .leave {
          margin-inline-start: 0;
          min-inline-size: 48px;
          padding: 0;
        }
      }
    `,
  ];

  declare view: ControlsView;
  declare strings: Strings;

  constructor() {
    super();
    this.view = { microphone: 'none', camera: 'none', screen: 'none' };
    this.strings = en;
  }

  /** The first toggle; not the leave button, which a second Enter would press. */
  override focus(options?: FocusOptions): void {
    const toggle = this.renderRoot.querySelector<SfuToggle>('sfu-toggle:not([hidden])');
    void toggle?.updateComplete.then(() => toggle.focus(options));
  }

  protected override render(): unknown {
    const { strings, view } = this;
    return html`
      <div class="bar" part="bar" role="group" aria-label=${strings.controls}>
        ${(['microphone', 'camera', 'screen'] as const).map(
          (device) => html`
            <sfu-toggle
              part="toggle"
              exportparts="button: toggle-button, tip: toggle-tip"
              .device=${device}
              .status=${view[device]}
              .strings=${strings}
              ?hidden=${view[device] === 'none'}
            ></sfu-toggle>
          `,
        )}
        <button class="leave" part="leave" type="button" @click=${() => request(this, 'sfu-leave', null)}>
          <sfu-icon name="leave"></sfu-icon><span>${strings.leave}</span>
        </button>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sfu-controls': SfuControls;
  }
}
