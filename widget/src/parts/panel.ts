import { html, nothing, type PropertyValues } from 'lit';
import { button } from './button.styles.js';
import { panelStyles } from './panel.styles.js';
import { FocusReturn } from './focus-return.js';
import { focusedIn } from './focused-in.js';
import { Part } from './part.js';
import { request } from './requests.js';
import { tokens } from './tokens.styles.js';
import type { PanelName, PanelView } from './views.js';

const TABS = ['chat', 'people'] as const satisfies readonly PanelName[];

/**
 * `<sfu-panel>`: chat and people beside the tiles, one of them at a time. It shows nothing while it is closed; what was
 * being written is still there when it is opened again.
 * @attr {string} for - id of the room element; default: the room around it
 * @event {CustomEvent<{panel}>} sfu-panel - `chat`, `people`, or null: to be closed
 * @csspart panel
 * @csspart tabs @csspart tab
 * @csspart count - of people, and of new messages
 * @csspart close
 * @csspart chat - and its parts: messages, empty, day, sender, message, own-message, link, status, retry, discard,
 *   fresh, composer, field, remaining, send, read-only
 * @csspart people - and its parts: search, list, nobody, person, avatar, name, note, states, options-toggle, options,
 *   volume, pin, pause, action, confirm, moderation, waiting, waiting-title, admit-all, knock, admit, deny, switch,
 *   mute-all, end, end-confirm
 */
export class SfuPanel extends Part<PanelView> {
  static override styles = [tokens, button, panelStyles];

  readonly #before = new FocusReturn();
  #shown: PanelName | null = null;
  /** The focus was in here until now, and went nowhere. */
  #lost = false;
  /** Opened once: from then on they are kept, with what was written and how far was read. */
  readonly #opened = new Set<PanelName>();

  constructor() {
    super();
    // Whoever hides it from outside takes the focus away before it hears that it is closed.
    this.addEventListener('focusout', ({ relatedTarget }) => {
      this.#lost = relatedTarget === null;
      setTimeout(() => (this.#lost = false));
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // What had the focus in it is gone with it.
    if (this.#shown) this.#before.giveBackUnless(() => this.isConnected);
  }

  /** Into what is shown: the field of the chat; by touch, where that would call the keyboard up, the tab. */
  override focus(options?: FocusOptions): void {
    const isTouch = matchMedia('(pointer: coarse)').matches;
    const field = this.#shown === 'chat' && !isTouch ? this.renderRoot.querySelector('sfu-chat') : null;
    (field ?? this.renderRoot.querySelector<HTMLElement>('[aria-selected=true]'))?.focus(options);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const open = this.view?.open ?? null;
    if (open) this.#opened.add(open);
    if (open && !this.#shown) this.#before.remember(this.ownerDocument);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const before = this.#shown;
    this.#shown = this.view?.open ?? null;
    if (this.#shown && !before) this.focus();
    if (!this.#shown && before && (this.#lost || this.matches(':focus-within'))) this.#giveBack();
  }

  protected override render(): unknown {
    const { view, strings } = this;
    if (!view || this.#opened.size === 0) return nothing;
    const { open, people } = view;
    return html`
      <div class="panel" part="panel" dir=${strings.dir} ?hidden=${open === null} @keydown=${this.#onKeyDown}>
        <div class="head">
          <div class="tabs" part="tabs" role="tablist" aria-label=${strings.chat.panel} @keydown=${this.#onTabKey}>
            ${this.#tab('chat', view)} ${this.#tab('people', view)}
          </div>
          <button
            class="close"
            part="close"
            type="button"
            aria-label=${strings.chat.closePanel}
            @click=${this.#onClose}
          >
            <sfu-icon name="close"></sfu-icon>
          </button>
        </div>
        ${this.#pane(
          'chat',
          view,
          html`<sfu-chat part="chat" exportparts=${CHAT_PARTS} .view=${view.chat} .strings=${strings}></sfu-chat>`,
        )}
        ${this.#pane(
          'people',
          view,
          html`<sfu-people part="people" exportparts=${PEOPLE_PARTS} .view=${people} .strings=${strings}></sfu-people>`,
        )}
      </div>
    `;
  }

  #tab(name: PanelName, { open, unread, people }: PanelView): unknown {
    const { strings } = this;
    const selected = open === name;
    const count = name === 'chat' ? unread : people.people.length;
    return html`
      <button
        id="tab-${name}"
        part="tab"
        type="button"
        role="tab"
        aria-label=${strings.controls[name](count)}
        aria-selected=${selected}
        aria-controls="pane-${name}"
        tabindex=${selected ? 0 : -1}
        @click=${() => request(this, 'sfu-panel', { panel: name })}
      >
        <span class="label">${strings[name].title}</span>
        ${count > 0 ? html`<span class="count ${name === 'chat' ? 'new' : ''}" part="count">${this.#number(count)}</span>` : nothing}
      </button>
    `;
  }

  #pane(name: PanelName, { open }: PanelView, content: unknown): unknown {
    return html`
      <div id="pane-${name}" class="pane" role="tabpanel" aria-labelledby="tab-${name}" ?hidden=${open !== name}>
        ${this.#opened.has(name) ? content : nothing}
      </div>
    `;
  }

  #number(count: number): string {
    const format = new Intl.NumberFormat(this.strings.lang);
    return count > 99 ? `${format.format(99)}+` : format.format(count);
  }

  #giveBack(): void {
    // What is hidden would keep the focus until it is drawn.
    const focused = focusedIn(this.renderRoot as ShadowRoot);
    if (focused instanceof HTMLElement) focused.blur();
    this.#before.giveBackUnless(() => false);
  }

  readonly #onClose = (): void => request(this, 'sfu-panel', { panel: null });

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    // Once is enough: the room listens to it as well.
    event.preventDefault();
    this.#onClose();
  };

  readonly #onTabKey = (event: KeyboardEvent): void => {
    const rtl = this.strings.dir === 'rtl';
    const at = TABS.findIndex((name) => name === this.view?.open);
    const targets: Readonly<Record<string, number>> = {
      [rtl ? 'ArrowLeft' : 'ArrowRight']: (at + 1) % TABS.length,
      [rtl ? 'ArrowRight' : 'ArrowLeft']: at - 1,
      Home: 0,
      End: -1,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    const name = TABS.at(target) ?? 'chat';
    request(this, 'sfu-panel', { panel: name });
    this.renderRoot.querySelector<HTMLElement>(`#tab-${name}`)?.focus();
  };
}

const CHAT_PARTS =
  'messages, empty, day, sender, message, own-message, link, status, retry, discard, fresh, composer, field, remaining, send, ' +
  'read-only';
const PEOPLE_PARTS =
  'search, list, nobody, person, avatar, name, note, states, options-toggle, options, volume, pin, pause, ' +
  'action, confirm, moderation, waiting, waiting-title, admit-all, knock, admit, deny, switch, mute-all, ' +
  'end, end-confirm';

declare global {
  interface HTMLElementTagNameMap {
    'sfu-panel': SfuPanel;
  }
}
