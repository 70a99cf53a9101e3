import { html, nothing, type LitElement, type PropertyDeclarations } from 'lit';
import { fitBar, type BarContent, type BarItem } from './bar-fit.js';
import { button } from './button.styles.js';
import { controlsStyles } from './controls.styles.js';
import { deviceGroupStyles } from './device-group.styles.js';
import { FocusKeeper } from './focus-keeper.js';
import type { IconName } from './icons.js';
import { Part } from './part.js';
import { request } from './requests.js';
import { tokens } from './tokens.styles.js';
import type { ControlsView } from './views.js';

/** Narrower than this, in px, tips stand over the bar's middle. */
const SMALL = 440;

interface BarButton {
  readonly item: 'chat' | 'people' | 'hand' | 'leave';
  readonly icon: IconName;
  readonly label: string;
  /** For assistive technology, where it is more than the label. */
  readonly name?: string;
  readonly state?: { readonly attribute: 'pressed' | 'expanded'; readonly on: boolean };
  readonly count?: number;
  /** The count is of something new. */
  readonly fresh?: boolean;
  readonly press: () => void;
}

/**
 * `<sfu-controls>`: the bar with everything that one does in a room. What has no place in it stands in a menu at its end.
 * @attr {string} for - id of the room element; default: the room around it
 * @event {CustomEvent<{device, on}>} sfu-device - from one of the toggles
 * @event {CustomEvent<{device, id}>} sfu-choose-device - from one of the menus of devices
 * @event {CustomEvent<null>} sfu-test-sound
 * @event {CustomEvent<{up}>} sfu-hand
 * @event {CustomEvent<{reaction}>} sfu-react
 * @event {CustomEvent<{panel}>} sfu-panel
 * @event {CustomEvent<{layout}>} sfu-layout
 * @event {CustomEvent<{on}>} sfu-fullscreen
 * @event {CustomEvent<{sheet}>} sfu-sheet
 * @event {CustomEvent<null>} sfu-leave
 * @csspart bar
 * @csspart group - a toggle with its menu
 * @csspart toggle @csspart toggle-button @csspart toggle-tip
 * @csspart device-menu @csspart device-menu-button
 * @csspart hand @csspart chat @csspart people @csspart leave
 * @csspart reactions @csspart reactions-button @csspart more @csspart more-button
 * @csspart count - of people or of those who wait to be let in, and of new messages
 * @csspart tip
 * @csspart hint - shown while a key holds the microphone open
 * @csspart menu @csspart menu-label @csspart menu-item
 */
export class SfuControls extends Part<ControlsView> {
  static override properties: PropertyDeclarations = { width: { state: true } };
  static override styles = [tokens, button, deviceGroupStyles, controlsStyles];

  /** In px, of its content. */
  declare private width: number;
  #observer: ResizeObserver | null = null;

  constructor() {
    super();
    this.width = 0;
    // Buttons fold into the menu, and go with the right to what they are for.
    new FocusKeeper(this, () => this.focus());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer = new ResizeObserver((entries) => {
      this.width = entries.at(-1)?.contentRect.width ?? 0;
    });
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
    this.#observer = null;
  }

  /** The first toggle, or the menu where none is; not the leave button, which a second Enter would press. */
  override focus(options?: FocusOptions): void {
    const first = this.renderRoot.querySelector<LitElement>('sfu-toggle, sfu-more-menu');
    void first?.updateComplete.then(() => first.focus(options));
  }

  protected override render(): unknown {
    const { strings, view } = this;
    if (!view) return nothing;
    const { choices, shown, folded, words } = fitBar(this.width, contentOf(view));
    const has = (item: BarItem): boolean => shown.includes(item);
    return html`
      <div
        class="bar ${this.width < SMALL ? 'small' : ''}"
        part="bar"
        role="group"
        aria-label=${strings.controls.title}
      >
        ${this.#device('microphone', view, choices)} ${this.#device('camera', view, choices)}
        ${has('screen') ? this.#toggle('screen', view) : nothing} ${has('hand') ? this.#hand(view) : nothing}
        ${
          has('react')
            ? html`<sfu-reactions
                part="reactions"
                exportparts="button: reactions-button, tip, menu, menu-item"
                .view=${true}
                .strings=${strings}
              ></sfu-reactions>`
            : nothing
        }
        ${has('chat') ? this.#chat(view) : nothing} ${has('people') ? this.#people(view) : nothing}
        ${
          view.full
            ? html`<sfu-more-menu
                part="more"
                exportparts="button: more-button, tip, dot, menu, menu-label, menu-item"
                .view=${view}
                .folded=${folded}
                .strings=${strings}
              ></sfu-more-menu>`
            : nothing
        }
        ${view.inCall ? this.#leave(words) : nothing}
        ${view.talking ? html`<div class="hint" part="hint"><span>${strings.controls.talking}</span></div>` : nothing}
      </div>
    `;
  }

  #device(device: 'microphone' | 'camera', view: ControlsView, choices: boolean): unknown {
    if (view[device] === 'none') return nothing;
    const { devices } = view;
    const choice = choices && hasChoice(device, view);
    return html`
      <div class="group ${choice ? 'shared' : ''}" part="group">
        ${this.#toggle(device, view, choice)}
        ${
          choice
            ? html`<sfu-device-menu
                part="device-menu"
                exportparts="button: device-menu-button, menu, menu-label, menu-item"
                compact
                .device=${device}
                .view=${devices[device]}
                .speaker=${device === 'microphone' ? devices.speaker : null}
                .strings=${this.strings}
              ></sfu-device-menu>`
            : nothing
        }
      </div>
    `;
  }

  #toggle(device: 'microphone' | 'camera' | 'screen', view: ControlsView, grouped = false): unknown {
    return html`<sfu-toggle
      class=${device === 'microphone' && view.talking ? 'talking' : ''}
      part="toggle"
      exportparts="button: toggle-button, tip: toggle-tip"
      ?grouped=${grouped}
      .device=${device}
      .view=${view[device]}
      .strings=${this.strings}
    ></sfu-toggle>`;
  }

  #hand({ hand }: ControlsView): unknown {
    const { raiseHand, lowerHand } = this.strings.controls;
    return this.#button({
      item: 'hand',
      icon: 'hand',
      label: hand ? lowerHand : raiseHand,
      // The name of a button that is pressed or not stays.
      name: raiseHand,
      state: { attribute: 'pressed', on: hand },
      press: () => request(this, 'sfu-hand', { up: !hand }),
    });
  }

  #chat({ panel, unread }: ControlsView): unknown {
    return this.#button({
      item: 'chat',
      icon: 'chat',
      label: this.strings.chat.title,
      name: this.strings.controls.chat(unread),
      state: { attribute: 'expanded', on: panel === 'chat' },
      count: unread,
      fresh: true,
      press: () => request(this, 'sfu-panel', { panel: panel === 'chat' ? null : 'chat' }),
    });
  }

  #people({ panel, people, knocks }: ControlsView): unknown {
    const { controls, moderation } = this.strings;
    return this.#button({
      item: 'people',
      icon: 'people',
      label: this.strings.people.title,
      name: knocks > 0 ? `${controls.people(people)}, ${moderation.waiting(knocks)}` : controls.people(people),
      state: { attribute: 'expanded', on: panel === 'people' },
      count: knocks || people,
      fresh: knocks > 0,
      press: () => request(this, 'sfu-panel', { panel: panel === 'people' ? null : 'people' }),
    });
  }

  #leave(words: boolean): unknown {
    const { leave } = this.strings;
    const press = (): void => request(this, 'sfu-leave', null);
    if (!words) return this.#button({ item: 'leave', icon: 'leave', label: leave, press });
    return html`
      <button class="round danger leave words" part="leave" type="button" @click=${press}>
        <sfu-icon name="leave"></sfu-icon>${leave}
      </button>
    `;
  }

  #button({ item, icon, label, name, state, count, fresh, press }: BarButton): unknown {
    const on = state?.on === true;
    const look = item === 'leave' ? 'danger' : on ? 'on' : '';
    return html`
      <span class="item">
        <button
          class="round ${item} ${look}"
          part=${item}
          type="button"
          aria-label=${name ?? label}
          aria-pressed=${state?.attribute === 'pressed' ? on : nothing}
          aria-expanded=${state?.attribute === 'expanded' ? on : nothing}
          @click=${press}
        >
          <sfu-icon name=${icon}></sfu-icon>
          ${count ? html`<span class="count ${fresh ? 'new' : ''}" part="count">${this.#number(count)}</span>` : nothing}
        </button>
        <span class="tip" part="tip" aria-hidden="true">${label}</span>
      </span>
    `;
  }

  #number(count: number): string {
    const format = new Intl.NumberFormat(this.strings.lang);
    return count > 99 ? `${format.format(99)}+` : format.format(count);
  }
}

function contentOf(view: ControlsView): BarContent {
  const toggles = (['microphone', 'camera'] as const).filter((device) => view[device] !== 'none');
  const wanted: BarItem[] = view.full ? ['screen', 'chat', 'people', 'hand', 'react'] : ['screen'];
  return {
    toggles: toggles.length,
    choices: toggles.filter((device) => hasChoice(device, view)).length,
    items: wanted.filter(
      (item) => (item !== 'screen' || view.screen !== 'none') && (item !== 'react' || view.mayReact),
    ),
    menu: view.full,
  };
}

function hasChoice(device: 'microphone' | 'camera', { devices }: ControlsView): boolean {
  return devices[device].devices.length > 0 || (device === 'microphone' && devices.speaker.devices.length > 0);
}

declare global {
  interface HTMLElementTagNameMap {
    'sfu-controls': SfuControls;
  }
}
