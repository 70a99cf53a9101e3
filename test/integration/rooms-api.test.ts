import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RequestError } from '../../backend/src/request-error.js';
import type { ServerEventMap, ServerEventName } from '../../backend/src/room/server-events.js';
import { RoomNotFound, type Rooms } from '../../backend/src/rooms.js';
import type { SfuRoomServer } from '../../backend/src/server.js';
import { Refused, RoomPeer } from '../helpers/room-peer.js';
import { startServer } from '../helpers/room-server.js';
import { cameraRequest, microphoneRequest } from '../helpers/rtp.js';
import { Visitor } from '../helpers/visitor.js';

let server: SfuRoomServer;
let rooms: Rooms;
const peers: RoomPeer[] = [];

beforeEach(async () => {
  server = await startServer();
  rooms = server.rooms;
});

afterEach(async () => {
  for (const peer of peers.splice(0)) peer.close();
  await server.close();
});

async function join(room: string, name: string): Promise<RoomPeer> {
  const peer = await RoomPeer.join(server.url, room, { name });
  peers.push(peer);
  return peer;
}

describe('the rooms of a program', () => {
  it('are listed in the order they began, and known by name', async () => {
    expect(rooms.list()).toEqual([]);
    expect(rooms.get('kitchen')).toBeNull();
    const before = Date.now();
    const ada = await join('kitchen', 'Ada');
    await join('attic', 'Bob');
    await ada.request('produce', { producers: [cameraRequest()] });
    expect(rooms.list().map(({ name }) => name)).toEqual(['kitchen', 'attic']);
    const info = rooms.get('kitchen');
    expect(info).toMatchObject({ peers: 1, tracks: 1, locked: false, lobby: false, spotlight: null, knocks: [] });
    expect(info?.startedAt).toBeGreaterThanOrEqual(before);
    expect(info?.startedAt).toBeLessThanOrEqual(Date.now());
  });

  it('tell who is in, in the order they came', async () => {
    const ada = await join('kitchen', 'Ada');
    const bob = await join('kitchen', 'Bob');
    await bob.request('produce', { producers: [microphoneRequest({ paused: true })] });
    await bob.request('updateSelf', { hand: true });
    expect(rooms.peers('kitchen')).toMatchObject([
      { id: ada.id, name: 'Ada', identity: null, moderator: true, connection: 'connected', hand: null, tracks: [] },
      { id: bob.id, name: 'Bob', moderator: false, hand: expect.any(Number) as number },
    ]);
    expect(rooms.peers('kitchen')[1]?.tracks).toMatchObject([
      { id: `${bob.id}:microphone`, source: 'microphone', kind: 'audio', paused: true },
    ]);
  });

  it('are opened ahead, once, and wait for their peers', async () => {
    const opened = rooms.open('kitchen', { limits: { peers: 1 }, rules: { lobby: false } });
    expect(opened).toMatchObject({ name: 'kitchen', peers: 0, limits: { peers: 1 } });
    expect(rooms.open('kitchen', { limits: { peers: 9 } })).toMatchObject({ limits: { peers: 1 } });
    await join('kitchen', 'Ada');
    await expect(join('kitchen', 'Bob')).rejects.toEqual(new Refused('room-full'));
  });

  it('are not opened under a name that none can have', () => {
    for (const name of ['', 'two words', 'x'.repeat(65)]) {
      expect(() => rooms.open(name)).toThrow(expect.objectContaining({ code: 'room-name-invalid' }));
    }
    expect(rooms.list()).toEqual([]);
  });

  it('are ended for everyone', async () => {
    const ada = await join('kitchen', 'Ada');
    rooms.end('kitchen');
    expect((await ada.hear('ended')).reason).toBe('ended');
    expect(rooms.get('kitchen')).toBeNull();
  });

  it('are told apart from those that there are not', async () => {
    const calls: (() => unknown)[] = [
      () => rooms.peers('empty'),
      () => rooms.end('empty'),
      () => rooms.message('empty', { text: 'hello' }),
      () => rooms.messages('empty'),
      () => rooms.data('empty', '', 'x'),
    ];
    for (const call of calls) expect(call).toThrow(RoomNotFound);
    const promises = [
      rooms.kick('empty', 'x'),
      rooms.mute('empty', 'x'),
      rooms.moderate('empty', { action: 'end' }),
      rooms.media('empty'),
    ];
    for (const result of await Promise.allSettled(promises)) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'room-not-found', room: 'empty' } });
    }
  });
});

describe('the peers of a program’s rooms', () => {
  it('are put out, and kept out', async () => {
    const ada = await join('kitchen', 'Ada');
    const bob = await join('kitchen', 'Bob');
    await rooms.kick('kitchen', bob.id);
    expect((await bob.hear('ended')).reason).toBe('removed');
    const back = await bob.comeBack(server.url);
    await rooms.kick('kitchen', back.id, { ban: true });
    await back.hear('ended');
    await expect(back.comeBack(server.url)).rejects.toEqual(new Refused('banned'));
    await expect(rooms.kick('kitchen', bob.id)).rejects.toMatchObject({ code: 'peer-not-found' });
    expect(rooms.peers('kitchen').map(({ id }) => id)).toEqual([ada.id]);
  });

  it('are muted, or stopped in another source', async () => {
    const ada = await join('kitchen', 'Ada');
    await ada.request('produce', { producers: [microphoneRequest(), cameraRequest()] });
    const paused = (): unknown => rooms.peers('kitchen')[0]?.tracks.map(({ source, paused: is }) => [source, is]);
    await rooms.mute('kitchen', ada.id);
    expect(paused()).toEqual([
      ['microphone', true],
      ['camera', false],
    ]);
    await rooms.mute('kitchen', ada.id, 'camera');
    expect(paused()).toEqual([
      ['microphone', true],
      ['camera', true],
    ]);
    expect((await ada.hear('stopped')).by).toBe('server');
  });

  it('are let in, promoted and shown large by moderating', async () => {
    const ada = await join('kitchen', 'Ada');
    await rooms.moderate('kitchen', { action: 'rule', rules: { lobby: true, spotlight: ada.id } });
    expect(rooms.get('kitchen')).toMatchObject({ lobby: true, spotlight: ada.id });
    const bob = new Visitor(server.url, 'kitchen', { name: 'Bob' });
    const id = await bob.knocking;
    expect(rooms.get('kitchen')?.knocks).toEqual([{ id, name: 'Bob' }]);
    await rooms.moderate('kitchen', { action: 'admit', id });
    expect(await bob.outcome).toEqual({ let: 'in', peerId: id });
    await rooms.moderate('kitchen', { action: 'permit', peerId: id, permissions: { moderate: true } });
    expect(rooms.peers('kitchen').find((peer) => peer.id === id)?.moderator).toBe(true);
    await bob.leave();
  });
});

describe('what a program says', () => {
  it('is a message to everyone or to one, and remembered', async () => {
    const ada = await join('kitchen', 'Ada');
    const bob = await join('kitchen', 'Bob');
    const toAll = rooms.message('kitchen', { text: 'Five minutes left', name: 'Clock' });
    const toBob = rooms.message('kitchen', { text: 'Psst', to: bob.id });
    expect(toAll).toMatchObject({ peerId: 'server', name: 'Clock', to: null, text: 'Five minutes left' });
    await bob.hear('message', ({ message }) => message.id === toBob.id);
    await ada.caughtUp();
    expect(ada.heard('message').map(({ message }) => message)).toEqual([toAll]);
    expect(rooms.messages('kitchen')).toEqual([toAll, toBob]);
    expect(() => rooms.message('kitchen', { text: 'x', to: 'nobody' })).toThrow(
      expect.objectContaining({ code: 'peer-not-found' }),
    );
  });

  it('is no message without text, or with more than anybody reads', async () => {
    const ada = await join('kitchen', 'Ada');
    for (const text of ['', 'x'.repeat(2_001)]) {
      expect(() => rooms.message('kitchen', { text })).toThrow(expect.objectContaining({ code: 'payload-invalid' }));
    }
    await ada.caughtUp();
    expect(ada.heard('message')).toEqual([]);
  });

  it('is data of its own for the pages', async () => {
    const ada = await join('kitchen', 'Ada');
    const bob = await join('kitchen', 'Bob');
    expect(() => rooms.data('kitchen', 'poll', 'x'.repeat(16_001))).toThrow(RequestError);
    expect(() => rooms.data('kitchen', 'x'.repeat(65), '')).toThrow(RequestError);
    rooms.data('kitchen', 'poll', 'open');
    rooms.data('kitchen', 'poll', 'yours', bob.id);
    await bob.hear('data', ({ data }) => data === 'yours');
    await ada.caughtUp();
    expect(ada.heard('data')).toMatchObject([{ peerId: 'server', topic: 'poll', data: 'open' }]);
  });
});

describe('what happens in the rooms', () => {
  it('is told in order, with whom and what it is about, until nobody listens any more', async () => {
    const heard: [ServerEventName, unknown][] = [];
    const note =
      <K extends ServerEventName>(name: K) =>
      (event: ServerEventMap[K]) =>
        heard.push([name, event]);
    const stops = [
      rooms.on('roomstarted', note('roomstarted')),
      rooms.on('peerjoined', note('peerjoined')),
      rooms.on('trackpublished', note('trackpublished')),
      rooms.on('message', note('message')),
      rooms.on('trackremoved', note('trackremoved')),
      rooms.on('peerleft', note('peerleft')),
      rooms.on('roomended', note('roomended')),
    ];
    const ada = await join('kitchen', 'Ada');
    const producer = cameraRequest();
    await ada.request('produce', { producers: [producer] });
    const message = rooms.message('kitchen', { text: 'hello' });
    await ada.request('closeProducer', { id: producer.id });
    await ada.leave();
    const at = expect.any(Number) as number;
    const peer = expect.objectContaining({ id: ada.id, name: 'Ada', identity: null }) as object;
    const track = expect.objectContaining({ id: `${ada.id}:camera`, source: 'camera', kind: 'video' }) as object;
    const room = 'kitchen';
    expect(heard).toEqual([
      ['roomstarted', { room, at }],
      ['peerjoined', { room, at, peer }],
      ['trackpublished', { room, at, peer, track }],
      ['message', expect.objectContaining({ room, message })],
      ['trackremoved', { room, at, peer, track }],
      ['peerleft', { room, at, peer, reason: 'left' }],
      ['roomended', { room, at, duration: expect.any(Number) as number }],
    ]);
    for (const stop of stops) stop();
    await join('attic', 'Bob');
    expect(heard).toHaveLength(7);
  });

  it('may be answered at once: whoever is greeted by a listener hears it after its snapshot, and once', async () => {
    rooms.on('peerjoined', ({ room, peer }) => rooms.message(room, { text: `Hello ${peer.name}`, to: peer.id }));
    const ada = await join('kitchen', 'Ada');
    const { message } = await ada.hear('message');
    expect(message).toMatchObject({ text: 'Hello Ada', to: ada.id });
    expect(ada.snapshot).toMatchObject({ seq: 0, messages: [] });
    expect(ada.gaps).toEqual([]);
  });

  it('includes that a peer came back', async () => {
    const recovered: unknown[] = [];
    rooms.on('recovered', (event) => recovered.push(event));
    const ada = await join('kitchen', 'Ada');
    await ada.lose();
    peers.push(await ada.comeBack(server.url));
    expect(recovered).toMatchObject([{ room: 'kitchen', peerId: ada.id, cause: 'socket' }]);
  });
});

describe('the media of a room', () => {
  it('is told in numbers', async () => {
    await join('kitchen', 'Ada');
    expect(await rooms.media('kitchen')).toEqual({
      received: 0,
      sent: 0,
      lossReceived: expect.any(Array) as number[],
      lossSent: expect.any(Array) as number[],
      roundTrips: [],
    });
    rooms.open('attic');
    expect(await rooms.media('attic')).toBeNull();
  });
});
