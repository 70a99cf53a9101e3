import { html, LitElement, type PropertyDeclarations } from 'lit';
import { button } from './button.styles.js';
import { dialogStyles } from './dialog.styles.js';
import { FocusReturn } from './focus-return.js';
import { tokens } from './tokens.styles.js';

/** Keys that the room hears through it: what closes it, and the help. */
const HEARD: readonly string[] = ['Escape', '?', '؟'];

/**
 * `<sfu-dialog>`: something over the whole page, for as long as it is in the document. Where the room itself is small, it
 * is not; what had the focus gets it back.
 * @slot - what it shows
 * @event {CustomEvent<null>} sfu-close - it wants to be taken out of the document. Does not bubble.
 * @csspart dialog
 * @csspart title
 * @csspart close
 * @csspart body - what scrolls
 */
export class SfuDialog extends LitElement {
  static override properties: PropertyDeclarations = { label: {}, closeLabel: { attribute: 'close-label' } };
  static override styles = [tokens, button, dialogStyles];

  /** Its heading. */
  declare label: string;
  /** Name of the button that closes it. */
  declare closeLabel: string;
  readonly #focus = new FocusReturn();
  #observer: IntersectionObserver | null = null;
  /** The pointer went down beside it, and not within to mark a text. */
  #isBeside = false;

  constructor() {
    super();
    this.label = '';
    this.closeLabel = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#focus.remember(this.ownerDocument);
    if (this.hasUpdated) this.#show();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
    // Else it counts as open when it is put in elsewhere, and yet is not shown over anything.
    this.#dialog?.close();
    this.#focus.giveBackUnless(() => this.isConnected);
  }

  protected override firstUpdated(): void {
    this.#show();
  }

  protected override render(): unknown {
    return html`
      <dialog
        part="dialog"
        aria-labelledby="title"
        tabindex="-1"
        @cancel=${this.#onCancel}
        @close=${this.#onClosed}
        @keydown=${this.#onKeyDown}
        @pointerdown=${this.#onPointerDown}
        @click=${this.#onClick}
      >
        <header>
          <h2 id="title" part="title">${this.label}</h2>
          <button part="close" type="button" aria-label=${this.closeLabel} @click=${this.#ask}>
            <sfu-icon name="close"></sfu-icon>
          </button>
        </header>
        <div class="body" part="body"><slot></slot></div>
      </dialog>
    `;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  #show(): void {
    const dialog = this.#dialog;
    if (!dialog || !this.isConnected) return;
    dialog.showModal();
    // On the whole of it, so that its title is read, and nothing can be pressed by mistake.
    dialog.focus();
    // Unseen, as when the page hides what is around it, it would still keep everything else out of reach.
    const window = this.ownerDocument.defaultView ?? globalThis;
    this.#observer = new window.IntersectionObserver(() => {
      if (!dialog.checkVisibility()) this.#ask();
    });
    this.#observer.observe(dialog);
  }

  readonly #ask = (): void => {
    this.dispatchEvent(new CustomEvent('sfu-close', { detail: null }));
  };

  readonly #onCancel = (event: Event): void => {
    // Of a list within, such as that of a select.
    if (event.target !== event.currentTarget) return;
    // It closes when it is taken out: whoever shows it may have a reason to keep it.
    event.preventDefault();
    this.#ask();
  };

  /** Browsers let nobody hold a dialog open against a second Escape. */
  readonly #onClosed = (): void => {
    if (this.isConnected && this.#dialog?.open === false) this.#ask();
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    // The room behind it is out of reach: so are its shortcuts.
    if (!HEARD.includes(event.key)) event.stopPropagation();
  };

  readonly #onPointerDown = (event: PointerEvent): void => {
    this.#isBeside = event.target === event.currentTarget;
  };

  /** The dialog's box is full of its content: what is neither is the backdrop. */
  readonly #onClick = (event: MouseEvent): void => {
    if (this.#isBeside && event.target === event.currentTarget) this.#ask();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sfu-dialog': SfuDialog;
  }
}
