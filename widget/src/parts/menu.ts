import { html, LitElement, nothing, type PropertyDeclarations } from 'lit';
import { roomAround } from './attachment.js';
import type { IconName } from './icons.js';
import { menuStyles } from './menu.styles.js';
import { placePopup } from './placement.js';
import { tokens } from './tokens.styles.js';

export interface MenuItem {
  /** What `sfu-select` tells. */
  readonly id: string;
  readonly label: string;
  readonly icon?: IconName;
  /** In place of an icon, in a group that is a row: the item's whole look, while `label` is what is said. */
  readonly sign?: string;
  /** Beside it, such as a key or a number. */
  readonly hint?: string;
  /** One of its group is chosen; without it, the item does something. */
  readonly checked?: boolean;
}

export interface MenuGroup {
  /** Stands above its items. */
  readonly label?: string;
  /** Side by side instead of below each other. */
  readonly row?: boolean;
  readonly items: readonly MenuItem[];
}

/** How long a pause ends what was typed to find an item, in ms. */
const TYPING_PAUSE = 600;

/**
 * `<sfu-menu>`: a list of things to choose or do, over everything else. Whoever opens it says beside what.
 * @event {CustomEvent<{id: string}>} sfu-select - an item was chosen; the menu is closed. Does not bubble.
 * @event {CustomEvent<null>} sfu-toggled - it was opened or closed, see `open`. Does not bubble.
 * @csspart menu
 * @csspart group-label
 * @csspart item
 */
export class SfuMenu extends LitElement {
  static override properties: PropertyDeclarations = {
    groups: { attribute: false },
    label: {},
  };
  static override styles = [tokens, menuStyles];

  /** What can be chosen or done. */
  declare groups: readonly MenuGroup[];
  /** Name of the whole, for assistive technology. */
  declare label: string;
  #open = false;
  #anchor: HTMLElement | null = null;
  #typed = '';
  #typedAt = -Infinity;
  /** Shown again with what it is in, it would be open without the focus. */
  readonly #hiding = new ResizeObserver(() => {
    if (this.#menu?.getClientRects().length === 0) this.hide();
  });

  constructor() {
    super();
    this.groups = [];
    this.label = '';
  }

  /** It is seen. */
  get open(): boolean {
    return this.#open;
  }

  /** Opens it beside `anchor`, which gets the focus back when it closes. */
  async show(anchor: HTMLElement): Promise<void> {
    this.#anchor = anchor;
    await this.updateComplete;
    if (!this.isConnected || this.#open) return;
    this.#menu?.showPopover();
    this.#place();
    (this.#items.find((item) => item.ariaChecked === 'true') ?? this.#items[0])?.focus();
  }

  /** Closes it; nothing where it is closed. */
  hide(): void {
    this.#menu?.hidePopover();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A popover that is taken out of the document closes without an event.
    this.#setOpen(false);
  }

  protected override updated(): void {
    // Its items may have become others meanwhile, such as when a device was plugged in.
    if (this.#open) this.#place();
  }

  protected override render(): unknown {
    return html`
      <div
        class="menu ${this.groups.every(({ row }) => row) ? 'short' : ''}"
        part="menu"
        popover
        role="menu"
        aria-label=${this.label}
        @keydown=${this.#onKey}
        @beforetoggle=${this.#onToggle}
        @click=${this.#onClick}
      >
        ${this.groups.map(
          ({ label, row, items }, index) => html`
            <div
              class="group ${row ? 'row' : ''}"
              role="group"
              aria-labelledby=${label === undefined ? nothing : `group-${index}`}
            >
              ${
                label === undefined
                  ? nothing
                  : html`<div id="group-${index}" class="title" part="group-label" aria-hidden="true">${label}</div>`
              }
              <div class="items" role="none">${items.map((item) => this.#item(item))}</div>
            </div>
          `,
        )}
      </div>
    `;
  }

  #item({ id, label, icon, sign, hint, checked }: MenuItem): unknown {
    return html`
      <button
        type="button"
        part="item"
        tabindex="-1"
        data-id=${id}
        role=${checked === undefined ? 'menuitem' : 'menuitemradio'}
        aria-checked=${checked ?? nothing}
        aria-label=${sign === undefined ? nothing : label}
      >
        ${icon ? html`<sfu-icon name=${icon}></sfu-icon>` : nothing}
        ${sign ?? html`<span class="words">${label}</span>`} ${hint ? html`<span class="hint">${hint}</span>` : nothing}
        ${checked ? html`<sfu-icon class="check" name="check"></sfu-icon>` : nothing}
      </button>
    `;
  }

  get #menu(): HTMLElement | null {
    return this.renderRoot.querySelector('.menu');
  }

  get #items(): readonly HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('button')];
  }

  readonly #onToggle = (event: ToggleEvent): void => this.#setOpen(event.newState === 'open');

  #setOpen(open: boolean): void {
    if (open === this.#open) return;
    this.#open = open;
    const { defaultView: view } = this.ownerDocument;
    if (open) {
      if (this.#menu) this.#hiding.observe(this.#menu);
      view?.addEventListener('resize', this.#place);
      view?.addEventListener('scroll', this.#place, { capture: true, passive: true });
    } else {
      this.#hiding.disconnect();
      view?.removeEventListener('resize', this.#place);
      view?.removeEventListener('scroll', this.#place, { capture: true });
    }
    this.dispatchEvent(new CustomEvent('sfu-toggled', { detail: null }));
  }

  readonly #onClick = (event: Event): void => {
    const id = (event.target as Element).closest<HTMLElement>('button')?.dataset.id;
    if (id === undefined) return;
    this.#close();
    this.dispatchEvent(new CustomEvent('sfu-select', { detail: { id } }));
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    // Keys that the menu does not take are none of the room's shortcuts either, for as long as it is open.
    event.stopPropagation();
    if (event.key === 'Tab') {
      // The focus goes back first, and from there to the next: the menu stands elsewhere in the document.
      this.#close();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      this.#close();
    } else if (event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      this.#find(event.key, event.timeStamp);
    } else if (this.#move(event.key)) {
      event.preventDefault();
    }
  };

  #close(): void {
    this.hide();
    this.#anchor?.focus();
  }

  #move(key: string): boolean {
    const items = this.#items;
    const at = items.indexOf(this.shadowRoot?.activeElement as HTMLElement);
    const rtl = getComputedStyle(this).direction === 'rtl';
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      [rtl ? 'ArrowLeft' : 'ArrowRight']: at + 1,
      [rtl ? 'ArrowRight' : 'ArrowLeft']: at - 1,
      Home: 0,
      End: -1,
    };
    const target = targets[key];
    if (target === undefined) return false;
    items.at(target % items.length)?.focus();
    return true;
  }

  /** The next item that begins with what is typed; the same letter again goes on to the next of that letter. */
  #find(letter: string, now: number): void {
    if (now - this.#typedAt > TYPING_PAUSE) this.#typed = '';
    this.#typedAt = now;
    if (this.#typed !== letter) this.#typed += letter;
    const items = this.#items;
    const at = items.indexOf(this.shadowRoot?.activeElement as HTMLElement);
    const from = this.#typed.length === 1 ? at + 1 : at;
    const beginning = this.#typed.toLocaleLowerCase();
    const inOrder = [...items.slice(Math.max(from, 0)), ...items.slice(0, Math.max(from, 0))];
    inOrder
      .find((item) => (item.ariaLabel ?? item.textContent).trim().toLocaleLowerCase().startsWith(beginning))
      ?.focus();
  }

  readonly #place = (): void => {
    const [menu, anchor] = [this.#menu, this.#anchor];
    if (!menu || !anchor) return;
    menu.style.maxHeight = 'none';
    // Of the page's CSS: rectangles are told as they are seen, lengths are set and told without it.
    const { currentCSSZoom: zoom = 1 } = menu as Partial<Pick<Element, 'currentCSSZoom'>>;
    const [width, height] = [menu.offsetWidth * zoom, menu.offsetHeight * zoom];
    const { clientWidth: right, clientHeight: bottom } = this.ownerDocument.documentElement;
    const viewport = { left: 0, top: 0, right, bottom };
    const room = roomAround(anchor)?.getBoundingClientRect() ?? viewport;
    const { left, top, maxHeight } = placePopup(anchor.getBoundingClientRect(), { width, height }, room, viewport);
    menu.style.left = `${left / zoom}px`;
    menu.style.top = `${top / zoom}px`;
    menu.style.maxHeight = `${maxHeight / zoom}px`;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sfu-menu': SfuMenu;
  }
}
