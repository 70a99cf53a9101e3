import { expect } from 'chai';
import { html, LitElement, type PropertyDeclarations } from 'lit';
import type { RoomState } from '../../widget/src/client/room-state.js';
import type { ShownSize } from '../../widget/src/client/simulcast.js';
import { SizeController, type SizeListener } from '../../widget/src/element/size-controller.js';
import type { StageView, TileView } from '../../widget/src/parts/views.js';
import '../helpers/room-element.js';
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

  constructor() {
    super();
    this.view = { tiles: [], featured: false, dimmed: false };
    this.shows = true;
    new SizeController(this, this.listener, () => this.shows);
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
  return {
    key: track ?? 'self',
    name: 'x',
    description: 'x',
    stream: null,
    track,
    whole: false,
    mirrored: false,
    muted: false,
    speaking: false,
    away: false,
    paused: false,
    hue: 0,
    ...change,
  };
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
