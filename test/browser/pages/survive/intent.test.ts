import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Caller, flagsBehindLinks, openLinks, usingBrowser, type Links } from '../../../helpers/call.js';
import { serverPorts } from '../../../helpers/ports.js';
import { Lab } from '../../../helpers/pages.js';
import { ServerProcess } from '../../../helpers/server-process.mjs';
import { until } from '../../../helpers/until.js';

/** How long it is watched that nothing comes of what must not, after all else is back, in ms. */
const WATCH = 1_000;

const GRACE = 4_000;

describe('what is wanted holds through', async () => {
  const { browser } = usingBrowser();
  const lab = new Lab();
  const ports = await serverPorts();
  const server = new ServerProcess([...flagsBehindLinks(ports), '--grace-period', String(GRACE)]);
  let links: Links;
  /** Muted, with a drawing of her own; has paused Cid. */
  let ann: Caller;
  /** Receives Ann alone, by choice; has paused her camera. */
  let bob: Caller;
  /** Receives everything. */
  let cid: Caller;
  let names: Record<'annMicrophone' | 'annCamera' | 'annDrawing' | 'cidMicrophone' | 'cidCamera', string>;
  let message = 0;

  beforeAll(async () => {
    lab.onClose(() => server.end('SIGTERM'));
    await server.start();
    links = await openLinks(lab, ports.port, ports.mediaPort);
    ann = await Caller.join(lab, browser(), links.url, { room: 'intent', name: 'Ann' });
    bob = await Caller.join(lab, browser(), links.url, {
      room: 'intent',
      name: 'Bob',
      subscribe: 'manual',
      audio: 'none',
      video: 'none',
    });
    cid = await Caller.join(lab, browser(), links.url, { room: 'intent', name: 'Cid' });
    names = {
      annMicrophone: await cid.trackOf(ann, 'microphone'),
      annCamera: await cid.trackOf(ann, 'camera'),
      annDrawing: await cid.trackOf(ann, 'drawing'),
      cidMicrophone: await ann.trackOf(cid, 'microphone'),
      cidCamera: await ann.trackOf(cid, 'camera'),
    };
    await cid.untilFlowing([names.annMicrophone, names.annCamera]);
    await ann.do(async (room) => {
      await room.setAudio(false);
      const canvas = Object.assign(document.createElement('canvas'), { width: 160, height: 120 });
      const context = canvas.getContext('2d');
      let x = 0;
      setInterval(() => {
        context?.fillRect((x = (x + 4) % 160), 60, 8, 8);
      }, 66);
      const [track] = canvas.captureStream(15).getVideoTracks();
      if (track) await room.publish(track, { label: 'drawing' });
    });
    await ann.do((room, id) => room.pause(id), await cid.id());
    await bob.do((room, id) => room.subscribe(id), await ann.id()).catch(() => undefined);
    await bob.do((room, id) => room.pause(id), names.annCamera);
    await Promise.all([bob.untilFlowing([names.annDrawing]), cid.untilFlowing([names.annDrawing, names.annCamera])]);
  });
  afterAll(() => lab.close());

  const faults: [string, () => Promise<void>][] = [
    [
      'a socket that is cut',
      async () => {
        await links.signaling.cut();
        await ann.untilStatus('reconnecting');
        await delay(1_000);
        await links.signaling.mend();
      },
    ],
    [
      'a socket that is cut for longer than the grace period',
      async () => {
        await links.signaling.cut();
        await delay(GRACE + 1_000);
        await links.signaling.mend();
      },
    ],
    [
      'another port of the clients',
      () => {
        links.media.rebind();
        return Promise.resolve();
      },
    ],
    [
      'a media path that is blocked',
      async () => {
        links.media.block();
        await delay(3_000);
        links.media.unblock();
      },
    ],
    [
      "a worker's death",
      () => {
        const [pid = 0] = server.workers();
        process.kill(pid, 'SIGKILL');
        return Promise.resolve();
      },
    ],
    [
      "the server's restart",
      async () => {
        await server.end('SIGTERM');
        await ann.untilStatus('reconnecting');
        await server.start();
      },
    ],
    [
      "the server's death",
      async () => {
        await server.end('SIGKILL');
        await ann.untilStatus('reconnecting');
        await server.start();
      },
    ],
  ];

  it.each(faults)('%s', async (_, fault) => {
    const order = async (caller: Caller): Promise<unknown> => {
      const { peers, tracks } = await caller.state();
      return {
        peers: peers.map(({ name }) => name),
        tracks: tracks.map(({ id, label, pausedBy }) => [id, label, pausedBy]),
      };
    };
    const callers = [ann, bob, cid];
    const before = await Promise.all(callers.map(order));
    const heard = async (): Promise<unknown> => ({
      'muted, at Bob': await silent(bob, names.annMicrophone),
      'muted, at Cid': await silent(cid, names.annMicrophone),
      'paused track': await silent(bob, names.annCamera),
      'paused peer, sound': await silent(ann, names.cidMicrophone),
      'paused peer, picture': await silent(ann, names.cidCamera),
      'not subscribed, sound': await silent(bob, names.cidMicrophone),
      'not subscribed, picture': await silent(bob, names.cidCamera),
    });
    const still = await heard();
    const texts = Array.from({ length: 3 }, () => `message ${String((message += 1))}`);
    for (const caller of callers) await caller.forget();

    const faulty = fault();
    await ann.do((room, sent) => {
      for (const text of sent) void room.sendMessage(text);
    }, texts);
    await faulty;
    for (const caller of callers) await caller.untilStatus('joined');
    await cid.untilState('all are there', ({ tracks }) => tracks.length === 3);
    await Promise.all([bob.untilFlowing([names.annDrawing]), cid.untilFlowing([names.annDrawing, names.annCamera])]);
    await until('the state is as before', async () => {
      return JSON.stringify(await Promise.all(callers.map(order))) === JSON.stringify(before);
    });
    await delay(WATCH);

    expect(await heard()).toEqual(still);
    expect(await Promise.all(callers.map(order))).toEqual(before);
    for (const caller of [bob, cid]) {
      expect((await caller.toldOf('message')).map(({ text }) => text)).toEqual(texts);
    }
    expect((await ann.state()).self).toMatchObject({ microphone: 'off', camera: 'on' });
    for (const caller of callers) {
      expect(await caller.toldOf('error')).toEqual([]);
      expect(await caller.toldOf('mediachange')).toEqual([]);
    }
  });
});

/** All that has ever come of a track. */
async function silent(caller: Caller, trackId: string): Promise<unknown> {
  const { packets, energy } = await caller.received(trackId);
  return { packets, energy };
}
