import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { behindLinks, Caller, openLinks, usingBrowser, type Links } from '../../../helpers/call.js';
import { Lab } from '../../../helpers/pages.js';
import { until } from '../../../helpers/until.js';

/** Part of what one client sends. */
const LOSS = 0.4;

describe('the quality', () => {
  const { browser } = usingBrowser();
  const lab = new Lab();
  let links: Links;
  let ann: Caller;
  let bob: Caller;
  let annsPaths: string[];

  const statsOf = (caller: Caller) => caller.do((room) => room.client.getStats());

  /** By sound alone at first: pictures of a busy machine stand still without any loss. */
  beforeAll(async () => {
    const server = await lab.server(behindLinks());
    links = await openLinks(lab, server.port, server.mediaPorts[0] ?? 0);
    ann = await Caller.join(lab, browser(), links.directUrl, { room: 'call', name: 'Ann', video: 'off' });
    // Then all paths have been tried, and the one in use is among them.
    await until('Ann sends', async () => (await statsOf(ann)).sending > 10_000);
    annsPaths = links.media.clients;
    bob = await Caller.join(lab, browser(), links.directUrl, { room: 'call', name: 'Bob', video: 'none' });
    await bob.untilFlowing([await bob.trackOf(ann, 'microphone')]);
  });

  afterAll(() => lab.close());

  it('is bad at the others of who loses packets, at its own page of itself, and good again after', async () => {
    await bob.forget();
    links.media.lose(LOSS, annsPaths);
    await Promise.all([
      bob.untilState('Ann is not well', ({ peers }) => ['fair', 'poor'].includes(String(peers[0]?.quality))),
      ann.untilState('it is not well', ({ self }) => ['fair', 'poor'].includes(String(self.quality))),
    ]);
    expect((await bob.state()).self.quality).toBe('good');
    links.media.lose(0, annsPaths);
    await Promise.all([
      bob.untilState('Ann is well', ({ peers }) => peers[0]?.quality === 'good'),
      ann.untilState('all are well', ({ self, peers }) => self.quality === 'good' && peers[0]?.quality === 'good'),
    ]);
    expect(await bob.toldOf('peerchange')).toEqual([]);
  });

  it('has numbers of all that is sent and received', async () => {
    await ann.do((room) => room.setVideo(true));
    const id = await bob.trackOf(ann, 'camera');
    await bob.untilSeen(id);
    const received = await until('pictures are counted', async () => {
      const stats = await statsOf(bob);
      return stats.tracks.some((track) => track.id === id && (track.frameRate ?? 0) > 0) ? stats : null;
    });
    const camera = received.tracks.find((track) => track.id === id);
    expect(camera).toMatchObject({ direction: 'receive', kind: 'video', codec: 'VP8', concealed: null });
    expect(camera?.width).toBeGreaterThan(100);
    expect(received.receiving).toBeGreaterThan(10_000);
    expect(received.roundTrip).toBeGreaterThanOrEqual(0);
    const sent = await statsOf(ann);
    const names = sent.tracks.map((track) => `${track.direction} ${track.id}`);
    expect(names.sort()).toEqual([`receive ${await ann.trackOf(bob, 'microphone')}`, 'send camera', 'send microphone']);
    expect(sent.sending).toBeGreaterThan(10_000);
    expect(sent.tracks.find((track) => track.id === 'camera')?.height).toBeGreaterThan(100);
  });
});
