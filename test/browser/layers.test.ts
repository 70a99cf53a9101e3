import { expect } from 'chai';
import { drawnTrack } from '../helpers/drawn-track.js';
import { inbound, outbound } from '../helpers/peer-connections.js';
import { roomName, type TestRoom } from '../helpers/room-element.js';
import { usingRooms } from '../helpers/rooms.js';
import { until, untilGrown, untilStill } from '../helpers/until.js';

const bytes = (track: MediaStreamTrack) => async (): Promise<number> => (await inbound(track)).bytes;
const frames = (track: MediaStreamTrack) => async (): Promise<number> => (await inbound(track)).frames;
const width = async (track: MediaStreamTrack): Promise<number> => (await inbound(track)).width;

/** Told in the log, not asserted: how long it takes depends on the machine. */
const report = (what: string, begin: number): void =>
  console.log(`${what}: ${(performance.now() - begin).toFixed(0)} ms`);

/** The smallest picture that Chromium sends in three layers. */
const FULL = 960;

/** Makes the remote tile about this wide, and 16:9; the own one lies over it. At the lower edge of the window. */
function resize({ element }: TestRoom, tileWidth: number): void {
  const height = (tileWidth * 9) / 16;
  Object.assign(element.style, {
    display: 'block',
    position: 'fixed',
    insetBlockEnd: '0',
    insetInlineStart: '0',
    inlineSize: `${String(tileWidth)}px`,
    blockSize: `${String(height)}px`,
  });
}

describe('no more is sent than is seen', () => {
  const join = usingRooms();

  /** Ann publishes three layers, Bob shows them in a tile of this many px. */
  const pair = async (tileWidth: number) => {
    const room = roomName();
    const ann = await join({ room, name: 'Ann', audio: 'none', video: 'none' });
    const camera = drawnTrack('green', FULL, (FULL * 9) / 16);
    await ann.element.publish(camera, { label: 'camera', source: 'camera' });
    const bob = await join({ room, name: 'Bob', audio: 'none', video: 'none', ui: 'tiles' });
    resize(bob, tileWidth);
    const remote = await bob.track(ann, 'camera');
    await untilGrown('frames are decoded', frames(remote), 2);
    return { ann, bob, camera, remote };
  };

  it('a tile gets the layer that fills it, and another one when its size changes', async () => {
    const { bob, remote } = await pair(FULL / 4);
    await until('the quarter arrives', async () => (await width(remote)) === FULL / 4);
    let begin = performance.now();
    resize(bob, FULL);
    await until('the whole arrives', async () => (await width(remote)) === FULL);
    report('larger picture after the tile grew', begin);
    begin = performance.now();
    resize(bob, FULL / 4);
    await until('the quarter arrives', async () => (await width(remote)) === FULL / 4);
    report('smaller picture after the tile shrank', begin);
  });

  it('the sender stops encoding what nobody wants, and begins again within a second', async () => {
    const { bob, camera } = await pair(FULL / 4);
    await until('the smallest alone is encoded', async () => {
      const active = (await outbound(camera)).filter((layer) => layer.active);
      return active.length === 1;
    });
    const encoded = (layer: number) => async (): Promise<number> => (await outbound(camera))[layer]?.frames ?? 0;
    await untilStill('the half is not encoded', encoded(1));
    await untilStill('the whole is not encoded', encoded(2));
    await untilGrown('the quarter is encoded', encoded(0), 2);
    for (const layer of [1, 2]) {
      const begin = performance.now();
      resize(bob, FULL / 2 ** (2 - layer));
      await untilGrown('the layer is encoded', encoded(layer), 1);
      report(`layer ${String(layer)} is encoded again after the tile grew`, begin);
    }
    await bob.close();
    await until('nothing is encoded', async () => (await outbound(camera)).every(({ active }) => !active));
  });

  const HIDES: Record<string, (room: TestRoom, hidden: boolean) => void> = {
    'in an element that is not displayed': ({ element }, hidden) => {
      element.style.display = hidden ? 'none' : 'block';
    },
    'scrolled out of sight': ({ element }, hidden) => {
      element.style.insetBlockEnd = hidden ? '-4000px' : '0';
    },
    'on a page that is hidden': (_, hidden) => hidePage(hidden),
  };
  for (const [where, hide] of Object.entries(HIDES)) {
    it(`a tile ${where} receives nothing, and a fresh frame once it is seen again`, async () => {
      const { bob, camera, remote } = await pair(FULL / 2);
      hide(bob, true);
      await untilStill('no byte arrives', bytes(remote));
      await until('nothing is encoded', async () => (await outbound(camera)).every(({ active }) => !active));
      expect(bob.of('trackpaused')).to.deep.equal([]);
      const begin = performance.now();
      hide(bob, false);
      await untilGrown('a frame is decoded', frames(remote), 1);
      report(`fresh frame of a tile ${where}`, begin);
    });
  }

  it('a tile that floats as a picture in a picture is seen though the page is hidden', async () => {
    const { bob, remote } = await pair(FULL / 2);
    const video = videoOf(bob);
    const floating = Object.assign(new EventTarget(), { width: FULL, height: FULL });
    const enter = new Event('enterpictureinpicture', { bubbles: true });
    video.dispatchEvent(Object.assign(enter, { pictureInPictureWindow: floating }));
    try {
      hidePage(true);
      await until('the whole arrives', async () => (await width(remote)) === FULL);
      video.dispatchEvent(new Event('leavepictureinpicture', { bubbles: true }));
      await untilStill('no byte arrives', bytes(remote));
    } finally {
      hidePage(false);
    }
    await untilGrown('a frame is decoded', frames(remote), 1);
  });

  it('headless, everything is received in full, until the page tells what it shows', async () => {
    const { ann, bob, remote } = await pair(FULL / 2);
    const id = `${ann.id}:camera`;
    bob.element.ui = 'none';
    await until('the whole arrives', async () => (await width(remote)) === FULL);
    await bob.element.client.setTrackSize(id, { width: 100, height: 100 });
    await until('the quarter arrives', async () => (await width(remote)) === FULL / 4);
    await bob.element.client.setTrackSize(id, null);
    await untilStill('no byte arrives', bytes(remote));
    await bob.element.client.setTrackSize(id, undefined);
    await until('the whole arrives', async () => (await width(remote)) === FULL);
  });

  afterEach(() => hidePage(false));
});

/** As when another tab is chosen. */
function hidePage(hidden: boolean): void {
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event('visibilitychange'));
}

function videoOf({ element, id: own }: TestRoom): HTMLVideoElement {
  const tiles = element.shadowRoot?.querySelector('sfu-stage')?.tiles ?? [];
  const video = tiles
    .find(({ view }) => view?.track && !view.track.startsWith(own))
    ?.shadowRoot?.querySelector('video');
  if (!video) throw new Error('No remote video is shown.');
  return video;
}
