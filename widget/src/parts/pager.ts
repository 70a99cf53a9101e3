import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { heardStyles } from './heard.styles.js';
import { TilePart } from './tile-part.js';
import { tokens } from './tokens.styles.js';

/** More dots than these are counted by nobody. */
const MOST_DOTS = 6;

/** What a pager shows. */
export interface PagerView {
  /** From 0. */
  readonly page: number;
  readonly pages: number;
}

/**
 * `<sfu-pager>`: the buttons that turn the pages of a stage, and which page it is.
 * @event sfu-turn - `{page}`: another page is wanted, from 0; does not bubble
 * @csspart pager
 * @csspart previous
 * @csspart next
 * @csspart dot - one for each page
 */
export class SfuPager extends TilePart<PagerView> {
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [
    tokens,
    heardStyles,
    css`
      :host {
        display: block;
        flex: none;
      }
      .pager {
        display: flex;
        align-items: center;
        justify-content: center;
        block-size: 36px;
        padding-block-start: 4px;
        --sfu-icon-size: 20px;
      }
      .pager button {
        display: grid;
        place-items: center;
        inline-size: 24px;
        block-size: 32px;
        padding: 0;
        border: 0;
        border-radius: 8px;
        color: var(--_quiet);
        background: none;
        cursor: pointer;
      }
      .pager .step {
        inline-size: 44px;
      }
      .pager button:hover {
        color: var(--_text);
      }
      .pager .step:hover {
        background: color-mix(in oklch, var(--_text) 10%, transparent);
      }
      .pager button:focus-visible {
        outline: 2px solid var(--_accent);
        outline-offset: -2px;
      }
      .pager .step[aria-disabled='true'] {
        opacity: 0.35;
        cursor: default;
        background: none;
      }
      .dot::before {
        content: '';
        inline-size: 8px;
        block-size: 8px;
        border: 1.5px solid currentcolor;
        border-radius: 50%;
        transition: background-color var(--_fast) ease-out;
      }
      .dot[aria-current='true'] {
        color: var(--_text);
      }
      .dot[aria-current='true']::before {
        background: currentcolor;
      }
      .count {
        padding-inline: 4px;
        font-size: var(--_small);
        font-variant-numeric: tabular-nums;
        color: var(--_quiet);
      }
      :host(:dir(rtl)) .step sfu-icon {
        scale: -1 1;
      }
    `,
  ];

  protected override render(): unknown {
    const { view, strings } = this;
    if (!view) return nothing;
    const { page, pages } = view;
    const { stage } = strings;
    return html`
      <div class="pager" part="pager" role="group" aria-label=${stage.pages}>
        ${this.#step('previous', page - 1, stage.previousPage)}
        ${
          pages > MOST_DOTS
            ? nothing
            : Array.from(
                { length: pages },
                (_, index) => html`
                  <button
                    class="dot"
                    part="dot"
                    type="button"
                    aria-label=${stage.page(index + 1, pages)}
                    aria-current=${index === page}
                    @click=${() => this.#turn(index)}
                  ></button>
                `,
              )
        }
        <span class=${pages > MOST_DOTS ? 'count' : 'said'} role="status">${stage.page(page + 1, pages)}</span>
        ${this.#step('next', page + 1, stage.nextPage)}
      </div>
    `;
  }

  #step(name: 'previous' | 'next', to: number, label: string): TemplateResult {
    return html`
      <button
        class="step"
        part=${name}
        type="button"
        title=${label}
        aria-label=${label}
        aria-disabled=${to < 0 || to >= (this.view?.pages ?? 0)}
        @click=${() => this.#turn(to)}
      >
        <sfu-icon name=${name}></sfu-icon>
      </button>
    `;
  }

  #turn(page: number): void {
    this.dispatchEvent(new CustomEvent('sfu-turn', { detail: { page } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sfu-pager': SfuPager;
  }
}
