import type { LitElement, ReactiveController } from 'lit';
import type { RoomClient } from '../client/room-client.js';
import type { ShownSize } from '../client/simulcast.js';
import type { SfuStage } from '../parts/stage.js';
import type { SfuTile } from '../parts/tile.js';
import { quietly } from './quietly.js';

/** As much of a client as hears of sizes. */
export type SizeListener = Pick<RoomClient, 'state' | 'setTrackSize' | 'setOtherSizes'>;

/** What is taken for the size of a tile until it is measured, a frame later: the smallest picture is there soonest. */
const UNMEASURED: ShownSize = { width: 1, height: 1 };

interface Measure {
  readonly tile: SfuTile;
  /** Of the tile, in CSS px; null until it is measured. */
  size: { readonly width: number; readonly height: number } | null;
  /** Not scrolled away, nor inside of what is not rendered; null until it is looked at. */
  inView: boolean | null;
  /** The window over all others that shows its picture. */
  floating: PictureInPictureWindow | null;
  readonly listening: AbortController;
}

/**
 * Tells the client how large each remote video is really seen, in device
 * pixels: no more than that is sent. With `ui="none"` it tells of parts that
 * were placed by hand alone, and for the rest the page may call
 * `client.setTrackSize()` itself.
 */
export class SizeController implements ReactiveController {
  readonly #host: LitElement;
  readonly #client: SizeListener;
  readonly #shows: () => boolean;
  readonly #parts: () => Iterable<Element>;
  /** Those that tell when they draw other tiles. */
  #stages: readonly SfuStage[] = [];
  readonly #measures = new Map<Element, Measure>();
  /** By track id. */
  readonly #told = new Map<string, ShownSize | null>();
  #observing: { readonly resize: ResizeObserver; readonly view: IntersectionObserver } | null = null;
  #document: Document | null = null;
  /** Remote videos of which the tiles were made. */
  #videos: ReadonlySet<string> = new Set();
  #active = false;
  #due = false;

  /**
   * @param shows whether the element draws tiles itself
   * @param parts those placed by hand: stages and tiles among them are measured as well
   */
  constructor(host: LitElement, client: SizeListener, shows: () => boolean, parts: () => Iterable<Element> = () => []) {
    this.#host = host;
    this.#client = client;
    this.#shows = shows;
    this.#parts = parts;
    host.addController(this);
  }

  hostConnected(): void {
    // Those of the window that the element is in now: it may have been moved into a floating one.
    this.#document = this.#host.ownerDocument;
    const window = this.#document.defaultView ?? globalThis;
    this.#observing = {
      resize: new window.ResizeObserver((entries) => {
        for (const { target, contentRect } of entries) this.#note(target, { size: contentRect });
      }),
      view: new window.IntersectionObserver((entries) => {
        for (const { target, isIntersecting } of entries) this.#note(target, { inView: isIntersecting });
      }),
    };
    this.#document.addEventListener('visibilitychange', this.#schedule);
  }

  hostDisconnected(): void {
    for (const { tile } of [...this.#measures.values()]) this.#forget(tile);
    this.#listenTo([]);
    this.#observing?.resize.disconnect();
    this.#observing?.view.disconnect();
    this.#observing = null;
    this.#document?.removeEventListener('visibilitychange', this.#schedule);
  }

  hostUpdated(): void {
    const active = this.#shows();
    if (active !== this.#active) {
      this.#active = active;
      quietly(this.#client.setOtherSizes(active ? UNMEASURED : undefined));
    }
    // Tiles follow in an update of their own.
    const stage = this.#host.renderRoot.querySelector('sfu-stage');
    void Promise.resolve(stage?.updateComplete).then(this.#followTiles);
  }

  readonly #followTiles = (): void => {
    if (!this.#observing) return;
    const own = this.#active ? this.#host.renderRoot.querySelector('sfu-stage') : null;
    const parts = [...this.#parts()];
    const stages = parts.filter((part): part is SfuStage => part.localName === 'sfu-stage');
    if (own) stages.push(own);
    this.#listenTo(stages);
    const alone = parts.filter((part): part is SfuTile => part.localName === 'sfu-tile');
    this.#follow([...alone, ...stages.flatMap(({ tiles }) => tiles)]);
  };

  #listenTo(stages: readonly SfuStage[]): void {
    for (const stage of this.#stages) stage.removeEventListener('sfu-tiles', this.#followTiles);
    for (const stage of stages) stage.addEventListener('sfu-tiles', this.#followTiles);
    this.#stages = stages;
  }

  #follow(tiles: readonly SfuTile[]): void {
    const shown = new Set(tiles.map(({ view }) => view?.track));
    const videos = this.#client.state.tracks.filter(({ kind }) => kind === 'video').map(({ id }) => id);
    // Of what is drawn by nobody here, only one who draws all knows that it is seen nowhere.
    this.#videos = new Set(videos.filter((id) => this.#active || shown.has(id)));
    for (const { tile } of [...this.#measures.values()]) if (!tiles.includes(tile)) this.#forget(tile);
    for (const tile of tiles) if (!this.#measures.has(tile)) this.#watch(tile);
    this.#schedule();
  }

  #watch(tile: SfuTile): void {
    const listening = new AbortController();
    this.#measures.set(tile, { tile, size: null, inView: null, floating: null, listening });
    if (this.#observing) {
      observeSize(this.#observing.resize, tile);
      this.#observing.view.observe(tile);
    }
    // These cross no shadow boundary.
    const options = { signal: listening.signal };
    tile.renderRoot.addEventListener(
      'enterpictureinpicture',
      (event) => {
        const floating = (event as PictureInPictureEvent).pictureInPictureWindow;
        floating.addEventListener('resize', this.#schedule, options);
        this.#note(tile, { floating });
      },
      options,
    );
    tile.renderRoot.addEventListener('leavepictureinpicture', () => this.#note(tile, { floating: null }), options);
  }

  #forget(tile: SfuTile): void {
    this.#measures.get(tile)?.listening.abort();
    this.#measures.delete(tile);
    this.#observing?.resize.unobserve(tile);
    this.#observing?.view.unobserve(tile);
  }

  #note(tile: Element, change: Partial<Measure>): void {
    const measure = this.#measures.get(tile);
    if (!measure) return;
    Object.assign(measure, change);
    this.#schedule();
  }

  /** Once per turn and not per frame: a page that is hidden has no frames. */
  readonly #schedule = (): void => {
    if (this.#due) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      if (this.#observing) this.#report();
    });
  };

  #report(): void {
    const sizes = this.#sizes();
    for (const id of this.#told.keys()) if (!this.#videos.has(id)) this.#tell(id, undefined);
    for (const id of this.#videos) {
      const size = sizes.get(id);
      // One without a tile is seen nowhere; one whose tile is not measured yet is told of later.
      if (!sizes.has(id)) this.#tell(id, null);
      else if (size !== undefined) this.#tell(id, size);
    }
  }

  /** By track id; undefined: not measured yet. */
  #sizes(): Map<string, ShownSize | null | undefined> {
    const sizes = new Map<string, ShownSize | null | undefined>();
    for (const measure of this.#measures.values()) {
      const { track, whole } = measure.tile.view ?? { track: null, whole: false };
      if (track !== null) sizes.set(track, larger(sizes.get(track), this.#sizeOf(measure, whole)));
    }
    return sizes;
  }

  #sizeOf({ size, inView, floating }: Measure, whole: boolean): ShownSize | null | undefined {
    const ratio = this.#document?.defaultView?.devicePixelRatio ?? 1;
    const scaled = ({ width, height }: { width: number; height: number }): ShownSize | null =>
      width > 0 && height > 0 ? { width: Math.round(width * ratio), height: Math.round(height * ratio), whole } : null;
    if (floating) return scaled(floating);
    if (this.#document?.hidden) return null;
    if (size === null || inView === null) return undefined;
    return inView ? scaled(size) : null;
  }

  #tell(id: string, size: ShownSize | null | undefined): void {
    const told = this.#told.get(id);
    if (size === undefined) this.#told.delete(id);
    else if (this.#told.has(id) && isSame(told, size)) return;
    else this.#told.set(id, size);
    quietly(this.#client.setTrackSize(id, size));
  }
}

/** Also when only the pixels under the tile change, as in a window that goes to another screen. */
function observeSize(observer: ResizeObserver, element: Element): void {
  try {
    observer.observe(element, { box: 'device-pixel-content-box' });
  } catch {
    // Safari knows no such box.
    observer.observe(element);
  }
}

/** Of two tiles of one video; one that is not measured yet changes nothing, but it is none either. */
function larger(a: ShownSize | null | undefined, b: ShownSize | null | undefined): ShownSize | null | undefined {
  if (!a || !b) return a ?? b;
  return a.width * a.height > b.width * b.height ? a : b;
}

function isSame(a: ShownSize | null | undefined, b: ShownSize | null): boolean {
  return a?.width === b?.width && a?.height === b?.height && a?.whole === b?.whole;
}
