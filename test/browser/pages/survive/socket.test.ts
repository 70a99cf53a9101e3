import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { behindLinks, Caller, openLinks, usingBrowser, type Links } from '../../../helpers/call.js';
import { gapsOf, JITTER, pairOf, report, untilBothFlow, usualGaps, type Pair } from '../../../helpers/pair.js';
import { SessionTap } from '../../../helpers/session-tap.js';
import { RoomPeer } from '../../../helpers/room-peer.js';
import { until } from '../../../helpers/until.js';

describe('the socket', () => {
  const { lab, browser } = usingBrowser();
  let links: Links;
  let pair: Pair;

  const call = async (gracePeriod = 20_000): Promise<Pair> => {
    const server = await lab.server(behindLinks({ gracePeriod }));
    links = await openLinks(lab, server.port, server.mediaPorts[0] ?? 0);
    pair = await pairOf(lab, browser(), links);
    return pair;
  };

  /** What Bob was told of Ann, without what was told again as some track of hers changed. */
  const toldOf = async (peerId: string): Promise<string[]> =>
    (await pair.bob.told())
      .filter((event) => event.peerId === peerId && event.name.startsWith('peer'))
      .map(({ name, connection }) => `${name} ${String(connection)}`)
      .filter((told, index, all) => told !== all[index - 1]);

  it.each([3_000, 15_000])(
    'cut for %i ms, less than the grace period: media flows on, and nobody leaves',
    async (ms) => {
      const { ann, bob } = await call();
      const id = await ann.id();
      const usual = await usualGaps(pair);
      await Promise.all([ann.forget(), bob.forget(), ann.mark(), bob.mark()]);

      await links.signaling.cut();
      await ann.untilStatus('reconnecting');
      await delay(ms);
      await links.signaling.mend();
      await ann.untilStatus('joined');
      await untilBothFlow(pair);

      const gaps = await gapsOf(pair);
      report(`socket cut for ${ms} ms`, usual, gaps);
      expect(gaps.audio).toBeLessThan(JITTER);
      expect(gaps.video).toBeLessThan(JITTER);
      expect(await ann.id()).toBe(id);
      expect(await toldOf(id)).toEqual(['peerchange reconnecting', 'peerchange connected']);
      expect((await ann.told()).map(({ name, status }) => [name, status])).toEqual([
        ['statuschange', 'reconnecting'],
        ['statuschange', 'joined'],
      ]);
    },
  );

  it('cut beyond the grace period: the peer leaves, and joins again by itself', async () => {
    const { ann, bob } = await call(1_000);
    const id = await ann.id();
    await Promise.all([ann.forget(), bob.forget(), ann.mark(), bob.mark()]);

    await links.signaling.cut();
    await bob.untilState('Ann has left', ({ peers }) => peers.length === 0);
    await links.signaling.mend();
    await ann.untilStatus('joined');
    await bob.untilState('Ann is back', ({ tracks }) => tracks.length === 2);
    await untilBothFlow(pair);

    report('socket cut beyond a grace period of 1 s', null, await gapsOf(pair));
    expect(await ann.id()).toBe(id);
    const told = await toldOf(id);
    expect(told.slice(0, 3)).toEqual(['peerchange reconnecting', 'peerleft reconnecting', 'peerjoined connected']);
    expect(told.slice(3).filter((event) => event !== 'peerchange connected')).toEqual([]);
    expect((await ann.toldOf('left')).length).toBe(0);
  });

  it('that comes back under a new id is the same peer, with the media it had', async () => {
    const server = await lab.server(behindLinks());
    links = await openLinks(lab, server.port, server.mediaPorts[0] ?? 0);
    const bob = await Caller.join(lab, browser(), links.directUrl, {
      room: 'call',
      name: 'Bob',
      audio: 'none',
      video: 'none',
    });
    const ann = await Caller.open(lab, browser(), links.url, { room: 'call', name: 'Ann', autojoin: false });
    const tap = new SessionTap(ann.page);
    await ann.do((room) => room.join());
    const tracks = [await bob.trackOf(ann, 'microphone'), await bob.trackOf(ann, 'camera')];
    await bob.untilFlowing(tracks);
    const { transports } = tap.snapshot;

    await links.signaling.cut();
    await ann.untilStatus('reconnecting');
    await links.signaling.mend();
    await ann.untilStatus('joined');
    await bob.untilFlowing(tracks);

    expect(tap.socketIds.length).toBe(2);
    expect(new Set(tap.socketIds).size).toBe(2);
    expect(tap.snapshot.session.id).toBe(await ann.id());
    expect([tap.snapshot.transports.send.id, tap.snapshot.transports.recv.id]).toEqual([
      transports.send.id,
      transports.recv.id,
    ]);
  });

  it('that is dead without knowing beside a new one: two sockets of one client, and the client is out of neither', async () => {
    const { ann, bob } = await call();
    const id = await ann.id();
    await Promise.all([ann.forget(), bob.forget(), ann.mark(), bob.mark()]);
    // Neither end of the old socket hears of its end; the server keeps it until its pings stay out.
    links.signaling.strand();
    await ann.page.evaluate(() => dispatchEvent(new Event('online')));
    await ann.untilStatus('joined');
    await untilBothFlow(pair);
    const gaps = await gapsOf(pair);
    report('half-open socket, and the browser says `online`', null, gaps);
    expect(gaps.audio).toBeLessThan(JITTER);
    expect(gaps.video).toBeLessThan(JITTER);
    expect((await ann.toldOf('left')).length).toBe(0);
    expect(await toldOf(id)).not.toContain('peerleft connected');
    expect((await bob.state()).peers).toMatchObject([{ id, connection: 'connected' }]);
  });

  it('that is dead without knowing is noticed by the pings that stay out', async () => {
    const { ann } = await call();
    await Promise.all([ann.forget(), ann.mark(), pair.bob.mark()]);
    const begin = Date.now();
    links.signaling.strand();
    await until('Ann has noticed', async () => (await ann.toldOf('statuschange')).length > 0);
    await ann.untilStatus('joined');
    const [lost] = await ann.toldOf('statuschange');
    const gaps = await gapsOf(pair);
    report('half-open socket', null, gaps, `noticed after ${(lost?.at ?? 0) - begin} ms`);
    expect((lost?.at ?? 0) - begin).toBeLessThan(12_000);
    expect(gaps.audio).toBeLessThan(JITTER);
  });
});

describe('the same session opened twice', () => {
  const { lab, browser } = usingBrowser();

  it('the newer wins, and the older is told `replaced` and stays out', async () => {
    const server = await lab.server();
    const ann = await Caller.open(lab, browser(), server.url, { room: 'twice', name: 'Ann', autojoin: false });
    const tap = new SessionTap(ann.page);
    await ann.do((room) => room.join());
    const { session } = tap.snapshot;
    const newer = await RoomPeer.join(server.url, 'twice', { session });
    await ann.untilStatus('left');
    expect((await ann.toldOf('left')).map(({ reason }) => reason)).toEqual(['replaced']);
    expect(newer.id).toBe(session.id);
    expect(newer.snapshot.peers).toEqual([]);
    // Longer than any wait before another attempt.
    await delay(2_500);
    expect((await ann.state()).status).toBe('left');
    expect(tap.socketIds.length).toBe(1);
    expect(newer.disconnected).toBe(false);
    await newer.leave();
  });
});
