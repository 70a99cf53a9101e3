import { afterEach, describe, expect, test } from 'vitest';
import type { SfuRoomServer, ServerOptions } from '../../../backend/src/server.js';
import type { Handshake, Permissions } from '../../../widget/src/protocol/index.js';
import { RoomPeer } from '../../helpers/room-peer.js';
import { healthOf, startServer } from '../../helpers/room-server.js';
import { cameraRequest, microphoneRequest } from '../../helpers/rtp.js';
import { SECRET, tokenOf } from '../../helpers/tokens.js';
import { until } from '../../helpers/until.js';

let server: SfuRoomServer;
const peers: RoomPeer[] = [];

const start = async (options: ServerOptions): Promise<void> => void (server = await startServer(options));

async function join(room: string, change: Partial<Handshake> = {}): Promise<RoomPeer> {
  const peer = await RoomPeer.join(server.url, room, change);
  peers.push(peer);
  return peer;
}

async function comeBack(peer: RoomPeer): Promise<RoomPeer> {
  const back = await peer.comeBack(server.url);
  peers.push(back);
  return back;
}

afterEach(async () => {
  const gone = peers.splice(0);
  for (const peer of gone) peer.close();
  expect(gone.flatMap(({ gaps }) => gaps)).toEqual([]);
  await server.close();
});

describe('peers', () => {
  test('of a room are as many as it may have, also when they come at once, and who has a place comes back', async () => {
    await start({ maxPeers: 3 });
    const ada = await join('small');
    const codes = await Promise.all(
      Array.from({ length: 6 }, () =>
        join('small').then(
          () => 'in',
          (error: unknown) => (error as { code: string }).code,
        ),
      ),
    );
    expect(codes.toSorted()).toEqual(['in', 'in', 'room-full', 'room-full', 'room-full', 'room-full']);
    await ada.lose();
    await comeBack(ada);
    await join('other');
  });

  test('of a server are as many as it may have, and who has a place comes back', async () => {
    await start({ maxTotalPeers: 2 });
    const ada = await join('one');
    await join('two');
    await expect(join('one')).rejects.toMatchObject({ code: 'server-full' });
    await expect(join('three')).rejects.toMatchObject({ code: 'server-full' });
    expect((await healthOf(server)).rooms).toBe(2);
    await ada.lose();
    const back = await comeBack(ada);
    await back.leave();
    await join('three');
  });
});

test('rooms are as many as the server may have', async () => {
  await start({ maxRooms: 1 });
  const ada = await join('one');
  await expect(join('two')).rejects.toMatchObject({ code: 'server-full' });
  expect(() => server.rooms.open('two')).toThrow(expect.objectContaining({ code: 'server-full' }));
  await join('one');
  await ada.lose();
  await comeBack(ada);
});

test('producers of a peer are as many as it may have', async () => {
  await start({ maxProducers: 1 });
  const ada = await join('one');
  const answers = await ada.request('produce', { producers: [cameraRequest(), microphoneRequest()] });
  expect(answers.map((answer) => answer?.code)).toEqual([undefined, 'producer-limit']);
});

test('a room ends for everyone when it has lasted as long as it may', async () => {
  await start({ maxDuration: 1_000 });
  const begin = performance.now();
  const [ada, bob] = [await join('short'), await join('short')];
  for (const peer of [ada, bob]) {
    expect(await peer.hear('ended')).toMatchObject({ reason: 'ended' });
    await peer.until('the socket is cut', () => peer.disconnected);
  }
  expect(performance.now() - begin).toBeGreaterThan(950);
  expect((await healthOf(server)).rooms).toBe(0);
});

describe('a room without peers', () => {
  test('goes with the last of them', async () => {
    await start({});
    await (await join('brief')).leave();
    expect((await healthOf(server)).rooms).toBe(0);
  });

  test('stays for a while where that is set, with what was said in it and who was banned', async () => {
    await start({ emptyTimeout: 60_000 });
    const [ada, bob] = [await join('sticky'), await join('sticky')];
    await ada.request('sendMessage', { id: crypto.randomUUID(), text: 'see you' });
    await ada.request('moderate', { action: 'remove', peerId: bob.id, ban: true });
    await ada.leave();
    expect(await healthOf(server)).toMatchObject({ rooms: 1, peers: 0 });
    await expect(comeBack(bob)).rejects.toMatchObject({ code: 'banned' });
    expect((await join('sticky')).snapshot.messages).toMatchObject([{ text: 'see you' }]);
  });

  test('goes when that while is over', async () => {
    await start({ emptyTimeout: 300 });
    await (await join('sticky')).leave();
    await until('the room is gone', async () => (await healthOf(server)).rooms === 0);
  });

  test('that was opened ahead waits with its rules and limits', async () => {
    await start({});
    server.rooms.open('ahead', { limits: { peers: 1 }, rules: { locked: true } });
    expect(server.rooms.get('ahead')).toMatchObject({ name: 'ahead', peers: 0, locked: true });
    await expect(join('ahead')).rejects.toMatchObject({ code: 'room-locked' });
    await server.rooms.moderate('ahead', { action: 'rule', rules: { locked: false } });
    await join('ahead');
    await expect(join('ahead')).rejects.toMatchObject({ code: 'room-full' });
  });
});

test('a room that is opened by a join which is refused is none, and nobody hears of it', async () => {
  await start({});
  const heard: string[] = [];
  for (const name of ['roomstarted', 'roomended'] as const) server.rooms.on(name, () => heard.push(name));
  const session = { id: 'x'.repeat(22), secret: 'y'.repeat(22) };
  await expect(join('nothing', { session })).rejects.toMatchObject({ code: 'session-invalid' });
  expect(server.rooms.list()).toEqual([]);
  expect(heard).toEqual([]);
  await (await join('nothing')).leave();
  expect(heard).toEqual(['roomstarted', 'roomended']);
});

describe('a server that drains', () => {
  test('lets no room begin, tells those who are in one, and lets them come back', async () => {
    await start({});
    const ada = await join('old');
    const drained = server.drain(60_000);
    expect(await ada.hear('draining')).toMatchObject({ closesIn: 60_000 });
    await expect(join('new')).rejects.toMatchObject({ code: 'server-closing' });
    expect(() => server.rooms.open('new')).toThrow(expect.objectContaining({ code: 'server-closing' }));
    await ada.lose();
    const back = await comeBack(ada);
    await join('old');
    server.rooms.end('old');
    await back.hear('ended');
    await drained;
  });

  test('ends rooms in which nobody is, and tells who comes back into one', async () => {
    await start({ emptyTimeout: 60_000 });
    server.rooms.open('ahead');
    const ada = await join('one');
    const gone = await join('two');
    await gone.leave();
    expect(server.rooms.list().map(({ name }) => name)).toEqual(['ahead', 'one', 'two']);
    const drained = server.drain(60_000);
    expect(server.rooms.list().map(({ name }) => name)).toEqual(['one']);
    const bob = await join('one');
    expect((await bob.hear('draining')).closesIn).toBeGreaterThan(0);
    await bob.leave();
    await ada.leave();
    await Promise.all([drained, server.drain(60_000)]);
    expect(server.rooms.list()).toEqual([]);
  });

  test('waits no longer than it is to', async () => {
    await start({});
    await join('old');
    await server.drain(50);
    expect(server.rooms.list()).toHaveLength(1);
  });
});

describe('with tokens', () => {
  const tokenFor = (sub: string, permissions: Partial<Permissions> = {}): Promise<string> =>
    tokenOf({ room: 'school', sub, permissions });

  test('nobody moderates whose token does not say so', async () => {
    await start({ secret: [SECRET] });
    const bob = await join('school', { token: await tokenFor('bob') });
    expect(bob.snapshot.self).toMatchObject({ identity: 'bob', moderator: false });
    const ada = await join('school', { token: await tokenFor('ada', { moderate: true }) });
    expect(ada.snapshot.self).toMatchObject({ identity: 'ada', moderator: true });
    expect(await bob.codeOf('moderate', { action: 'end' })).toBe('not-permitted');
  });

  test('a ban is for whoever has the identity: all of them go, and none gets in again', async () => {
    await start({ secret: [SECRET] });
    const ada = await join('school', { token: await tokenFor('ada', { moderate: true }) });
    const [bob, again] = [
      await join('school', { token: await tokenFor('bob') }),
      await join('school', { token: await tokenFor('bob') }),
    ];
    await ada.request('moderate', { action: 'remove', peerId: bob.id, ban: true });
    for (const peer of [bob, again]) expect(await peer.hear('ended')).toMatchObject({ reason: 'removed' });
    await expect(join('school', { token: await tokenFor('bob') })).rejects.toMatchObject({ code: 'banned' });
    await join('school', { token: await tokenFor('eve') });
  });

  test('what a moderator takes from somebody stays taken when they leave and come again', async () => {
    await start({ secret: [SECRET] });
    const ada = await join('school', { token: await tokenFor('ada', { moderate: true }) });
    const bob = await join('school', { token: await tokenFor('bob') });
    await ada.request('moderate', { action: 'permit', peerId: bob.id, permissions: { chat: false, moderate: true } });
    await bob.leave();
    const again = await join('school', { token: await tokenFor('bob') });
    expect(again.snapshot.permissions).toMatchObject({ chat: false, moderate: false });
    const eve = await join('school', { token: await tokenFor('eve') });
    expect(eve.snapshot.permissions.chat).toBe(true);
  });

  test('what a token does not permit is refused from the first request on', async () => {
    await start({ secret: [SECRET] });
    const token = await tokenFor('bob', { publish: ['microphone'], chat: false });
    const bob = await join('school', { token });
    const answers = await bob.request('produce', { producers: [cameraRequest(), microphoneRequest()] });
    expect(answers.map((answer) => answer?.code)).toEqual(['not-permitted', undefined]);
    expect(await bob.codeOf('react', { reaction: '👍' })).toBe('not-permitted');
  });
});

test('a listener of the hosting program that fails harms neither the room nor the other listeners', async () => {
  await start({});
  const heard: string[] = [];
  server.rooms.on('peerjoined', () => {
    throw new Error('a fault of the program');
  });
  server.rooms.on('peerjoined', () => Promise.reject(new Error('another')) as unknown as void);
  server.rooms.on('peerjoined', ({ peer }) => heard.push(peer.name));
  const ada = await join('one', { name: 'Ada' });
  await join('one', { name: 'Bob' });
  expect((await ada.hear('peerJoined')).peer.name).toBe('Bob');
  expect(heard).toEqual(['Ada', 'Bob']);
});
