import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { IconName } from './icons.js';
import { initials } from './initials.js';
import { TilePart } from './tile-part.js';
import { request } from './requests.js';
import { ShownStream } from './shown-stream.js';
import { TileOverlay } from './tile-overlay.js';
import { tileStyles } from './tile.styles.js';
import { tokens } from './tokens.styles.js';
import type { TileView } from './views.js';

/** A button on the tile. */
type Action = readonly [icon: IconName, label: string, act: () => void];

/** An iPhone has fullscreen for videos alone, under a name of its own. */
interface OnIPhone {
  webkitEnterFullscreen?: () => void;
}

/**
 * `<sfu-tile>`: one camera or screen, or the avatar of who shows none. Silent: the sound of the room has one sink.
 *
 * Placed by hand, `peer` and `source` say whose it is: `<sfu-tile for="room" peer="ID" source="screen"></sfu-tile>`.
 *
 * @slot - the page's own content over the picture
 * @event sfu-pin - `{key}`: show this tile large; null: no longer
 * @event sfu-self-view - `{mode}`: show oneself among the others, or over them in a corner
 * @event sfu-tile-move - a floating tile wants to go to the next corner; does not bubble
 * @event sfu-tile-back - its picture is back in its place, from full screen or a window of its own; does not bubble
 * @csspart video
 * @csspart avatar
 * @csspart initials
 * @csspart overlay - over the picture: what the page puts there
 * @csspart plate - holds the name
 * @csspart name
 * @csspart note - beside the name: what is wrong for the moment
 * @csspart marks - holds the marks, in their corner
 * @csspart mark - muted, hand, poor connection, paused, pinned, shown to everyone
 * @csspart ring - shown while its peer speaks
 * @csspart reaction
 * @csspart actions - holds the buttons, shown on hover and focus
 * @csspart tile-action - one of these buttons
 */
export class SfuTile extends TilePart<TileView> {
  static override properties: PropertyDeclarations = {
    // Reflected: the room reads from the attributes whose tile it is.
    peer: { reflect: true, useDefault: true },
    source: { reflect: true, useDefault: true },
    overlay: { attribute: false },
    dimmed: { type: Boolean, reflect: true },
    float: { type: Boolean, reflect: true },
    floatable: { attribute: false },
    playing: { state: true },
    pictured: { state: true },
    filling: { state: true },
  };
  static override styles = [tokens, tileStyles];

  /** Placed by hand: id of the peer that it shows; '' is oneself. */
  declare peer: string;
  /** Placed by hand: `camera`, `screen`, or the label of another track. */
  declare source: string;
  /** A copy of it lies over the picture; its first element is told `data-peer`, `data-name` and `data-source`. */
  declare overlay: HTMLTemplateElement | null;
  /** The own connection is lost: the last picture stays, as something past. */
  declare dimmed: boolean;
  /** It lies over the others. */
  declare float: boolean;
  /** It might lie over the others. */
  declare floatable: boolean;
  /** The stream whose first frame is there; until then one sees the avatar behind it, not a black box. */
  declare private playing: MediaStream | null;
  declare private pictured: boolean;
  declare private filling: boolean;
  readonly #overlay = new TileOverlay();

  constructor() {
    super();
    new ShownStream(this, () => this.view?.stream);
    this.peer = '';
    this.source = 'camera';
    this.overlay = null;
    this.dimmed = false;
    this.float = false;
    this.floatable = false;
    this.playing = null;
    this.pictured = false;
    this.filling = false;
    this.addEventListener('fullscreenchange', () => {
      this.filling = this.matches(':fullscreen');
    });
    this.addEventListener('dblclick', (event) => {
      if (!isOnControl(event)) this.#emphasise();
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.role ??= 'group';
    // Browsers pause a video that is moved in the document, and autoplay does not count for it a second time.
    this.#video?.play().catch(() => undefined);
  }

  /** Its picture is seen outside of the page's flow, wherever the tile is. */
  get detached(): boolean {
    return this.pictured || this.filling;
  }

  protected override willUpdate(): void {
    this.ariaLabel = this.view?.description ?? null;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('peer') || changed.has('source')) this.attachment.renew();
    this.#overlay.update(this.renderRoot.querySelector('.overlay'), this.overlay, this.view);
    if ((changed.has('pictured') || changed.has('filling')) && !this.detached) {
      this.dispatchEvent(new CustomEvent('sfu-tile-back'));
    }
    if (!changed.has('view')) return;
    if (!this.#video) this.pictured = false;
    if (this.view) this.style.setProperty('--_peer-hue', String(this.view.hue));
    if (this.playing && this.view?.stream !== this.playing) this.playing = null;
  }

  protected override render(): unknown {
    const { view, strings } = this;
    if (!view) return nothing;
    const dim = this.dimmed || view.away ? 'dim' : '';
    return html`
      <div class="avatar ${dim}" part="avatar">
        <span class="disc" part="initials" aria-hidden="true">${initials(view.name)}</span>
      </div>
      ${view.stream ? this.#videoTemplate(view, dim) : nothing}
      <div class="surface" tabindex="-1"></div>
      <div class="overlay" part="overlay"><slot></slot></div>
      <div class="ring ${view.speaking && !this.dimmed ? 'speaking' : ''}" part="ring"></div>
      ${
        view.reaction
          ? keyed(
              view.reaction.key,
              html`<span class="reaction" part="reaction" aria-hidden="true">${view.reaction.text}</span>`,
            )
          : nothing
      }
      <div class="marks" part="marks">
        ${marks(view).map((icon) => html`<span class="mark ${icon}" part="mark"><sfu-icon name=${icon}></sfu-icon></span>`)}
      </div>
      <div class="foot">
        <div class="plate" part="plate">
          <span class="name" part="name" dir="auto">${view.name}</span>
          ${view.away ? html`<span class="note" part="note">${strings.away}</span>` : nothing}
        </div>
      </div>
      ${this.#actionsTemplate(view)}
    `;
  }

  #videoTemplate(view: TileView, dim: string): TemplateResult {
    const playing = view.stream === this.playing;
    return html`
      <video
        part="video"
        class="${playing ? 'playing' : ''} ${view.whole ? 'whole' : ''} ${view.mirrored ? 'mirrored' : ''} ${dim}"
        aria-hidden="true"
        tabindex="-1"
        .muted=${true}
        autoplay
        playsinline
        @loadeddata=${this.#onFrame}
        @playing=${this.#onFrame}
        @enterpictureinpicture=${() => (this.pictured = true)}
        @leavepictureinpicture=${() => (this.pictured = false)}
      ></video>
    `;
  }

  #actionsTemplate(view: TileView): TemplateResult {
    return html`
      <div class="actions" part="actions" role="toolbar" aria-label=${view.name} @keydown=${this.#onKey}>
        ${this.#actions(view).map(
          ([icon, label, act], index) => html`
            <button
              part="tile-action"
              type="button"
              title=${label}
              aria-label=${label}
              tabindex=${index === 0 || this.float ? 0 : -1}
              @click=${act}
            >
              <sfu-icon name=${icon}></sfu-icon>
            </button>
          `,
        )}
      </div>
    `;
  }

  #actions(view: TileView): Action[] {
    const { stage } = this.strings;
    const show = (mode: 'grid' | 'float') => () => request(this, 'sfu-self-view', { mode });
    if (this.float) {
      return [
        ['move', stage.move, () => this.dispatchEvent(new CustomEvent('sfu-tile-move'))],
        ['grid', stage.toGrid, show('grid')],
      ];
    }
    const pin = (): void => request(this, 'sfu-pin', { key: view.pinned ? null : view.key });
    const actions: Action[] = [[view.pinned ? 'pin-off' : 'pin', view.pinned ? stage.unpin : stage.pin, pin]];
    if (this.floatable) actions.push(['corner', stage.toCorner, show('float')]);
    // One needs no larger picture of oneself.
    if (view.mirrored || !view.stream) return actions;
    if (this.ownerDocument.pictureInPictureEnabled) {
      const label = this.pictured ? stage.endPictureInPicture : stage.pictureInPicture;
      actions.push(['picture-in-picture', label, () => this.#togglePictureInPicture()]);
    }
    if (this.ownerDocument.fullscreenEnabled || 'webkitEnterFullscreen' in HTMLVideoElement.prototype) {
      const label = this.filling ? stage.exitFullscreen : stage.fullscreen;
      actions.push([this.filling ? 'fullscreen-exit' : 'fullscreen', label, () => this.#toggleFullscreen()]);
    }
    return actions;
  }

  get #video(): HTMLVideoElement | null {
    return this.renderRoot.querySelector('video');
  }

  /** Large and back; what floats goes among the others. */
  #emphasise(): void {
    if (!this.view) return;
    if (this.float) request(this, 'sfu-self-view', { mode: 'grid' });
    else request(this, 'sfu-pin', { key: this.view.pinned ? null : this.view.key });
  }

  #togglePictureInPicture(): void {
    // Refused, nothing has changed and the button still says so.
    if (this.pictured) this.ownerDocument.exitPictureInPicture().catch(() => undefined);
    else this.#video?.requestPictureInPicture().catch(() => undefined);
  }

  #toggleFullscreen(): void {
    // As above.
    if (this.filling) this.ownerDocument.exitFullscreen().catch(() => undefined);
    else if (this.ownerDocument.fullscreenEnabled) this.requestFullscreen().catch(() => undefined);
    else (this.#video as OnIPhone | null)?.webkitEnterFullscreen?.();
  }

  /** As in any toolbar: one stop for Tab, arrow keys within. */
  readonly #onKey = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined || this.float) return;
    const buttons = [...this.renderRoot.querySelectorAll('button')];
    const towards = this.matches(':dir(rtl)') ? -step : step;
    const index = buttons.findIndex((button) => button === event.target) + towards;
    buttons.at(index % buttons.length)?.focus();
    event.preventDefault();
  };

  readonly #onFrame = (event: Event): void => {
    const source = (event.target as HTMLVideoElement).srcObject;
    if (source instanceof MediaStream) this.playing = source;
  };
}

function marks(view: TileView): IconName[] {
  const all: readonly (readonly [boolean, IconName])[] = [
    [view.hand, 'hand'],
    [view.muted, 'microphone-off'],
    [view.quality === 'poor', 'poor-connection'],
    [view.paused, 'pause'],
    [view.pinned, 'pin'],
    [view.spotlit, 'spotlit'],
  ];
  return all.filter(([holds]) => holds).map(([, icon]) => icon);
}

/** On something that answers clicks itself, of the tile or of the page's overlay. */
export function isOnControl(event: Event): boolean {
  return event
    .composedPath()
    .some(
      (target) => target instanceof Element && target.matches('button, a, input, select, textarea, [contenteditable]'),
    );
}

declare global {
  interface HTMLElementTagNameMap {
    'sfu-tile': SfuTile;
  }
}
