import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { behindLinks, Caller, openLinks, usingBrowser, type Attributes } from '../../helpers/call.js';
import { MediaObjects } from '../../helpers/media-objects.js';
import { SECRET, tokenOf } from '../../helpers/tokens.js';
import { until } from '../../helpers/until.js';

/** How long it is watched that nothing comes, or how much does, in ms. */
const WATCH = 700;

/** The camera's light. */
const liveCameras = (caller: Caller): Promise<number> =>
  caller.do((room) => room.client.state.self.tracks.filter(({ kind, track }) => kind === 'video' && track).length);

describe('moderation', () => {
  const { lab, browser } = usingBrowser();
  const objects = new MediaObjects();
  const watch = { audio: 'none', video: 'none' } as const;

  const joining =
    (url: string) =>
    (name: string, attributes: Attributes = {}) =>
      Caller.join(lab, browser(), url, { room: 'moderated', name, ...attributes });

  /** Packets of the one microphone there is that the server has passed on. */
  const passedOn = async (): Promise<number> => {
    const [consumer] = objects.consumers().filter(({ kind }) => kind === 'audio');
    if (!consumer) throw new Error('No microphone is received.');
    const stats = await consumer.getStats();
    return stats.reduce((sum, entry) => sum + (entry.type === 'outbound-rtp' ? entry.packetCount : 0), 0);
  };

  it('who is muted while away sends not one packet after coming back, until the user unmutes', async () => {
    const server = await lab.server(behindLinks());
    const links = await openLinks(lab, server.port, server.mediaPorts[0] ?? 0);
    const bob = await joining(links.directUrl)('Bob', watch);
    const ann = await joining(links.url)('Ann', { video: 'none' });
    const microphone = await bob.trackOf(ann, 'microphone');
    await bob.untilFlowing([microphone]);
    await links.signaling.cut();
    await ann.untilStatus('reconnecting');
    // Her media goes on meanwhile.
    await bob.untilFlowing([microphone]);
    await server.rooms.mute('moderated', await ann.id());
    await bob.untilState('it is seen as muted', ({ tracks }) => tracks[0]?.pausedBy.includes('publisher') === true);
    const heard = await passedOn();
    expect(heard).toBeGreaterThan(0);
    await links.signaling.mend();
    await ann.untilState('she knows it', ({ status, self }) => status === 'joined' && self.microphone === 'off');
    expect((await ann.toldOf('devicestopped')).length).toBe(1);
    await delay(WATCH);
    expect(await passedOn()).toBe(heard);
    await ann.do((room) => room.setAudio(true));
    await bob.untilFlowing([microphone]);
  });

  it('whose camera is stopped has it off, and what is not permitted is not to be had', async () => {
    const server = await lab.server();
    const join = joining(server.url);
    const bob = await join('Bob', watch);
    const ann = await join('Ann', { audio: 'none' });
    const annsId = await ann.id();
    await bob.untilFlowing([await bob.trackOf(ann, 'camera')]);
    expect(await liveCameras(ann)).toBe(1);
    await bob.do((room, peerId) => room.client.moderate({ action: 'stop', peerId, source: 'camera' }), annsId);
    await ann.untilState('it is off', ({ self }) => self.camera === 'off');
    expect(await liveCameras(ann)).toBe(0);
    const permit = (publish: ('camera' | 'microphone')[]): Promise<void> =>
      server.rooms.moderate('moderated', { action: 'permit', peerId: annsId, permissions: { publish } });
    await permit(['microphone']);
    await ann.untilState('it is not to be had', ({ self }) => self.camera === 'none');
    const code = await ann.do((room) =>
      room.setVideo(true).catch((error: unknown) => (error as { code: string }).code),
    );
    expect(code).toBe('not-permitted');
    await permit(['microphone', 'camera']);
    await ann.untilState('it may be had', ({ self }) => self.camera === 'off');
    await ann.do((room) => room.setVideo(true));
    await bob.untilFlowing([`${annsId}:camera`]);
  });

  it('who knocks waits with a preview, and is seen when let in', async () => {
    const server = await lab.server();
    const join = joining(server.url);
    const bob = await join('Bob', watch);
    await bob.do((room) => room.client.moderate({ action: 'rule', rules: { lobby: true } }));
    const ann = await Caller.open(lab, browser(), server.url, { room: 'moderated', name: 'Ann', audio: 'none' });
    await ann.untilStatus('knocking');
    await bob.untilState('somebody knocks', ({ knocks }) => knocks[0]?.name === 'Ann');
    await ann.untilState('her camera is on', ({ self }) => self.camera === 'on');
    await bob.do((room) => {
      const [knock] = room.client.state.knocks;
      if (!knock) throw new Error('Nobody knocks.');
      return room.client.moderate({ action: 'admit', id: knock.id });
    });
    await ann.untilStatus('joined');
    await bob.untilSeen(await bob.trackOf(ann, 'camera'));
  });

  it('a call outlives its token where a fresh one is set in time, and ends with it where none is', async () => {
    const server = await lab.server({ secret: [SECRET] });
    const token = (sub: string, seconds: number): Promise<string> => tokenOf({ room: '*', sub }, seconds * 1_000);
    const join = joining(server.url);
    const ann = await join('Ann', { ...watch, token: await token('ann', 6) });
    const bob = await join('Bob', { ...watch, token: await token('bob', 6) });
    const id = await ann.id();
    await until('the end of the token is told', async () => (await ann.toldOf('tokenexpiring')).length > 0);
    await ann.do((room, fresh) => room.client.configure({ token: fresh }), await token('ann', 600));
    await bob.untilStatus('left');
    expect((await bob.toldOf('left')).length).toBe(1);
    expect(await ann.state()).toMatchObject({ status: 'joined', self: { id } });
    expect((await ann.toldOf('left')).length).toBe(0);
  });

  it('no more comes of a peer than its room lets it send', async () => {
    const limit = 150_000;
    const server = await lab.server({ maxBitrate: limit });
    const join = joining(server.url);
    const bob = await join('Bob', watch);
    const ann = await join('Ann', { audio: 'none' });
    const camera = await bob.trackOf(ann, 'camera');
    await bob.untilSeen(camera);
    const producers = objects.producers().filter(({ kind }) => kind === 'video');
    const bytes = async (): Promise<number> => {
      const all = await Promise.all(producers.map((producer) => producer.getStats()));
      return all.flat().reduce((sum, { byteCount }) => sum + byteCount, 0);
    };
    // The sender learns of the limit by the first feedback.
    await delay(3_000);
    const [before, begin] = [await bytes(), performance.now()];
    await delay(3_000);
    const rate = (((await bytes()) - before) * 8) / ((performance.now() - begin) / 1_000);
    expect(rate).toBeGreaterThan(0);
    expect(rate).toBeLessThan(limit * 1.2);
  });
});
