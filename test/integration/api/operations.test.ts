import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ApiClient, API_SECRET, apiToken, type ApiAnswer, type Arguments } from '../../helpers/api-client.js';
import type { RoomPeer } from '../../helpers/room-peer.js';
import { Refused } from '../../helpers/room-peer.js';
import { usingServer } from '../../helpers/room-server.js';
import { cameraRequest, microphoneRequest } from '../../helpers/rtp.js';
import { Visitor } from '../../helpers/visitor.js';

const server = usingServer({ secret: [API_SECRET] });
/** Operations that have succeeded. */
const done = new Set<string>();
let api: ApiClient;
let count = 0;
const visitors: Visitor[] = [];

afterEach(async () => {
  await Promise.all(visitors.splice(0).map((visitor) => visitor.leave()));
});

beforeAll(async () => {
  api = await ApiClient.open(server.url);
});

afterAll(() => {
  // Also where a test was left out: what is not called here is not known to work.
  expect([...done].sort()).toEqual(api.ids.sort());
});

async function call<T>(id: string, given: Arguments = {}): Promise<T> {
  const answer: ApiAnswer = await api.call(id, given);
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  done.add(id);
  return answer.body as T;
}

const nextRoom = (): string => `room-${String((count += 1))}`;

async function join(room: string, name = ''): Promise<RoomPeer> {
  return await server.join(room, { name, token: await apiToken({ room }) });
}

function visit(room: string, name: string, token: string): Visitor {
  const visitor = new Visitor(server.url, room, { name, token });
  visitors.push(visitor);
  return visitor;
}

/** Two in a room, who hear what happens to them. */
async function two(): Promise<{ room: string; ada: RoomPeer; bob: RoomPeer }> {
  const room = nextRoom();
  return { room, ada: await join(room, 'Ada'), bob: await join(room, 'Bob') };
}

interface Rooms {
  rooms: { name: string }[];
}
interface Peer {
  id: string;
  name: string;
  moderator: boolean;
  permissions: { chat: boolean; publish: string[] };
  tracks: { source: string; paused: boolean }[];
}

describe('rooms', () => {
  it('are listed and looked at', async () => {
    const { room, ada } = await two();
    await ada.request('produce', { producers: [cameraRequest()] });
    const { rooms } = await call<Rooms>('listRooms');
    expect(rooms.map(({ name }) => name)).toEqual([room]);
    expect(await call('getRoom', { room })).toMatchObject({
      name: room,
      peers: 2,
      tracks: 1,
      locked: false,
      lobby: false,
      spotlight: null,
      knocks: [],
    });
  });

  it('are opened ahead of their peers, with limits and rules', async () => {
    const name = nextRoom();
    const body = { name, limits: { peers: 1, duration: 60_000 }, rules: { lobby: false } };
    const opened = await call('openRoom', { body });
    expect(opened).toMatchObject({ name, peers: 0, limits: { peers: 1, duration: 60_000 } });
    await join(name);
    await expect(join(name)).rejects.toEqual(new Refused('room-full'));
    await call('endRoom', { room: name });
  });

  it('are locked, and show a peer large to everyone', async () => {
    const { room, ada, bob } = await two();
    const changed = await call('changeRoom', { room, body: { locked: true, spotlight: ada.id } });
    expect(changed).toMatchObject({ locked: true, lobby: false, spotlight: ada.id });
    const { rules } = await bob.hear('rulesChanged');
    expect(rules).toEqual({ locked: true, lobby: false, spotlight: ada.id });
    await expect(join(room)).rejects.toEqual(new Refused('room-locked'));
  });

  it('are ended for everyone', async () => {
    const { room, ada, bob } = await two();
    await call('endRoom', { room });
    for (const peer of [ada, bob]) expect((await peer.hear('ended')).reason).toBe('ended');
    expect(await api.codeOf('getRoom', { room })).toBe('room-not-found');
  });
});

describe('peers', () => {
  it('are listed and looked at, with their tracks', async () => {
    const { room, ada, bob } = await two();
    await bob.request('produce', { producers: [microphoneRequest()] });
    const { peers } = await call<{ peers: Peer[] }>('listPeers', { room });
    expect(peers.map(({ id, name }) => [id, name])).toEqual([
      [ada.id, 'Ada'],
      [bob.id, 'Bob'],
    ]);
    const peer = await call<Peer>('getPeer', { room, peer: bob.id });
    expect(peer).toMatchObject({ id: bob.id, tracks: [{ source: 'microphone', paused: false }] });
  });

  it('are made moderators, and kept from chatting and from sending', async () => {
    const { room, ada, bob } = await two();
    await ada.request('produce', { producers: [cameraRequest()] });
    const body = { permissions: { moderate: true, chat: false, publish: ['microphone'] } };
    const peer = await call<Peer>('changePeer', { room, peer: ada.id, body });
    expect(peer).toMatchObject({ moderator: true, permissions: { chat: false, publish: ['microphone'] }, tracks: [] });
    await bob.hear('producerRemoved', ({ peerId }) => peerId === ada.id);
    const { permissions } = await ada.hear('permissionsChanged');
    expect(permissions).toMatchObject({ moderate: true, chat: false, publish: ['microphone'] });
  });

  it('are put out, and may come back unless they are banned', async () => {
    const { room, ada, bob } = await two();
    await call('removePeer', { room, peer: bob.id });
    expect((await bob.hear('ended')).reason).toBe('removed');
    expect((await ada.hear('peerLeft')).reason).toBe('removed');
    const token = await apiToken({ room });
    const back = await server.comeBack(bob, { token });
    await call('removePeer', { room, peer: back.id, query: { ban: 'true' } });
    await back.hear('ended');
    await expect(server.comeBack(back, { token })).rejects.toEqual(new Refused('banned'));
  });

  it('are stopped in what they send, and asked to switch it on again', async () => {
    const { room, ada, bob } = await two();
    await bob.request('produce', { producers: [microphoneRequest()] });
    const peer = await call<Peer>('stopPeer', { room, peer: bob.id, body: { source: 'microphone' } });
    expect(peer.tracks).toMatchObject([{ source: 'microphone', paused: true }]);
    await ada.hear('producerChanged', ({ producer }) => producer.paused);
    expect(await bob.hear('stopped')).toMatchObject({ by: 'server' });
    await call('askPeer', { room, peer: bob.id, body: { source: 'microphone' } });
    expect(await bob.hear('asked')).toMatchObject({ source: 'microphone', by: 'server' });
  });
});

describe('the lobby', () => {
  it('shows who knocks, who is let in or sent away', async () => {
    const { room } = await two();
    await call('changeRoom', { room, body: { lobby: true } });
    const cem = visit(room, 'Cem', await apiToken({ room }));
    const id = await cem.knocking;
    expect(await call('listKnocks', { room })).toEqual({ knocks: [{ id, name: 'Cem' }] });
    await call('admit', { room, knock: id });
    expect(await cem.outcome).toEqual({ let: 'in', peerId: id });
    const dan = visit(room, 'Dan', await apiToken({ room }));
    await call('deny', { room, knock: await dan.knocking });
    expect(await dan.outcome).toEqual({ let: 'out', reason: 'removed' });
    expect(await call('listKnocks', { room })).toEqual({ knocks: [] });
  });
});

describe('messages', () => {
  it('are said to everyone or to one, and read', async () => {
    const { room, ada, bob } = await two();
    const toAll = { text: 'The doors close at <b>six</b>.', name: 'House' };
    const sent = await call('sendMessage', { room, body: toAll });
    expect(sent).toMatchObject({ ...toAll, peerId: 'server', to: null });
    await call('sendMessage', { room, body: { text: 'For you alone', to: bob.id } });
    expect((await bob.hear('message', ({ message }) => message.to === bob.id)).message.text).toBe('For you alone');
    await ada.caughtUp();
    expect(ada.heard('message').map(({ message }) => message.text)).toEqual([toAll.text]);
    const { messages } = await call<{ messages: unknown[] }>('listMessages', { room });
    expect(messages).toEqual([sent, expect.objectContaining({ to: bob.id })]);
  });

  it('of a page’s own are handed to it as data', async () => {
    const { room, ada, bob } = await two();
    await call('sendData', { room, body: { topic: 'poll', data: '{"open":true}' } });
    for (const peer of [ada, bob]) {
      expect(await peer.hear('data')).toMatchObject({ peerId: 'server', topic: 'poll', data: '{"open":true}' });
    }
    await call('sendData', { room, body: { data: 'x', to: ada.id } });
    expect(await ada.hear('data', ({ data }) => data === 'x')).toMatchObject({ topic: '' });
  });
});

describe('tokens', () => {
  it('are made, and let in whom they are for', async () => {
    const room = nextRoom();
    const body = { room, name: 'Ada', sub: 'user-7', role: 'teacher', expiresIn: 60_000 };
    const before = Date.now();
    const { token, expiresAt } = await call<{ token: string; expiresAt: number }>('signToken', { body });
    expect(expiresAt).toBeGreaterThanOrEqual(before + 60_000);
    expect(expiresAt).toBeLessThan(Date.now() + 62_000);
    const ada = await server.join(room, { token });
    expect(ada.snapshot.self).toMatchObject({ name: 'Ada', identity: 'user-7', role: 'teacher' });
    expect(ada.snapshot.expiresAt).toBe(expiresAt);
  });
});

describe('numbers', () => {
  it('are those of a room, and of the whole server', async () => {
    const { room, ada } = await two();
    await ada.request('produce', { producers: [cameraRequest(), microphoneRequest()] });
    // Nothing flows: these peers are without media.
    const flow = { received: 0, sent: 0, roundTrip: null };
    expect(await call('getRoomStats', { room })).toMatchObject({ room, peers: 2, tracks: 2, flow });
    const stats = await call<{ workers: { memory: number; cpu: number }[] }>('getStats');
    expect(stats).toMatchObject({ rooms: 1, peers: 2, tracks: 2, workers: [{ slot: 0 }], flow });
    expect(stats.workers[0]?.memory).toBeGreaterThan(1_000_000);
    expect(stats.workers[0]?.cpu).toBeGreaterThan(0);
  });
});
