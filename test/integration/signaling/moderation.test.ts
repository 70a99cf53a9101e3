import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Moderation, Permissions, ProduceRequest } from '../../../widget/src/protocol/index.js';
import type { RoomPeer } from '../../helpers/room-peer.js';
import { usingServer } from '../../helpers/room-server.js';
import { cameraRequest, microphoneRequest } from '../../helpers/rtp.js';

const server = usingServer();
let room: string;
/** The first, so that she moderates. */
let ada: RoomPeer;
let bob: RoomPeer;
let eve: RoomPeer;

beforeEach(async () => {
  room = `moderation-${randomUUID()}`;
  ada = await server.join(room, { name: 'Ada' });
  bob = await server.join(room, { name: 'Bob' });
  eve = await server.join(room, { name: 'Eve' });
  await ada.until('Eve is there', () => ada.heard('peerJoined').length === 2);
});

const moderate = (action: Moderation, by = ada): Promise<null> => by.request('moderate', action);
const permit = (peer: RoomPeer, permissions: Partial<Permissions>): Promise<null> =>
  moderate({ action: 'permit', peerId: peer.id, permissions });

async function publish(peer: RoomPeer, request: ProduceRequest): Promise<string> {
  expect(await peer.request('produce', { producers: [request] })).toEqual([null]);
  return request.id;
}

/** The room as the server has it now. */
async function look(peer: RoomPeer): Promise<RoomPeer['snapshot']> {
  const { send, recv } = peer.snapshot.transports;
  await peer.request('snapshot', { transports: { send: send.id, recv: recv.id } });
  return peer.snapshot;
}

const pausesHeardBy = (peer: RoomPeer): boolean[] =>
  peer.heard('producerChanged').map(({ producer }) => producer.paused);

describe('a microphone that a moderator stops', () => {
  test('is silent at the server, its peer is told, and the others as well', async () => {
    const id = await publish(bob, microphoneRequest());
    await moderate({ action: 'stop', peerId: bob.id, source: 'microphone' });
    const { stops, by } = await bob.hear('stopped');
    expect(by).toBe(ada.id);
    expect(Object.keys(stops)).toEqual(['microphone']);
    expect(await eve.hear('producerChanged')).toMatchObject({ peerId: bob.id, producer: { id, paused: true } });
    expect((await look(bob)).self.producers).toMatchObject([{ id, paused: true }]);
  });

  test('is its peer’s to switch on again', async () => {
    const id = await publish(bob, microphoneRequest());
    await moderate({ action: 'stop', peerId: bob.id, source: 'microphone' });
    await bob.request('updateProducer', { id, paused: false });
    await eve.caughtUp();
    expect(pausesHeardBy(eve)).toEqual([true, false]);
  });

  test('while its peer is away is silent at once, and the peer finds the order in its next snapshot', async () => {
    const id = await publish(bob, microphoneRequest());
    const before = bob.snapshot.stops.microphone ?? 0;
    await bob.lose();
    await moderate({ action: 'stop', peerId: bob.id, source: 'microphone' });
    expect(await eve.hear('producerChanged')).toMatchObject({ producer: { id, paused: true } });
    const back = await server.comeBack(bob);
    expect(back.snapshot.stops.microphone).toBeGreaterThan(before);
    expect(back.snapshot.self.producers).toMatchObject([{ id, paused: true }]);
  });

  test('is stopped anew each time, by a larger number', async () => {
    await publish(bob, microphoneRequest());
    for (let times = 0; times < 3; times += 1) {
      await moderate({ action: 'stop', peerId: bob.id, source: 'microphone' });
    }
    const numbers = bob.heard('stopped').map(({ stops }) => stops.microphone ?? 0);
    expect(numbers).toHaveLength(3);
    expect(new Set(numbers).size).toBe(3);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  });

  test('is an order also to who does not send it yet', async () => {
    await moderate({ action: 'stop', peerId: bob.id, source: 'microphone' });
    expect((await bob.hear('stopped')).stops.microphone).toBeGreaterThan(0);
  });

  test('in the moment in which its peer unmutes is to everyone what it is at the server', async () => {
    const id = await publish(bob, microphoneRequest({ paused: true }));
    for (let times = 0; times < 10; times += 1) {
      await Promise.all([
        bob.request('updateProducer', { id, paused: false }),
        moderate({ action: 'stop', peerId: bob.id, source: 'microphone' }),
      ]);
      await eve.caughtUp();
      const [producer] = (await look(bob)).self.producers;
      expect(pausesHeardBy(eve).at(-1) ?? true).toBe(producer?.paused);
      await bob.request('updateProducer', { id, paused: true });
    }
  });
});

describe('what else a moderator stops', () => {
  test('is of the one source', async () => {
    await publish(bob, microphoneRequest());
    const camera = await publish(bob, cameraRequest());
    await moderate({ action: 'stop', peerId: bob.id, source: 'camera' });
    expect((await eve.hear('producerChanged')).producer).toMatchObject({ id: camera, paused: true });
    await eve.caughtUp();
    expect(pausesHeardBy(eve)).toEqual([true]);
    expect(Object.keys((await bob.hear('stopped')).stops)).toEqual(['camera']);
  });

  test('of a screen is its sound as well', async () => {
    const screen = await publish(bob, cameraRequest({ label: 'screen', source: 'screen' }));
    const sound = await publish(bob, microphoneRequest({ label: 'screenaudio', source: 'screenaudio' }));
    await moderate({ action: 'stop', peerId: bob.id, source: 'screen' });
    await eve.until('both are paused', () => pausesHeardBy(eve).length === 2);
    const paused = eve.heard('producerChanged').map(({ producer }) => producer.id);
    expect(paused.toSorted()).toEqual([screen, sound].toSorted());
    expect(Object.keys((await bob.hear('stopped')).stops).toSorted()).toEqual(['screen', 'screenaudio']);
  });
});

test('who is asked to switch something on hears by whom, and nothing is switched', async () => {
  await moderate({ action: 'ask', peerId: bob.id, source: 'camera' });
  expect(await bob.hear('asked')).toMatchObject({ source: 'camera', by: ada.id });
  await eve.caughtUp();
  expect(eve.heard('asked')).toEqual([]);
});

describe('who is removed', () => {
  test('hears it before the connection ends, and so do the others', async () => {
    await moderate({ action: 'remove', peerId: bob.id });
    await bob.until('the socket is cut', () => bob.disconnected);
    expect(bob.events.at(-1)).toMatchObject({ name: 'ended', event: { reason: 'removed' } });
    expect(await eve.hear('peerLeft')).toMatchObject({ peerId: bob.id, reason: 'removed' });
  });

  test('may come again', async () => {
    await moderate({ action: 'remove', peerId: bob.id });
    await bob.until('the socket is cut', () => bob.disconnected);
    const back = await server.comeBack(bob);
    expect(back.id).toBe(bob.id);
  });

  test('does not get in again when banned', async () => {
    await moderate({ action: 'remove', peerId: bob.id, ban: true });
    await bob.until('the socket is cut', () => bob.disconnected);
    await expect(server.comeBack(bob)).rejects.toMatchObject({ code: 'banned' });
  });
});

describe('a locked room', () => {
  test('lets nobody new in, and those who were in come back', async () => {
    await moderate({ action: 'rule', rules: { locked: true } });
    expect((await bob.hear('rulesChanged')).rules).toEqual({ locked: true, lobby: false, spotlight: null });
    await expect(server.join(room)).rejects.toMatchObject({ code: 'room-locked' });
    await bob.lose();
    const back = await server.comeBack(bob);
    expect(back.snapshot.rules.locked).toBe(true);
    await back.leave();
    await eve.hear('peerLeft');
    expect((await server.comeBack(back)).id).toBe(bob.id);
  });

  test('does not let in again who was put out of it', async () => {
    await moderate({ action: 'rule', rules: { locked: true } });
    await moderate({ action: 'remove', peerId: bob.id });
    await bob.until('the socket is cut', () => bob.disconnected);
    await expect(server.comeBack(bob)).rejects.toMatchObject({ code: 'room-locked' });
  });

  test('is open again when it is unlocked', async () => {
    await moderate({ action: 'rule', rules: { locked: true } });
    await moderate({ action: 'rule', rules: { locked: false } });
    expect((await server.join(room)).snapshot.rules.locked).toBe(false);
  });
});

describe('what a peer may do', () => {
  test('is more for who is made a moderator, also after a lost socket, until it is taken back', async () => {
    await permit(bob, { moderate: true });
    expect((await bob.hear('permissionsChanged')).permissions.moderate).toBe(true);
    expect(await eve.hear('peerChanged')).toMatchObject({ peerId: bob.id, moderator: true });
    await moderate({ action: 'ask', peerId: eve.id, source: 'camera' }, bob);
    await bob.lose();
    const back = await server.comeBack(bob);
    expect(back.snapshot.self.moderator).toBe(true);
    await moderate({ action: 'ask', peerId: eve.id, source: 'camera' }, back);
    await permit(back, { moderate: false });
    await expect(moderate({ action: 'end' }, back)).rejects.toThrow('not-permitted');
  });

  test('is not to publish what was withdrawn: it ends at once, and is refused from then on', async () => {
    const camera = await publish(bob, cameraRequest());
    const microphone = await publish(bob, microphoneRequest());
    await permit(bob, { publish: ['microphone'] });
    expect((await bob.hear('permissionsChanged')).permissions.publish).toEqual(['microphone']);
    expect(Object.keys((await bob.hear('stopped')).stops)).toEqual(['camera']);
    expect((await eve.hear('producerRemoved')).producerId).toBe(camera);
    const answers = await bob.request('produce', { producers: [cameraRequest()] });
    expect(answers.map((answer) => answer?.code)).toEqual(['not-permitted']);
    expect((await look(bob)).self.producers.map(({ id }) => id)).toEqual([microphone]);
    await permit(bob, { publish: ['microphone', 'camera'] });
    await publish(bob, cameraRequest());
  });

  test('is not to talk, nor to send data, where that was withdrawn', async () => {
    await permit(bob, { chat: false, data: false });
    expect(await bob.codeOf('sendMessage', { id: randomUUID(), text: 'hi' })).toBe('not-permitted');
    expect(await bob.codeOf('react', { reaction: '👍' })).toBe('not-permitted');
    expect(await bob.codeOf('sendData', { topic: '', data: 'x' })).toBe('not-permitted');
    await eve.caughtUp();
    expect([...eve.heard('message'), ...eve.heard('reaction'), ...eve.heard('data')]).toEqual([]);
    await permit(bob, { chat: true });
    expect(await bob.codeOf('sendMessage', { id: randomUUID(), text: 'hi' })).toBe('none');
    expect(await bob.codeOf('sendData', { topic: '', data: 'x' })).toBe('not-permitted');
  });

  test('is not to receive where that was withdrawn, until it is given back', async () => {
    await publish(bob, cameraRequest());
    const { consumer } = await eve.hear('consumerAdded');
    await permit(eve, { subscribe: false });
    expect((await eve.hear('consumerRemoved')).consumerId).toBe(consumer.id);
    await permit(eve, { subscribe: true });
    await eve.until('there is another', () => eve.heard('consumerAdded').length === 2);
  });

  test('is not to choose its name where that was withdrawn', async () => {
    await permit(bob, { rename: false });
    expect(await bob.codeOf('updateSelf', { name: 'Ada' })).toBe('not-permitted');
    expect(await bob.codeOf('updateSelf', { hand: true })).toBe('none');
    expect((await look(bob)).self.name).toBe('Bob');
  });
});

describe('the spotlight', () => {
  test('is on one peer for all, until that one leaves', async () => {
    await moderate({ action: 'rule', rules: { spotlight: bob.id } });
    expect((await eve.hear('rulesChanged')).rules.spotlight).toBe(bob.id);
    await bob.leave();
    await eve.hear('rulesChanged', ({ rules }) => rules.spotlight === null);
    expect((await look(eve)).rules).toEqual({ locked: false, lobby: false, spotlight: null });
  });

  test('is on nobody who is not there', async () => {
    const action = { action: 'rule', rules: { spotlight: 'nobody', locked: true } };
    expect(await ada.codeOf('moderate', action)).toBe('peer-not-found');
    expect((await look(ada)).rules.locked).toBe(false);
  });
});

test('a room that is ended ends for everyone, who hear nothing else, and the next to come begins another', async () => {
  await moderate({ action: 'rule', rules: { locked: true } });
  await moderate({ action: 'end' });
  for (const peer of [ada, bob, eve]) {
    await peer.until('the socket is cut', () => peer.disconnected);
    expect(peer.events.at(-1)).toMatchObject({ name: 'ended', event: { reason: 'ended' } });
    expect(peer.heard('peerLeft')).toEqual([]);
  }
  const { snapshot } = await server.comeBack(eve);
  expect([snapshot.rules.locked, snapshot.self.moderator, snapshot.peers]).toEqual([false, true, []]);
});

describe('where nobody says who moderates', () => {
  test('the first does, and knows it from its first snapshot on', () => {
    expect([ada, bob, eve].map(({ snapshot }) => snapshot.self.moderator)).toEqual([true, false, false]);
    expect(ada.snapshot).toMatchObject({ seq: 0, permissions: { moderate: true } });
    expect(bob.snapshot.peers).toMatchObject([{ id: ada.id, moderator: true }]);
  });

  test('the one who is longest in the room inherits it', async () => {
    await ada.leave();
    expect((await bob.hear('permissionsChanged')).permissions.moderate).toBe(true);
    expect(await eve.hear('peerChanged')).toMatchObject({ peerId: bob.id, moderator: true });
    expect(eve.heard('permissionsChanged')).toEqual([]);
  });
});

const ACTIONS: { [K in Moderation['action']]: (peerId: string) => Extract<Moderation, { action: K }> } = {
  stop: (peerId) => ({ action: 'stop', peerId, source: 'microphone' }),
  ask: (peerId) => ({ action: 'ask', peerId, source: 'microphone' }),
  remove: (peerId) => ({ action: 'remove', peerId }),
  permit: (peerId) => ({ action: 'permit', peerId, permissions: { moderate: true } }),
  rule: (peerId) => ({ action: 'rule', rules: { spotlight: peerId } }),
  admit: (id) => ({ action: 'admit', id }),
  deny: (id) => ({ action: 'deny', id }),
  end: () => ({ action: 'end' }),
};

test.each(Object.entries(ACTIONS))('%s: not by who does not moderate, and nobody hears of it', async (_, action) => {
  await Promise.all([ada, bob, eve].map((peer) => peer.caughtUp()));
  for (const peer of [ada, bob, eve]) peer.events.length = 0;
  expect(await bob.codeOf('moderate', action(eve.id))).toBe('not-permitted');
  expect(await bob.codeOf('moderate', action(bob.id))).toBe('not-permitted');
  await Promise.all([ada, bob, eve].map((peer) => peer.caughtUp()));
  expect([ada, bob, eve].flatMap(({ events }) => events)).toEqual([]);
});

test.each(Object.entries(ACTIONS).filter(([name]) => name !== 'end'))('%s: not of nobody', async (_, action) => {
  expect(await ada.codeOf('moderate', action('nobody'))).toBe('peer-not-found');
});
