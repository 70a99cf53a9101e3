import { setTimeout as delay } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { behindLinks, Caller, openLinks, usingBrowser, type Attributes, type Links } from '../../../helpers/call.js';
import { MediaObjects } from '../../../helpers/media-objects.js';
import { until } from '../../../helpers/until.js';

/** How long it is watched that nothing comes, in ms. */
const WATCH = 700;

describe('questions that were open:', () => {
  const { lab, browser } = usingBrowser();
  const objects = new MediaObjects();
  let links: Links;

  beforeEach(async () => {
    const server = await lab.server(behindLinks());
    links = await openLinks(lab, server.port, server.mediaPorts[0] ?? 0);
  });

  const open = (name: string, attributes: Attributes = {}): Promise<Caller> =>
    Caller.open(lab, browser(), links.url, { room: 'questions', name, ...attributes });

  const join = async (name: string, attributes: Attributes = {}): Promise<Caller> => {
    const caller = await open(name, attributes);
    await caller.untilStatus('joined');
    return caller;
  };

  const watch = { audio: 'none', video: 'none' } as const;

  const publish = (caller: Caller, label: string): Promise<void> =>
    caller.do(async (room, name) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 160, height: 120 });
      const context = canvas.getContext('2d');
      let x = 0;
      setInterval(() => {
        context?.fillRect((x = (x + 4) % 160), 60, 8, 8);
      }, 66);
      const [track] = canvas.captureStream(15).getVideoTracks();
      if (track) await room.publish(track, { label: name });
    }, label);

  /**
   * Packets that the server has passed on of the one microphone there is, or null: it passes none on, or more than one.
   * Counted where they are sent: what Bob's page has counted is older, and a packet may be on its way to it.
   */
  const passedOn = async (): Promise<number | null> => {
    const [consumer, ...others] = objects.consumers().filter(({ kind }) => kind === 'audio');
    if (!consumer || others.length > 0) return null;
    const stats = await consumer.getStats();
    return stats.reduce((sum, entry) => sum + (entry.type === 'outbound-rtp' ? entry.packetCount : 0), 0);
  };

  it('a paused peer removes and adds a track again: it stays paused', async () => {
    const ann = await join('Ann', watch);
    const bob = await join('Bob', watch);
    const drawing = await bob.trackOf(ann, 'drawing');
    await publish(ann, 'drawing');
    await bob.untilFlowing([drawing]);
    await bob.do((room, id) => room.pause(id), await ann.id());
    await ann.do((room) => room.unpublish('drawing'));
    await bob.untilState('it is gone', ({ tracks }) => tracks.length === 0);
    const { packets } = await bob.received(drawing);
    await publish(ann, 'drawing');
    await bob.untilState('it is back', ({ tracks }) => tracks[0]?.pausedBy.includes('local') === true);
    await delay(WATCH);
    expect((await bob.received(drawing)).packets).toBe(packets);
    await bob.do((room, id) => room.resume(id), await ann.id());
    await bob.untilFlowing([drawing]);
    await bob.untilSeen(drawing);
  });

  it('resume is clicked before the transports are connected: it flows', async () => {
    const ann = await join('Ann');
    const bob = await open('Bob', { ...watch, autojoin: false, paused: true });
    const states = await bob.do(async (room) => {
      let atOnce: Promise<void> | undefined;
      room.addEventListener('joined', () => {
        atOnce = room.resume();
      });
      await room.join();
      const seen = monitor.connections.map(({ connectionState }) => connectionState);
      await atOnce;
      return seen;
    });
    expect(states).not.toContain('connected');
    const tracks = [await bob.trackOf(ann, 'microphone'), await bob.trackOf(ann, 'camera')];
    await bob.untilFlowing(tracks);
    await bob.untilSeen(tracks[1] ?? '');
  });

  it('produce before the transport is ready: it is published once it is', async () => {
    const bob = await join('Bob', watch);
    const ann = await open('Ann', { ...watch, autojoin: false });
    // In one turn: nothing of the join has begun.
    const joining = ann.do((room) => room.join());
    await publish(ann, 'drawing');
    await joining;
    const drawing = await bob.trackOf(ann, 'drawing');
    await bob.untilSeen(drawing);

    await links.signaling.cut();
    await ann.untilStatus('reconnecting');
    const published = publish(ann, 'second');
    await links.signaling.mend();
    await published;
    await bob.untilSeen(await bob.trackOf(ann, 'second'));
    expect((await ann.state()).self.tracks.map(({ label, published: there }) => [label, there])).toEqual([
      ['drawing', true],
      ['second', true],
    ]);
  });

  it('a producer id that exists already: the track is published under another', async () => {
    const bob = await join('Bob', watch);
    await publish(bob, 'drawing');
    const [taken] = await until('Bob publishes', () => {
      const ids = objects.producers().map(({ id }) => id);
      return ids.length > 0 ? ids : null;
    });
    const ann = await join('Ann', watch);
    await ann.page.evaluate((id) => {
      const native = crypto.getRandomValues.bind(crypto);
      let times = 1;
      crypto.getRandomValues = <T extends ArrayBufferView | null>(array: T): T => {
        const bytes = native(array as never) as unknown as T;
        if (bytes instanceof Uint8Array && bytes.length === 16 && times-- > 0) {
          id.replaceAll('-', '')
            .match(/../g)
            ?.forEach((hex, index) => (bytes[index] = Number.parseInt(hex, 16)));
        }
        return bytes;
      };
    }, taken ?? '');
    await publish(ann, 'drawing');
    await bob.untilSeen(await bob.trackOf(ann, 'drawing'));
    expect((await ann.toldOf('error')).map(({ code }) => code)).toEqual(['producer-exists']);
    await ann.untilSeen(await ann.trackOf(bob, 'drawing'));
  });

  it('the only camera is unplugged: it ends for all, and comes back under its label when it is wanted again', async () => {
    const ann = await join('Ann');
    const bob = await join('Bob', watch);
    const camera = await bob.trackOf(ann, 'camera');
    await bob.untilSeen(camera);
    await ann.do((room) => {
      const native = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = () => {
        navigator.mediaDevices.getUserMedia = native;
        return Promise.reject(new DOMException('There is no other.', 'NotFoundError'));
      };
      const track = room.client.state.self.tracks.find(({ label }) => label === 'camera')?.track;
      track?.stop();
      // What the browser says of a device that is gone, and not of one that is stopped.
      track?.dispatchEvent(new Event('ended'));
    });
    await bob.untilState('the camera is gone', ({ tracks }) => tracks.every(({ id }) => id !== camera));
    expect((await ann.state()).self.camera).toBe('failed');
    expect((await ann.toldOf('error')).map(({ code }) => code)).toEqual(['camera-missing']);
    await bob.untilFlowing([await bob.trackOf(ann, 'microphone')]);
    await ann.do((room) => room.setVideo(true));
    await bob.untilSeen(camera);
  });

  it('"stop sharing", pressed while the socket is away: the screen is gone for all', async () => {
    const ann = await join('Ann', watch);
    const bob = await join('Bob', watch);
    await ann.do(async (room) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 });
      const context = canvas.getContext('2d');
      let x = 0;
      setInterval(() => {
        context?.fillRect((x = (x + 4) % 320), 60, 8, 8);
      }, 66);
      navigator.mediaDevices.getDisplayMedia = () => Promise.resolve(canvas.captureStream(15));
      await room.shareScreen(true);
    });
    await bob.untilSeen(await bob.trackOf(ann, 'screen'));
    await links.signaling.cut();
    await ann.untilStatus('reconnecting');
    await ann.do((room) => {
      const track = room.client.state.self.tracks.find(({ label }) => label === 'screen')?.track;
      track?.stop();
      track?.dispatchEvent(new Event('ended'));
    });
    expect((await ann.state()).self.screen).toBe('off');
    await links.signaling.mend();
    await ann.untilStatus('joined');
    await bob.untilState('the screen is gone', ({ peers, tracks }) => {
      return tracks.length === 0 && peers[0]?.publications.length === 0;
    });
  });

  it('muted while the socket is away: silent at once, and not one packet comes of what is made anew', async () => {
    const ann = await join('Ann', { video: 'none' });
    const bob = await join('Bob', watch);
    const microphone = await bob.trackOf(ann, 'microphone');
    await bob.untilFlowing([microphone]);
    await links.signaling.cut();
    await ann.untilStatus('reconnecting');
    const muted = ann.do((room) => room.setAudio(false));
    // What was heard before is played out.
    await delay(WATCH);
    const { energy } = await bob.received(microphone);
    await delay(WATCH);
    expect((await bob.received(microphone)).energy).toBeCloseTo(energy, 6);
    await links.signaling.mend();
    await muted;
    const heard = await passedOn();
    expect(heard).toBeGreaterThan(0);
    await delay(WATCH);
    expect(await passedOn()).toBe(heard);

    // All is made anew, on other transports.
    await ann.page.evaluate(() => {
      for (const connection of monitor.connections) connection.close();
    });
    await until('the microphone is published again', async () => {
      const [producer, ...others] = objects.producers().filter(({ kind }) => kind === 'audio');
      const [consumer] = objects.consumers();
      const { tracks } = (await ann.state()).self;
      const anew = producer?.paused === true && others.length === 0 && consumer?.producerId === producer.id;
      return anew && tracks.every(({ published }) => published);
    });
    await delay(WATCH);
    expect(await passedOn()).toBe(0);
    expect((await bob.received(microphone)).energy).toBeCloseTo(energy, 6);
    await ann.do((room) => room.setAudio(true));
    await bob.untilFlowing([microphone]);
    expect(await passedOn()).toBeGreaterThan(0);
  });
});
