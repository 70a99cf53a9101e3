import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { around, floatingRect, nearestCorner, nextCorner } from '../layout/floating.js';
import type { Box, Rect } from '../layout/grid.js';
import { PAGER_HEIGHT, stagePage } from '../layout/pages.js';
import type { PagerView } from './pager.js';
import { request } from './requests.js';
import { isTyping, MOVES, TURNS } from './stage-keys.js';
import { stageMotion } from './stage-motion.js';
import { isOnControl, type SfuTile } from './tile.js';
import { TilePart } from './tile-part.js';
import { tokens } from './tokens.styles.js';
import type { Corner, StageView, TileView } from './views.js';

const TILE_PARTS =
  'video, avatar, initials, overlay, plate, name, note, marks, mark, ring, reaction, actions, tile-action';

/**
 * `<sfu-stage>`: all tiles, placed to fill this element's own box, whatever its shape. More than fit go to further pages.
 * Placed by hand, it fills what is around it.
 *
 * @slot overlay:KEY - the page's own content over the picture of one tile; KEY: `self`, a peer's id, or a track's id
 * @event {CustomEvent<{corner}>} sfu-corner - one's own picture is to float in another corner
 * @event sfu-tiles - other tiles are there than before; does not bubble
 * @csspart tile
 * @csspart pager - holds the buttons that turn the pages
 * @csspart previous
 * @csspart next
 * @csspart dot - one for each page
 */
export class SfuStage extends TilePart<StageView> {
  static override properties: PropertyDeclarations = {
    overlay: { attribute: false },
    page: { state: true },
  };
  static override styles = [
    tokens,
    css`
      :host {
        position: relative;
        display: flex;
        flex-direction: column;
        overflow: clip;
        inline-size: 100%;
        block-size: 100%;
        /* Where nothing around it has a height. */
        aspect-ratio: 16 / 9;
      }
      .tiles {
        position: relative;
        flex: 1;
        min-block-size: 0;
      }
      .tiles.paged {
        touch-action: pan-y pinch-zoom;
      }
      sfu-tile {
        position: absolute;
      }
      sfu-tile.out:not(:fullscreen) {
        visibility: hidden;
      }
    `,
  ];

  /** A copy of its content lies over the picture of each tile. */
  declare overlay: HTMLTemplateElement | null;
  declare private page: number;
  #box: Box = { width: 0, height: 0 };
  #observer: ResizeObserver | null = null;
  #pages = 1;
  /** What one's own picture floats over: all tiles, or the one that is featured, never the small ones beside it. */
  #floatBox: Rect = { x: 0, y: 0, width: 0, height: 0 };
  /** By key: where each tile of this page belongs. */
  #places: ReadonlyMap<string, Rect> = new Map();
  /** By key: where each tile was put. */
  #rects: ReadonlyMap<string, Rect> = new Map();
  /** By key: where a tile was let go. */
  readonly #dropped = new Map<string, Rect>();
  /**
   * What is drawn, as it came: in the document nothing ever changes its place, for a video that is moved stops, and
   * leaves fullscreen and picture-in-picture.
   */
  #drawn: readonly TileView[] = [];
  /** The next places are those of another box, or the first: nobody came or went. */
  #still = true;
  /** To a later page (1), to an earlier one (-1). */
  #turned = 0;

  constructor() {
    super();
    this.overlay = null;
    this.page = 0;
    this.addEventListener('keydown', this.#onKey);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer = new ResizeObserver(([entry]) => {
      if (entry) this.#resize(entry.contentRect);
    });
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
    this.#observer = null;
  }

  /** Those that are there now, in the order of the view's; one's own that floats is the last. */
  get tiles(): readonly SfuTile[] {
    const tiles = new Map(this.#elements.map((tile) => [tile.view?.key, tile]));
    return this.#all.map(({ key }) => tiles.get(key)).filter((tile) => tile !== undefined);
  }

  protected override willUpdate(): void {
    if (!this.view) this.#still = true;
    this.#arrange();
    const detached = this.#elements.filter((tile) => tile.detached).map((tile) => tile.view?.key);
    const drawn = this.#all.filter(({ key }) => this.#places.has(key) || detached.includes(key));
    const before = this.#drawn.map(({ key }) => key);
    const age = ({ key }: TileView): number => (before.includes(key) ? before.indexOf(key) : before.length);
    this.#drawn = drawn.sort((a, b) => age(a) - age(b));
  }

  protected override update(changed: Map<PropertyKey, unknown>): void {
    const hadFocus = this.#focused()?.localName === 'sfu-tile';
    const before = this.#elements;
    super.update(changed);
    this.#seeOff(before);
    this.#place();
    // The tile that had the focus may be on another page now.
    if (hadFocus && !this.#focused()) this.renderRoot.querySelector('sfu-pager')?.focus();
    const after = this.#elements;
    if (after.length !== before.length || after.some((tile) => !before.includes(tile))) {
      this.dispatchEvent(new CustomEvent('sfu-tiles'));
    }
  }

  protected override render(): unknown {
    const { view, strings, page } = this;
    if (!view) return nothing;
    const pages = this.#pages;
    return html`
      <div
        class="tiles ${pages > 1 ? 'paged' : ''}"
        role=${this.#drawn.length > 0 ? 'list' : nothing}
        aria-label=${this.#drawn.length > 0 ? strings.stage.people : nothing}
        @pointerdown=${this.#onPointerDown}
      >
        ${repeat(
          this.#drawn,
          ({ key }) => key,
          (tile) => this.#tileTemplate(tile, view),
        )}
      </div>
      ${
        pages > 1
          ? html`<sfu-pager
              exportparts="pager, previous, next, dot"
              .view=${{ page, pages } satisfies PagerView}
              .strings=${strings}
              @sfu-turn=${({ detail }: CustomEvent<{ page: number }>) => this.#turn(detail.page)}
            ></sfu-pager>`
          : nothing
      }
    `;
  }

  #tileTemplate(tile: TileView, { tiles, floating, dimmed }: StageView): TemplateResult {
    const floats = tile.key === floating?.key;
    return html`
      <sfu-tile
        class=${this.#places.has(tile.key) ? '' : 'out'}
        part="tile"
        exportparts=${TILE_PARTS}
        role="listitem"
        aria-setsize=${this.#all.length}
        aria-posinset=${this.#all.findIndex(({ key }) => key === tile.key) + 1}
        .view=${tile}
        .strings=${this.strings}
        .overlay=${this.overlay}
        .dimmed=${dimmed}
        .float=${floats}
        .floatable=${!floats && tile.peerId === null && tile.mirrored && tiles.length > 1}
        @sfu-tile-move=${() => this.view && this.#move(nextCorner(this.view.corner))}
        @sfu-tile-back=${() => this.requestUpdate()}
      >
        <slot name="overlay:${tile.key}"></slot>
      </sfu-tile>
    `;
  }

  #focused(): Element | null {
    return this.shadowRoot?.activeElement ?? null;
  }

  get #all(): TileView[] {
    if (!this.view) return [];
    const { tiles, floating } = this.view;
    return floating ? [...tiles, floating] : [...tiles];
  }

  get #elements(): readonly SfuTile[] {
    // Those that fade away are none of them any more.
    return [...this.renderRoot.querySelectorAll<SfuTile>('sfu-tile:not([inert])')];
  }

  /** Without the pager. */
  get #tilesBox(): Box {
    const { width, height } = this.#box;
    return this.#pages > 1 ? { width, height: Math.max(0, height - PAGER_HEIGHT) } : { width, height };
  }

  #resize({ width, height }: Box): void {
    // Hidden: when it is seen again it will most likely be as it was.
    if (width === 0 || height === 0) return;
    this.#box = { width, height };
    this.#still = true;
    const before = [this.#pages, ...this.#places.keys()];
    this.#arrange();
    const after = [this.#pages, ...this.#places.keys()];
    if (after.length === before.length && after.every((key, index) => key === before[index])) this.#place();
    else this.requestUpdate();
  }

  /** Which tiles are on this page, and where. */
  #arrange(): void {
    const { tiles = [], featured = false, floating = null, speaker: key = null, corner } = this.view ?? {};
    const speaker = tiles.findIndex((tile) => tile.key === key);
    const stage = {
      count: tiles.length,
      featured: featured && tiles[0]?.whole ? ('whole' as const) : featured,
      speaker: speaker < 0 ? null : speaker,
      box: this.#box,
    };
    const layout = stagePage(stage, this.page);
    this.page = layout.page;
    this.#pages = layout.pages;
    const places = new Map<string, Rect>();
    layout.tiles.forEach((index, at) => {
      const [tile, rect] = [tiles[index], layout.rects[at]];
      if (tile && rect) places.set(tile.key, rect);
    });
    const [large] = layout.rects;
    if (large) this.#floatBox = featured ? large : around(layout.rects);
    if (floating && corner) places.set(floating.key, floatingRect(this.#floatBox, corner));
    this.#places = places;
  }

  /** Somebody came or went, and the box is as it was. */
  get #glides(): boolean {
    return !this.#still && this.#box.width > 0;
  }

  /** What is gone from the room, and not only from this page, fades away. */
  #seeOff(before: readonly SfuTile[]): void {
    const tiles = this.renderRoot.querySelector('.tiles');
    if (!tiles || !this.#glides) return;
    const there = this.#all.map(({ key }) => key);
    for (const tile of before) {
      if (!tile.isConnected && !there.includes(tile.view?.key ?? '')) stageMotion()?.leave(tile, tiles);
    }
  }

  /** Through the CSSOM, which a strict Content-Security-Policy lets pass where style attributes are refused. */
  #place(): void {
    const glides = this.#glides;
    for (const tile of this.#elements) {
      const key = tile.view?.key ?? '';
      const rect = this.#places.get(key);
      const before = this.#rects.get(key);
      const dropped = this.#dropped.get(key);
      if (!rect || (before && !dropped && isSame(before, rect))) continue;
      tile.style.insetInlineStart = `${String(rect.x)}px`;
      tile.style.insetBlockStart = `${String(rect.y)}px`;
      tile.style.inlineSize = `${String(rect.width)}px`;
      tile.style.blockSize = `${String(rect.height)}px`;
      if (!glides) continue;
      const from = dropped ?? before;
      if (from) stageMotion()?.glide(tile, from, rect);
      else stageMotion()?.enter(tile, this.#turned);
    }
    this.#rects = this.#places;
    this.#dropped.clear();
    this.#still = false;
    this.#turned = 0;
  }

  #turn(to: number): void {
    if (to < 0 || to >= this.#pages) return;
    this.#turned = Math.sign(to - this.page);
    this.page = to;
  }

  #move(corner: Corner): void {
    request(this, 'sfu-corner', { corner });
  }

  readonly #onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0 || isOnControl(event)) return;
    const tile = this.#elements.find((element) => element.float && event.composedPath().includes(element));
    if (tile) this.#drag(tile, event);
    else if (event.pointerType === 'touch') {
      stageMotion()?.swipe(event, (step) => this.#turn(this.page + this.#along(step)));
    }
  };

  #drag(tile: SfuTile, event: PointerEvent): void {
    const key = tile.view?.key ?? '';
    const rect = this.#places.get(key);
    if (!rect) return;
    const box = this.#tilesBox;
    const left = this.#along(1) > 0 ? rect.x : box.width - rect.x - rect.width;
    const limits = {
      left: -left,
      right: box.width - left - rect.width,
      top: -rect.y,
      bottom: box.height - rect.y - rect.height,
    };
    const moved = (x: number, y: number): Rect => ({ ...rect, x: rect.x + this.#along(x), y: rect.y + y });
    stageMotion()?.drag(tile, event, limits, (end) => {
      if (!end) return;
      // From where it was let go it glides to its corner.
      this.#dropped.set(key, moved(end.x, end.y));
      this.#move(nearestCorner(this.#floatBox, moved(end.restX, end.restY)));
      this.requestUpdate();
    });
  }

  /** A way to the right, as a way along the line of text. */
  #along(right: number): number {
    return this.matches(':dir(rtl)') ? -right : right;
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const { key, ctrlKey, altKey, metaKey, shiftKey } = event;
    if (event.defaultPrevented || ctrlKey || altKey || metaKey || shiftKey || isTyping(event)) return;
    const move = MOVES[key];
    const turn = TURNS[key];
    const { corner } = this.view ?? {};
    if (move && corner && this.#elements.some((tile) => tile.float && event.composedPath().includes(tile))) {
      const { inline, ...rest } = move;
      const side = inline && this.#along(inline === 'start' ? -1 : 1) < 0 ? 'start' : 'end';
      this.#move({ ...corner, ...rest, ...(inline ? { inline: side } : {}) });
    } else if (turn !== undefined && this.#pages > 1) {
      this.#turn(this.page + (key.startsWith('Arrow') ? this.#along(turn) : turn));
    } else return;
    event.preventDefault();
  };
}

function isSame(a: Rect, b: Rect): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}

declare global {
  interface HTMLElementTagNameMap {
    'sfu-stage': SfuStage;
  }
}
