import { css, html, LitElement, type PropertyDeclarations } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { en } from '../i18n/en.js';
import type { Strings } from '../i18n/strings.js';
import type { Box } from '../layout/grid.js';
import { stageRects } from '../layout/stage.js';
import { tokens } from './tokens.styles.js';
import type { SfuTile } from './tile.js';
import type { StageView } from './views.js';

/**
 * `<sfu-stage>`: all tiles, placed to fill this element's own box, whatever its shape.
 * @csspart tile
 */
export class SfuStage extends LitElement {
  static override properties: PropertyDeclarations = { view: { attribute: false }, strings: { attribute: false } };
  static override styles = [
    tokens,
    css`
      :host {
        position: relative;
        display: block;
        overflow: hidden;
      }
      sfu-tile {
        position: absolute;
      }
    `,
  ];

  declare view: StageView;
  declare strings: Strings;
  #box: Box = { width: 0, height: 0 };
  #observer: ResizeObserver | null = null;

  constructor() {
    super();
    this.view = { tiles: [], featured: false, dimmed: false };
    this.strings = en;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.role = 'list';
    this.#observer = new ResizeObserver(([entry]) => {
      if (!entry) return;
      const { width, height } = entry.contentRect;
      this.#box = { width, height };
      this.#place();
    });
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
    this.#observer = null;
  }

  /** In the order of the view's. */
  get tiles(): readonly SfuTile[] {
    return [...this.renderRoot.querySelectorAll('sfu-tile')];
  }

  protected override willUpdate(): void {
    this.ariaLabel = this.strings.people;
  }

  protected override updated(): void {
    this.#place();
  }

  protected override render(): unknown {
    return repeat(
      this.view.tiles,
      (tile) => tile.key,
      (tile) => html`
        <sfu-tile
          part="tile"
          exportparts="video, avatar, initials, plate, name, ring"
          role="listitem"
          aria-label=${tile.description}
          .view=${tile}
          .dimmed=${this.view.dimmed}
        ></sfu-tile>
      `,
    );
  }

  /** Through the CSSOM, which a strict Content-Security-Policy lets pass where style attributes are refused. */
  #place(): void {
    const { tiles } = this;
    const rects = stageRects(tiles.length, this.view.featured, this.#box);
    tiles.forEach((tile, index) => {
      const rect = rects[index];
      if (!rect) return;
      tile.style.insetInlineStart = `${String(rect.x)}px`;
      tile.style.insetBlockStart = `${String(rect.y)}px`;
      tile.style.inlineSize = `${String(rect.width)}px`;
      tile.style.blockSize = `${String(rect.height)}px`;
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sfu-stage': SfuStage;
  }
}
