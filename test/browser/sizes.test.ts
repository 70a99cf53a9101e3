import { expect } from 'chai';
import { html, LitElement, type PropertyDeclarations } from 'lit';
import type { RoomState } from '../../widget/src/client/room-state.js';
import type { ShownSize } from '../../widget/src/client/simulcast.js';
import { SizeController, type SizeListener } from '../../widget/src/element/size-controller.js';
import type { StageView, TileView } from '../../widget/src/parts/views.js';
import { SfuStage, SfuTile, stageOf, tileOf } from '../helpers/stage-parts.js';
import { until } from '../helpers/until.js';

/** Notes what it is told. */
class Listener implements SizeListener {
  state = { tracks: [] } as unknown as RoomState;
  readonly told: [string, ShownSize | null | undefined][] = [];
  others: ShownSize | null | undefined;

  setTrackSize(id: string, size: ShownSize | null | undefined): Promise<void> {
    this.told.push([id, size]);
    return Promise.resolve();
  }

  setOtherSizes(size: ShownSize | null | undefined): Promise<void> {
    this.others = size;
    return Promise.resolve();
  }

  latest(id: string): ShownSize | null | undefined {
    return this.told.findLast(([other]) => other === id)?.[1];
  }
}

class Host extends LitElement {
  static override properties: PropertyDeclarations = { view: { attribute: false }, shows: { type: Boolean } };
  declare view: StageView;
  declare shows: boolean;
  readonly listener = new Listener();
  /** Placed by hand. */
  readonly parts: Element[] = [];

  constructor() {
    super();
    this.view = stageOf([]);
    this.shows = true;
    new SizeController(
      this,
      this.listener,
      () => this.shows,
      () => this.parts,
    );
  }

  /** These tiles, and these remote videos in the room; by default those of the tiles. */
  show(tiles: TileView[], videos = tiles.map(({ track }) => track)): void {
    const tracks = videos.filter((id) => id !== null).map((id) => ({ id, kind: 'video' }));
    this.listener.state = { tracks } as unknown as RoomState;
    this.view = { ...this.view, tiles };
  }

  protected override render(): unknown {
    return this.shows ? html`<sfu-stage .view=${this.view} style="width: 400px; height: 300px"></sfu-stage>` : html``;
  }
}
customElements.define('test-size-host', Host);

function tile(track: string | null, change: Partial<TileView> = {}): TileView {
  return tileOf(track ?? 'self', { track, ...change });
}

const twoFrames = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

describe('the sizes of tiles', () => {
  let host: Host;
  let ratio: number | undefined;

  beforeEach(() => {
    host = new Host();
    document.body.append(host);
  });

  afterEach(() => {
    host.remove();
    if (ratio !== undefined) Object.defineProperty(window, 'devicePixelRatio', { configurable: true, value: ratio });
    ratio = undefined;
  });

  const measured = (id: string): Promise<ShownSize> =>
    until(`${id} is measured`, () => host.listener.latest(id) ?? undefined);

  it('are told in device pixels, once', async () => {
    ratio = devicePixelRatio;
    Object.defineProperty(window, 'devicePixelRatio', { configurable: true, value: 2 });
    host.show([tile('bob:camera')]);
    expect(await measured('bob:camera')).to.deep.equal({ width: 800, height: 600, whole: false });
    for (const speaking of [true, false]) host.show([tile('bob:camera', { speaking })]);
    await twoFrames();
    expect(host.listener.told).to.have.length(1);
  });

  it('are not told of one’s own tile, and of others as something small until they are measured', async () => {
    host.show([tile(null), tile('bob:camera')]);
    await measured('bob:camera');
    expect(host.listener.told.map(([id]) => id)).to.deep.equal(['bob:camera']);
    expect(host.listener.others).to.deep.equal({ width: 1, height: 1 });
  });

  it('change with the number of tiles, all in one turn', async () => {
    host.show([tile('bob:camera')]);
    await measured('bob:camera');
    host.show([tile('bob:camera'), tile('eve:camera', { whole: true })]);
    const { width, height } = await measured('eve:camera');
    expect(width * height).to.be.lessThan(400 * 300);
    expect(host.listener.told.slice(1)).to.have.deep.members([
      ['bob:camera', { width, height, whole: false }],
      ['eve:camera', { width, height, whole: true }],
    ]);
  });

  it('are told while a tile is paused or has no picture yet: it may have one at any time', async () => {
    host.show([tile('bob:camera', { paused: true })]);
    expect((await measured('bob:camera')).width).to.equal(400);
  });

  it('are none for a video whose tile is on another page, until that is turned to', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => `p${index}:camera`);
    host.show(ids.map((id) => tile(id)));
    await measured('p0:camera');
    await until('the last is seen nowhere', () => host.listener.latest('p29:camera') === null);
    const pager = host.renderRoot.querySelector('sfu-stage')?.shadowRoot?.querySelector('sfu-pager');
    const dots = [...(pager?.shadowRoot?.querySelectorAll<HTMLElement>('.dot') ?? [])];
    dots.at(-1)?.click();
    expect((await measured('p29:camera')).width).to.be.greaterThan(80);
    await until('the first is seen no more', () => host.listener.latest('p0:camera') === null);
  });

  it('are those of the window of its own that shows the picture', async () => {
    const stream = new MediaStream();
    host.show([tile('bob:camera', { stream })]);
    await measured('bob:camera');
    const video = host.renderRoot.querySelector('sfu-stage')?.tiles[0]?.renderRoot.querySelector('video');
    const pictureInPictureWindow = Object.assign(new EventTarget(), { width: 240, height: 180 });
    video?.dispatchEvent(
      Object.assign(new Event('enterpictureinpicture', { bubbles: true }), { pictureInPictureWindow }),
    );
    await until('it is as large as the window', () => host.listener.latest('bob:camera')?.width === 240);
    video?.dispatchEvent(new Event('leavepictureinpicture', { bubbles: true }));
    await until('it is as large as the tile', () => host.listener.latest('bob:camera')?.width === 400);
  });

  it('are those of parts that were placed by hand as well, the larger where there are two', async () => {
    const byHand = Object.assign(new SfuTile(), { view: tile('bob:camera') });
    Object.assign(byHand.style, { width: '640px', height: '480px' });
    document.body.append(byHand);
    try {
      host.parts.push(byHand);
      host.show([tile('bob:camera'), tile('eve:camera')]);
      await until('Bob is as large as by hand', () => host.listener.latest('bob:camera')?.width === 640);
      expect((await measured('eve:camera')).width).to.be.lessThan(400);
      host.parts.pop();
      host.requestUpdate();
      await until('Bob is as small as on the stage', () => (host.listener.latest('bob:camera')?.width ?? 640) < 400);
    } finally {
      byHand.remove();
    }
  });

  it('are told of parts by hand alone where the element draws no tiles', async () => {
    const stage = Object.assign(new SfuStage(), { view: stageOf([tile('bob:camera')]) });
    const box = document.createElement('div');
    Object.assign(box.style, { width: '320px', height: '240px' });
    box.append(stage);
    document.body.append(box);
    try {
      host.shows = false;
      host.parts.push(stage);
      host.show([], ['bob:camera', 'eve:camera']);
      expect((await measured('bob:camera')).width).to.equal(320);
      expect(host.listener.told.some(([id]) => id === 'eve:camera')).to.equal(false);
      expect(host.listener.others).to.equal(undefined);
    } finally {
      box.remove();
    }
  });

  it('are none for a video that has no tile, and unknown for one that went', async () => {
    host.show([tile('bob:camera')]);
    await measured('bob:camera');
    host.show([tile('eve:camera')], ['eve:camera', 'bob:camera']);
    await measured('eve:camera');
    await until('Bob is seen nowhere', () => host.listener.latest('bob:camera') === null);
    host.show([tile('eve:camera')]);
    await until('Bob is forgotten', () => host.listener.latest('bob:camera') === undefined);
  });

  it('are unknown to an element that draws no tiles', async () => {
    host.show([tile('bob:camera')]);
    await measured('bob:camera');
    host.shows = false;
    await until('Bob is forgotten', () => host.listener.latest('bob:camera') === undefined);
    expect(host.listener.others).to.equal(undefined);
    host.shows = true;
    expect((await measured('bob:camera')).width).to.equal(400);
  });

  it('stay as they were when the element is moved about, and are none of its business once it is gone', async () => {
    host.show([tile('bob:camera')]);
    await measured('bob:camera');
    const parent = document.createElement('div');
    document.body.append(parent);
    parent.append(host);
    host.requestUpdate();
    await twoFrames();
    expect(host.listener.told).to.have.length(1);
    host.remove();
    parent.remove();
    await twoFrames();
    expect(host.listener.told).to.have.length(1);
  });
});
