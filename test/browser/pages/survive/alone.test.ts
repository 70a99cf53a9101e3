import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Caller, usingBrowser } from '../../../helpers/call.js';
import { gapsOf, JITTER, report } from '../../../helpers/pair.js';
import { SessionTap } from '../../../helpers/session-tap.js';
import { MediaObjects } from '../../../helpers/media-objects.js';
import { Lab } from '../../../helpers/pages.js';
import { until } from '../../../helpers/until.js';

describe('what fails alone is made anew alone:', () => {
  const { browser } = usingBrowser();
  const objects = new MediaObjects();
  const lab = new Lab();
  let ann: Caller;
  let bob: Caller;
  let tap: SessionTap;
  let tracks: { annAudio: string; annVideo: string; bobAudio: string; bobVideo: string };

  beforeAll(async () => {
    const server = await lab.server();
    bob = await Caller.join(lab, browser(), server.url, { room: 'alone', name: 'Bob' });
    ann = await Caller.open(lab, browser(), server.url, { room: 'alone', name: 'Ann', autojoin: false });
    tap = new SessionTap(ann.page);
    await ann.do((room) => room.join());
    tracks = {
      annAudio: await bob.trackOf(ann, 'microphone'),
      annVideo: await bob.trackOf(ann, 'camera'),
      bobAudio: await ann.trackOf(bob, 'microphone'),
      bobVideo: await ann.trackOf(bob, 'camera'),
    };
  });
  beforeEach(async () => {
    await untilAll();
    await Promise.all([ann.forget(), bob.forget(), ann.mark(), bob.mark()]);
  });
  afterAll(() => lab.close());

  const untilAll = async (): Promise<void> => {
    await bob.untilFlowing([tracks.annAudio, tracks.annVideo]);
    await ann.untilFlowing([tracks.bobAudio, tracks.bobVideo]);
  };

  const ended = async (caller: Caller): Promise<unknown[]> =>
    (await caller.toldOf('trackended')).map(({ label }) => label).sort();

  const gap = async (caller: Caller, track: string): Promise<number> => (await caller.received(track)).gap;

  const tell = async (what: string): Promise<void> => report(what, null, await gapsOf({ ann, bob, ...tracks }));

  it('the transport that a client sends on', async () => {
    const { send } = tap.snapshot.transports;
    objects.of(send.id).transport.close();
    await until('Bob has other tracks', async () => (await ended(bob)).length === 2);
    await untilAll();
    await tell('send transport closed');
    expect(tap.snapshot.transports.send.id).not.toBe(send.id);
    expect(await ended(ann)).toEqual([]);
    expect(await gap(ann, tracks.bobAudio)).toBeLessThan(JITTER);
    expect(await gap(ann, tracks.bobVideo)).toBeLessThan(JITTER);
  });

  it('the transport that a client receives on', async () => {
    const { recv } = tap.snapshot.transports;
    objects.of(recv.id).transport.close();
    await until('Ann has other tracks', async () => (await ended(ann)).length === 2);
    await untilAll();
    await tell('receive transport closed');
    expect(tap.snapshot.transports.recv.id).not.toBe(recv.id);
    expect(await ended(bob)).toEqual([]);
    expect(await gap(bob, tracks.annAudio)).toBeLessThan(JITTER);
    expect(await gap(bob, tracks.annVideo)).toBeLessThan(JITTER);
  });

  it('a connection that the browser has closed', async () => {
    const { send, recv } = tap.snapshot.transports;
    await ann.page.evaluate(() => {
      const [last] = monitor.connections.filter(({ connectionState }) => connectionState === 'connected').slice(-1);
      last?.close();
    });
    await until('a transport is another', () => {
      const { transports } = tap.snapshot;
      return transports.send.id !== send.id || transports.recv.id !== recv.id;
    });
    await untilAll();
    await tell('connection closed in the page');
    const { transports } = tap.snapshot;
    expect([transports.send.id !== send.id, transports.recv.id !== recv.id].filter(Boolean)).toHaveLength(1);
  });

  it.each(['audio', 'video'] as const)('a producer of %s', async (kind) => {
    const { transports } = tap.snapshot;
    const producer = objects.of(transports.send.id).producers.find((it) => it.kind === kind && !it.closed);
    producer?.close();
    await until('Bob has another track', async () => (await ended(bob)).length === 1);
    await untilAll();
    await tell(`producer of ${kind} closed`);
    expect(await ended(bob)).toEqual([kind === 'audio' ? 'microphone' : 'camera']);
    expect(await gap(bob, kind === 'audio' ? tracks.annVideo : tracks.annAudio)).toBeLessThan(JITTER);
    expect(await ended(ann)).toEqual([]);
    expect(tap.snapshot.transports.send.id).toBe(transports.send.id);
  });

  it.each(['audio', 'video'] as const)('a consumer of %s', async (kind) => {
    const { transports } = tap.snapshot;
    const consumer = objects.of(transports.recv.id).consumers.find((it) => it.kind === kind && !it.closed);
    consumer?.close();
    await until('Ann has another track', async () => (await ended(ann)).length === 1);
    await untilAll();
    await tell(`consumer of ${kind} closed`);
    expect(await ended(ann)).toEqual([kind === 'audio' ? 'microphone' : 'camera']);
    expect(await gap(ann, kind === 'audio' ? tracks.bobVideo : tracks.bobAudio)).toBeLessThan(JITTER);
    expect(await ended(bob)).toEqual([]);
    expect(tap.snapshot.transports.recv.id).toBe(transports.recv.id);
  });
});
