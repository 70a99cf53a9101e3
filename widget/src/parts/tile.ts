import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues } from 'lit';
import { initials } from './initials.js';
import { tileStyles } from './tile.styles.js';
import { tokens } from './tokens.styles.js';
import type { TileView } from './views.js';

/**
 * `<sfu-tile>`: one camera or screen, or the avatar of who shows none. Silent: the sound of the room has one sink.
 * @csspart video
 * @csspart avatar
 * @csspart initials
 * @csspart plate - holds name and marks
 * @csspart name
 * @csspart ring - shown while its peer speaks
 */
export class SfuTile extends LitElement {
  static override properties: PropertyDeclarations = {
    view: { attribute: false },
    dimmed: { type: Boolean, reflect: true },
    playing: { state: true },
  };
  static override styles = [tokens, tileStyles];

  declare view: TileView | null;
  /** The own connection is lost: the last picture stays, as something past. */
  declare dimmed: boolean;
  /** The stream whose first frame is there; until then one sees the avatar behind it, not a black box. */
  declare private playing: MediaStream | null;

  constructor() {
    super();
    this.view = null;
    this.dimmed = false;
    this.playing = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Browsers pause a video that is moved in the document, and autoplay does not count for it a second time.
    this.#video?.play().catch(() => undefined);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('view')) return;
    // By hand: a template sets an object again with each rendering, and that starts the video anew.
    const video = this.#video;
    if (video && video.srcObject !== this.view?.stream) video.srcObject = this.view?.stream ?? null;
    if (this.view) this.style.setProperty('--_peer-hue', String(this.view.hue));
    if (this.playing && this.view?.stream !== this.playing) this.playing = null;
  }

  protected override render(): unknown {
    const { view } = this;
    if (!view) return nothing;
    const playing = view.stream !== null && view.stream === this.playing;
    const dim = this.dimmed || view.away ? 'dim' : '';
    return html`
      <div class="avatar ${dim}" part="avatar">
        <span class="disc" part="initials" aria-hidden="true">${initials(view.name)}</span>
      </div>
      ${
        view.stream
          ? html`<video
              part="video"
              class="${playing ? 'playing' : ''} ${view.whole ? 'whole' : ''} ${view.mirrored ? 'mirrored' : ''} ${dim}"
              aria-hidden="true"
              tabindex="-1"
              .muted=${true}
              autoplay
              playsinline
              disablepictureinpicture
              @loadeddata=${this.#onFrame}
              @playing=${this.#onFrame}
            ></video>`
          : nothing
      }
      <div class="ring ${view.speaking && !this.dimmed ? 'speaking' : ''}" part="ring"></div>
      <div class="foot">
        <div class="plate" part="plate">
          ${view.muted ? html`<sfu-icon name="microphone-off"></sfu-icon>` : nothing}
          ${view.paused ? html`<sfu-icon name="pause"></sfu-icon>` : nothing}
          <span class="name" part="name">${view.name}</span>
        </div>
      </div>
    `;
  }

  get #video(): HTMLVideoElement | null {
    return this.renderRoot.querySelector('video');
  }

  readonly #onFrame = (event: Event): void => {
    const source = (event.target as HTMLVideoElement).srcObject;
    if (source instanceof MediaStream) this.playing = source;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sfu-tile': SfuTile;
  }
}
