import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { AccessClaims } from '../../../backend/src/auth/token-claims.js';
import { presencePath, SOURCES, type Handshake, type Permissions } from '../../../widget/src/protocol/index.js';
import { EVERYTHING } from '../../helpers/facts.js';
import type { RoomPeer } from '../../helpers/room-peer.js';
import { usingServer } from '../../helpers/room-server.js';
import { cameraRequest, microphoneRequest } from '../../helpers/rtp.js';
import { SECRET, tokenOf } from '../../helpers/tokens.js';

const server = usingServer({ secret: [SECRET] });
let room: string;

beforeEach(() => {
  room = randomUUID();
});

/** Somebody who comes with a token for the room that says this. */
async function join(claims: AccessClaims = {}, expiresIn: number | null = null, change: Partial<Handshake> = {}) {
  return await server.join(room, { token: await tokenOf({ room, ...claims }, expiresIn), ...change });
}

/** The code with which a join is refused, or `none`. */
const refusal = async (change: Partial<Handshake>): Promise<string> =>
  await server.join(room, change).then(
    () => 'none',
    (error: unknown) => String((error as { code?: unknown }).code ?? error),
  );

const permit = (permissions: Partial<Permissions>): AccessClaims => ({ permissions });
const codesOf = async (peer: RoomPeer, producers: object[]): Promise<(string | undefined)[]> =>
  ((await peer.request('produce', { producers } as never)) as ({ code: string } | null)[]).map((each) => each?.code);
const update = async (peer: RoomPeer, claims: AccessClaims, expiresIn: number | null = null): Promise<string> =>
  await peer.codeOf('updateToken', { token: await tokenOf({ room, ...claims }, expiresIn) });
const transportsOf = ({ snapshot }: RoomPeer) => ({
  send: snapshot.transports.send.id,
  recv: snapshot.transports.recv.id,
});

describe('a join', () => {
  test('takes a token for the room', async () => {
    const { snapshot } = await join();
    expect(snapshot).toMatchObject({ expiresAt: null, self: { identity: null, role: '', moderator: false } });
    expect(snapshot.permissions).toEqual({
      publish: [...SOURCES],
      subscribe: true,
      chat: true,
      data: true,
      rename: true,
      moderate: false,
    });
  });

  test('takes a token for a pattern of rooms', async () => {
    room = `class-${randomUUID()}`;
    expect(await refusal({ token: await tokenOf({ room: 'class-*' }) })).toBe('none');
    expect(await refusal({ token: await tokenOf({ room: 'team-*' }) })).toBe('token-invalid');
  });

  test.each([
    ['without a token', () => undefined, 'token-missing'],
    ['with an empty one', () => '', 'token-missing'],
    ['with one that is none', () => 'nonsense', 'token-invalid'],
    ['with one for another room', () => tokenOf({ room: 'elsewhere' }), 'token-invalid'],
    ['with one for the REST API alone', () => tokenOf({ api: true }), 'token-invalid'],
    ['with one of another secret', () => tokenOf({ room: '*' }, null, `not-${SECRET}`), 'token-invalid'],
    ['with one that has expired', () => tokenOf({ room: '*' }, -1), 'token-expired'],
    ['with one that is wrong', () => tokenOf({ room: '*', limits: { peers: 0 } }), 'token-invalid'],
    ['with one longer than any', () => 'x'.repeat(8_193), 'payload-invalid'],
  ])('%s is refused, and no room begins by it', async (_how, make, code) => {
    const { rooms } = await server.health();
    const token = await make();
    expect(await refusal(token === undefined ? {} : { token })).toBe(code);
    expect((await server.health()).rooms).toBe(rooms);
  });

  test('brings the name, identity and role of the token, which others see', async () => {
    const ada = await join();
    const bob = await join({ sub: 'u1', name: 'Bob', role: 'teacher' }, null, { name: 'The boss' });
    const seen = { name: 'Bob', identity: 'u1', role: 'teacher', moderator: false };
    expect(bob.snapshot.self).toMatchObject(seen);
    expect((await ada.hear('peerJoined')).peer).toMatchObject(seen);
  });

  test('sets the limits of the room that begins with it', async () => {
    await join({ limits: { peers: 2, producers: 1 } });
    const bob = await join({ limits: { peers: 10, producers: 10 } });
    expect(await refusal({ token: await tokenOf({ room }) })).toBe('room-full');
    expect(await codesOf(bob, [cameraRequest(), microphoneRequest()])).toEqual([undefined, 'producer-limit']);
  });

  test('makes nobody a moderator whose token does not say so', async () => {
    const [first, second] = [await join(), await join(permit({ moderate: true }))];
    expect([first.snapshot.self.moderator, second.snapshot.self.moderator]).toEqual([false, true]);
  });
});

describe('what a token does not permit', () => {
  test('is refused on each request, and what it says nothing of is not', async () => {
    const nothing = { publish: [], subscribe: false, chat: false, data: false, rename: false, moderate: false };
    const ada = await join(permit(nothing));
    const bob = await join();
    expect(ada.snapshot.permissions).toEqual(nothing);
    const refused: [string, object][] = [
      ['sendMessage', { id: randomUUID(), text: 'hello' }],
      ['sendMessage', { id: randomUUID(), text: 'psst', to: bob.id }],
      ['react', { reaction: '👏' }],
      ['sendData', { topic: '', data: 'x' }],
      ['sendData', { topic: '', data: 'x', to: bob.id }],
      ['updateSelf', { name: 'The boss' }],
      ['moderate', { action: 'remove', peerId: bob.id }],
      ['moderate', { action: 'end' }],
      ['moderate', { action: 'permit', peerId: ada.id, permissions: { moderate: true } }],
    ];
    for (const [name, request] of refused) {
      expect(await ada.codeOf(name, request), name).toBe('not-permitted');
    }
    for (const source of SOURCES) {
      const request = ['microphone', 'screenaudio'].includes(source) ? microphoneRequest : cameraRequest;
      const code = await codesOf(ada, [request({ source, label: source })]);
      expect(code, source).toEqual(['not-permitted']);
    }
    await bob.caughtUp();
    expect(bob.events.filter(({ name }) => name !== 'activeSpeaker')).toEqual([]);
    const taken: [string, object][] = [
      ['updateSelf', { hand: true }],
      ['snapshot', { transports: transportsOf(ada) }],
      ['updateSubscriptions', EVERYTHING],
      ['updateConsumers', { consumers: [] }],
    ];
    for (const [name, request] of taken) expect(await ada.codeOf(name, request), name).toBe('none');
  });

  test('of sources is refused by source, the others are published', async () => {
    const ada = await join(permit({ publish: ['microphone', 'screen'] }));
    const producers = [
      cameraRequest(),
      microphoneRequest(),
      cameraRequest({ source: 'screen', label: 'screen' }),
      // By whatever label.
      cameraRequest({ label: 'microphone 2' }),
    ];
    expect(await codesOf(ada, producers)).toEqual(['not-permitted', undefined, undefined, 'not-permitted']);
  });

  test('to receive: there are no consumers, of what is there and of what comes, whatever is asked for', async () => {
    const bob = await join();
    await bob.request('produce', { producers: [cameraRequest()] });
    const ada = await join(permit({ subscribe: false }));
    await bob.request('produce', { producers: [microphoneRequest({ broadcast: true })] });
    await ada.hear('producerAdded');
    await ada.request('updateSubscriptions', { ...EVERYTHING, subscribe: 'manual', peers: [bob.id] });
    await ada.request('snapshot', { transports: transportsOf(ada) });
    expect(ada.snapshot.peers[0]?.producers).toHaveLength(2);
    expect(ada.snapshot.consumers).toEqual([]);
    expect(ada.heard('consumerAdded')).toEqual([]);
  });

  test('and what it permits is done', async () => {
    const ada = await join({ ...permit({ moderate: true, rename: true }), name: 'Ada' });
    const bob = await join();
    expect(await ada.codeOf('updateSelf', { name: 'Ada L.' })).toBe('none');
    expect(await ada.codeOf('moderate', { action: 'remove', peerId: bob.id })).toBe('none');
    expect(await bob.hear('ended')).toMatchObject({ reason: 'removed' });
  });
});

describe('a token that runs out during a call', () => {
  test('is told of before, and ends the call without a fresh one', async () => {
    const bob = await join();
    const ada = await join({}, 3_000);
    const { expiresAt } = ada.snapshot;
    expect(expiresAt).toBeGreaterThan(Date.now());
    expect(await ada.hear('tokenExpiring')).toMatchObject({ expiresAt });
    expect(Date.now()).toBeLessThan(expiresAt ?? 0);
    expect(await ada.hear('ended')).toMatchObject({ reason: 'expired' });
    await ada.until('the socket is closed', () => ada.disconnected);
    expect(Date.now()).toBeGreaterThanOrEqual((expiresAt ?? 0) - 2);
    expect(await bob.hear('peerLeft')).toMatchObject({ peerId: ada.id, reason: 'expired' });
    expect(await refusal({ token: await tokenOf({ room }, -1) })).toBe('token-expired');
  });

  test('ends nothing where a fresh one is given in time', async () => {
    const ada = await join({ sub: 'ada' }, 2_000);
    await ada.request('produce', { producers: [microphoneRequest()] });
    const first = ada.snapshot.expiresAt ?? 0;
    await ada.hear('tokenExpiring');
    const token = await tokenOf({ room, sub: 'ada' }, 4_000);
    const { expiresAt } = await ada.request('updateToken', { token });
    expect(expiresAt).toBeGreaterThan(first);
    expect((await ada.hear('permissionsChanged')).expiresAt).toBe(expiresAt);
    // Told of the end of the second, long after the first had ended.
    await ada.hear('tokenExpiring', (told) => told.expiresAt === expiresAt);
    expect(Date.now()).toBeGreaterThan(first);
    expect(ada.heard('ended')).toEqual([]);
    expect(await codesOf(ada, [cameraRequest()])).toEqual([undefined]);
    expect(await update(ada, { sub: 'ada' })).toBe('none');
  });

  test('runs on while its peer is away', async () => {
    const bob = await join();
    const ada = await join({}, 1_500);
    await ada.lose();
    expect(await bob.hear('peerLeft')).toMatchObject({ peerId: ada.id, reason: 'expired' });
  });
});

describe('a fresh token', () => {
  test('is refused for the reasons of a join, and the call goes on with the one before', async () => {
    const ada = await join({ sub: 'ada' });
    const codes = [
      await ada.codeOf('updateToken', { token: '' }),
      await ada.codeOf('updateToken', { token: 'nonsense' }),
      await update(ada, { sub: 'ada', room: 'elsewhere' }),
      await update(ada, { sub: 'ada' }, -1),
    ];
    expect(codes).toEqual(['token-missing', 'token-invalid', 'token-invalid', 'token-expired']);
    expect(await ada.codeOf('sendMessage', { id: randomUUID(), text: 'still here' })).toBe('none');
    expect(ada.heard('permissionsChanged')).toEqual([]);
  });

  test('is refused for somebody else, or for nobody in particular', async () => {
    const ada = await join({ sub: 'ada' });
    expect([await update(ada, { sub: 'bob' }), await update(ada, {})]).toEqual(['token-invalid', 'token-invalid']);
    const nobody = await join();
    expect(await update(nobody, { sub: 'bob' })).toBe('token-invalid');
  });

  test('that withdraws a source ends at the server what is sent of it, and nothing else', async () => {
    const [ada, bob] = [await join({ sub: 'ada' }), await join()];
    const [camera, microphone] = [cameraRequest(), microphoneRequest()];
    await ada.request('produce', { producers: [camera, microphone] });
    await bob.until('both arrive', () => bob.heard('consumerAdded').length === 2);
    expect(await update(ada, { sub: 'ada', ...permit({ publish: ['microphone'] }) })).toBe('none');
    const { stops, by } = await ada.hear('stopped');
    expect([Object.keys(stops), by]).toEqual([['camera'], 'server']);
    expect((await ada.hear('permissionsChanged')).permissions.publish).toEqual(['microphone']);
    expect(await bob.hear('producerRemoved')).toMatchObject({ peerId: ada.id, producerId: camera.id });
    await bob.hear('consumerRemoved');
    expect(await codesOf(ada, [cameraRequest()])).toEqual(['not-permitted']);
    await ada.request('snapshot', { transports: transportsOf(ada) });
    expect(ada.snapshot.self.producers.map(({ id }) => id)).toEqual([microphone.id]);
    expect(ada.snapshot.stops).toEqual(stops);
    // It may be given back, and is sent again only when its owner does so.
    expect(await update(ada, { sub: 'ada' })).toBe('none');
    expect(await codesOf(ada, [cameraRequest()])).toEqual([undefined]);
  });

  test('that withdraws to receive ends what is received, and one that gives it back begins it', async () => {
    const [ada, bob] = [await join(), await join()];
    await bob.request('produce', { producers: [cameraRequest()] });
    await ada.hear('consumerAdded');
    await update(ada, permit({ subscribe: false }));
    await ada.hear('consumerRemoved');
    await update(ada, {});
    await ada.until('it arrives again', () => ada.heard('consumerAdded').length === 2);
  });

  test('that changes name, role and rights is seen by the others at once', async () => {
    const [ada, bob] = [await join({ sub: 'ada', name: 'Ada' }), await join()];
    await update(ada, { sub: 'ada', name: 'Dr Ada', role: 'teacher', ...permit({ moderate: true }) });
    expect(await bob.hear('peerChanged')).toMatchObject({ name: 'Dr Ada', role: 'teacher', moderator: true });
    expect(await ada.codeOf('moderate', { action: 'rule', rules: { locked: true } })).toBe('none');
    await update(ada, { sub: 'ada', name: 'Ada' });
    expect(await ada.codeOf('moderate', { action: 'rule', rules: { locked: false } })).toBe('not-permitted');
  });
});

describe('a session', () => {
  test('is its identity’s alone: its id and secret do not bring in anybody else', async () => {
    const ada = await join({ sub: 'ada' });
    const { session } = ada.snapshot;
    for (const claims of [{ sub: 'bob' }, {}]) {
      expect(await refusal({ session, token: await tokenOf({ room, ...claims }) })).toBe('session-invalid');
    }
    expect(ada.disconnected).toBe(false);
    await ada.lose();
    expect(await refusal({ session, token: await tokenOf({ room, sub: 'bob' }) })).toBe('session-invalid');
    const back = await server.comeBack(ada, { token: await tokenOf({ room, sub: 'ada' }) });
    expect(back.id).toBe(ada.id);
  });

  test('comes back under the name it had, where its owner may not rename it', async () => {
    const ada = await join({ sub: 'ada', ...permit({ rename: false }) }, null, { name: 'Ada' });
    expect(ada.snapshot.self.name).toBe('Ada');
    await ada.lose();
    const token = await tokenOf({ room, sub: 'ada', ...permit({ rename: false }) });
    const back = await server.comeBack(ada, { token, name: 'The boss' });
    expect(back.snapshot.self.name).toBe('Ada');
    await back.lose();
    const freely = await server.comeBack(ada, { token: await tokenOf({ room, sub: 'ada' }), name: 'Ada L.' });
    expect(freely.snapshot.self.name).toBe('Ada L.');
  });

  test('needs a token that holds to come back, and has what that one says', async () => {
    const ada = await join({ sub: 'ada' });
    await ada.request('produce', { producers: [cameraRequest()] });
    await ada.lose();
    const { session } = ada.snapshot;
    expect(await refusal({ session })).toBe('token-missing');
    expect(await refusal({ session, token: await tokenOf({ room, sub: 'ada' }, -1) })).toBe('token-expired');
    const token = await tokenOf({ room, sub: 'ada', ...permit({ publish: ['microphone'] }) });
    const back = await server.comeBack(ada, { token });
    expect(back.snapshot.permissions.publish).toEqual(['microphone']);
    expect(back.snapshot.self.producers).toEqual([]);
    expect(Object.keys(back.snapshot.stops)).toEqual(['camera']);
  });
});

test('who is present is told to who has a token for the room', async () => {
  await join({ name: 'Ada' });
  const presence = async (token?: string): Promise<[number, unknown]> => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const response = await fetch(server.url + presencePath(room), { headers });
    return [response.status, await response.json()];
  };
  expect(await presence(await tokenOf({ room }))).toEqual([200, { peers: [{ name: 'Ada' }], count: 1 }]);
  expect(await presence()).toMatchObject([401, { error: { code: 'token-missing' } }]);
  expect(await presence(await tokenOf({ room: 'elsewhere' }))).toMatchObject([
    401,
    { error: { code: 'token-invalid' } },
  ]);
  expect(await presence(await tokenOf({ room }, -1))).toMatchObject([401, { error: { code: 'token-expired' } }]);
});
