import { css, html, LitElement, nothing, type PropertyDeclarations } from 'lit';
import type { BarItem } from './bar-fit.js';
import { button } from './button.styles.js';
import { MenuButton } from './menu-button.js';
import type { MenuGroup, MenuItem } from './menu.js';
import { Part } from './part.js';
import { reactionItems } from './reactions.js';
import { request } from './requests.js';
import { tokens } from './tokens.styles.js';
import type { ControlsView } from './views.js';

/**
 * `<sfu-more-menu>`: a button that opens a menu of whatever the bar has no place for, and of the layout, full screen,
 * settings and keys.
 * @attr {string} for - id of the room element; default: the room around it
 * @event {CustomEvent<{device, on}>} sfu-device
 * @event {CustomEvent<{panel}>} sfu-panel
 * @event {CustomEvent<{up}>} sfu-hand
 * @event {CustomEvent<{reaction}>} sfu-react
 * @event {CustomEvent<{layout}>} sfu-layout
 * @event {CustomEvent<{on}>} sfu-fullscreen
 * @event {CustomEvent<{sheet}>} sfu-sheet
 * @csspart button
 * @csspart tip
 * @csspart dot - there is something new in what the menu holds
 * @csspart menu
 * @csspart menu-label
 * @csspart menu-item
 */
export class SfuMoreMenu extends Part<ControlsView> {
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override properties: PropertyDeclarations = { folded: { attribute: false } };
  static override styles = [
    tokens,
    button,
    css`
      :host {
        position: relative;
        display: inline-flex;
      }
      .dot {
        position: absolute;
        inset-block-start: 8px;
        inset-inline-end: 8px;
        inline-size: 10px;
        block-size: 10px;
        border-radius: 50%;
        background: var(--_accent);
      }
    `,
  ];

  /** What of the bar stands in here. */
  declare folded: readonly BarItem[];
  readonly #button = new MenuButton(this);

  constructor() {
    super();
    this.folded = [];
  }

  protected override render(): unknown {
    const { view, strings, folded } = this;
    if (!view) return nothing;
    const { more, chat } = strings.controls;
    const news = [
      folded.includes('chat') && view.unread > 0 && chat(view.unread),
      folded.includes('people') && view.knocks > 0 && strings.moderation.waiting(view.knocks),
    ].filter((words) => words !== false);
    return html`
      <button
        part="button"
        class="round"
        type="button"
        aria-label=${[more, ...news].join(', ')}
        aria-haspopup="menu"
        aria-expanded=${this.#button.open}
        @pointerdown=${this.#button.onPointerDown}
        @click=${this.#button.onClick}
        @keydown=${this.#button.onKeyDown}
      >
        <sfu-icon name="more"></sfu-icon>${news.length > 0 ? html`<span class="dot" part="dot"></span>` : nothing}
      </button>
      <span class="tip" part="tip" aria-hidden="true">${more}</span>
      <sfu-menu
        exportparts="menu, group-label: menu-label, item: menu-item"
        .groups=${this.#groups(view)}
        .label=${more}
        @sfu-toggled=${this.#button.onToggled}
        @sfu-select=${this.#onSelect}
      ></sfu-menu>
    `;
  }

  #groups(view: ControlsView): MenuGroup[] {
    const { strings, folded } = this;
    const { controls, stage } = strings;
    const has = (item: BarItem): boolean => folded.includes(item);
    const number = new Intl.NumberFormat(strings.lang);
    const hint = (count: number): Pick<MenuItem, 'hint'> => (count > 0 ? { hint: number.format(count) } : {});
    const items: (MenuItem | false)[] = [
      has('screen') && this.#screen(view),
      has('chat') && { id: 'chat', label: strings.chat.title, icon: 'chat', ...hint(view.unread) },
      has('people') && { id: 'people', label: strings.people.title, icon: 'people', ...hint(view.people) },
      has('hand') && { id: 'hand', label: view.hand ? controls.lowerHand : controls.raiseHand, icon: 'hand' },
    ];
    const rest: (MenuItem | false)[] = [
      view.canFullscreen && {
        id: 'fullscreen',
        label: view.fullscreen ? stage.exitFullscreen : stage.fullscreen,
        icon: view.fullscreen ? 'fullscreen-exit' : 'fullscreen',
      },
      { id: 'settings', label: strings.settings.title, icon: 'settings' },
      view.shortcuts && { id: 'shortcuts', label: strings.shortcuts.title, icon: 'keyboard' },
    ];
    const groups: MenuGroup[] = [
      { label: controls.react, row: true, items: has('react') ? reactionItems(strings) : [] },
      { items: items.filter((item) => item !== false) },
      {
        label: controls.layout,
        items: [
          { id: 'grid', label: controls.grid, icon: 'grid', checked: view.layout === 'grid' },
          { id: 'spotlight', label: controls.spotlight, icon: 'spotlight', checked: view.layout === 'spotlight' },
        ],
      },
      { items: rest.filter((item) => item !== false) },
    ];
    return groups.filter((group) => group.items.length > 0);
  }

  #screen({ screen }: ControlsView): MenuItem {
    const on = screen !== 'off' && screen !== 'failed';
    const { turnOn, turnOff } = this.strings;
    return { id: 'screen', label: (on ? turnOff : turnOn).screen, icon: on ? 'screen-off' : 'screen' };
  }

  readonly #onSelect = (event: CustomEvent<{ id: string }>): void => {
    const { view } = this;
    const { id } = event.detail;
    if (!view) return;
    switch (id) {
      case 'screen':
        request(this, 'sfu-device', { device: 'screen', on: view.screen === 'off' || view.screen === 'failed' });
        break;
      case 'chat':
      case 'people':
        request(this, 'sfu-panel', { panel: view.panel === id ? null : id });
        break;
      case 'hand':
        request(this, 'sfu-hand', { up: !view.hand });
        break;
      case 'grid':
      case 'spotlight':
        request(this, 'sfu-layout', { layout: id });
        break;
      case 'fullscreen':
        request(this, 'sfu-fullscreen', { on: !view.fullscreen });
        break;
      case 'settings':
      case 'shortcuts':
        request(this, 'sfu-sheet', { sheet: id });
        break;
      default:
        request(this, 'sfu-react', { reaction: id });
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sfu-more-menu': SfuMoreMenu;
  }
}
