import { css, html, type PropertyValues } from 'lit';
import { LevelWatch } from './level-watch.js';
import { Part } from './part.js';
import { tokens } from './tokens.styles.js';

const BARS = 5;

/** Steps in which the level is told to assistive technology. */
const STEPS = 10;

/**
 * `<sfu-meter>`: how loud one is, as bars that rise while one speaks. It listens only while it is in sight.
 * @attr {string} for - id of the room element; default: the room around it
 * @csspart meter
 * @csspart bar
 */
export class SfuMeter extends Part<MediaStreamTrack> {
  static override styles = [
    tokens,
    css`
      :host {
        display: inline-flex;
      }
      .meter {
        display: flex;
        align-items: center;
        gap: 3px;
        block-size: 20px;
      }
      .bar {
        inline-size: 3px;
        block-size: 100%;
        border-radius: 2px;
        background: var(--_quiet);
        scale: 1 0.2;
      }
      .loud .bar {
        background: var(--_speaking);
      }
      @media (prefers-reduced-motion: reduce) {
        .bar {
          scale: 1 0.6 !important;
        }
      }
    `,
  ];

  #watch: LevelWatch | null = null;
  #watched: MediaStreamTrack | null = null;
  #step = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.ownerDocument.addEventListener('visibilitychange', this.#follow);
    this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.ownerDocument.removeEventListener('visibilitychange', this.#follow);
    this.#listenTo(null);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('view')) this.#follow();
  }

  protected override render(): unknown {
    return html`
      <div
        class="meter"
        part="meter"
        role="meter"
        aria-label=${this.strings.lobby.level}
        aria-valuemin="0"
        aria-valuemax=${STEPS}
        aria-valuenow="0"
      >
        ${Array.from({ length: BARS }, () => html`<span class="bar" part="bar"></span>`)}
      </div>
    `;
  }

  readonly #follow = (): void => {
    const listens = this.isConnected && this.hasUpdated && !this.ownerDocument.hidden;
    this.#listenTo(listens && this.view?.readyState === 'live' ? this.view : null);
  };

  #listenTo(track: MediaStreamTrack | null): void {
    if (track === this.#watched) return;
    this.#watch?.close();
    this.#watched?.removeEventListener('ended', this.#follow);
    this.#watched = track;
    track?.addEventListener('ended', this.#follow);
    this.#watch = track && new LevelWatch(track, this.#draw);
    if (!track && this.hasUpdated) this.#draw(0);
  }

  /** Past the template: it changes with each picture. The middle rises first. */
  readonly #draw = (level: number): void => {
    const bars = this.renderRoot.querySelectorAll<HTMLElement>('.bar');
    const middle = (BARS - 1) / 2;
    bars.forEach((bar, index) => {
      const share = 1 - (Math.abs(index - middle) / (middle + 1)) * 0.75;
      bar.style.scale = `1 ${(0.2 + 0.8 * Math.min(1, level * share)).toFixed(3)}`;
      // What is left of it where nothing may move.
      bar.style.opacity = String(level === 0 || level >= index / BARS ? 1 : 0.35);
    });
    const step = Math.round(level * STEPS);
    if (step === this.#step) return;
    this.#step = step;
    const meter = this.renderRoot.querySelector('.meter');
    meter?.classList.toggle('loud', step > 0);
    meter?.setAttribute('aria-valuenow', String(step));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sfu-meter': SfuMeter;
  }
}
