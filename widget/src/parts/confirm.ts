import { css, html, LitElement, type PropertyDeclarations } from 'lit';
import { button } from './button.styles.js';
import { tokens } from './tokens.styles.js';

/**
 * `<sfu-confirm>`: asks once more before something that cannot be taken back. It takes the focus, on the way back.
 * @event {CustomEvent<null>} sfu-yes - it is meant. Does not bubble.
 * @event {CustomEvent<null>} sfu-no - it is not, or Escape was pressed. Does not bubble.
 * @csspart question
 * @csspart yes
 * @csspart no
 */
export class SfuConfirm extends LitElement {
  static override properties: PropertyDeclarations = { question: {}, yes: {}, no: {} };
  static override styles = [
    tokens,
    button,
    css`
      :host {
        display: block;
      }
      p {
        margin: 0 0 8px;
        text-wrap: pretty;
        overflow-wrap: anywhere;
      }
      .answers {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      button {
        flex: 1 1 auto;
        max-inline-size: 100%;
      }
    `,
  ];

  /** What is asked. */
  declare question: string;
  /** Word of the button that means it. */
  declare yes: string;
  /** Word of the button that does not. */
  declare no: string;

  constructor() {
    super();
    this.question = '';
    this.yes = '';
    this.no = '';
  }

  /** Where a second press does no harm. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('[part=no]')?.focus(options);
  }

  protected override firstUpdated(): void {
    this.focus();
  }

  protected override render(): unknown {
    return html`
      <div role="group" aria-labelledby="question" @keydown=${this.#onKey}>
        <p id="question" part="question">${this.question}</p>
        <div class="answers">
          <button
            class="danger"
            part="yes"
            type="button"
            aria-describedby="question"
            @click=${() => this.#tell('sfu-yes')}
          >
            ${this.yes}
          </button>
          <button part="no" type="button" aria-describedby="question" @click=${() => this.#tell('sfu-no')}>
            ${this.no}
          </button>
        </div>
      </div>
    `;
  }

  #tell(name: 'sfu-yes' | 'sfu-no'): void {
    this.dispatchEvent(new CustomEvent(name, { detail: null }));
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    // What is around it closes at the next one.
    event.preventDefault();
    event.stopPropagation();
    this.#tell('sfu-no');
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sfu-confirm': SfuConfirm;
  }
}
