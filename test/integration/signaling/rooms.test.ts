import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { usingServer } from '../../helpers/room-server.js';
import { cameraRequest, microphoneRequest } from '../../helpers/rtp.js';

const server = usingServer({ iceServers: [{ urls: 'stun:stun.example.org' }] });

test('the first snapshot holds all that a client needs, and nobody else', async () => {
  const { snapshot } = await server.join('hall', { name: 'Ada' });
  expect(snapshot).toMatchObject({
    seq: 0,
    room: 'hall',
    iceServers: [{ urls: 'stun:stun.example.org' }],
    self: { name: 'Ada', connection: 'connected', producers: [] },
    peers: [],
    consumers: [],
    messages: [],
  });
  expect(snapshot.self.id).toBe(snapshot.session.id);
  for (const transport of Object.values(snapshot.transports)) {
    expect(transport.iceCandidates.map(({ address, protocol }) => `${address} ${protocol}`)).toEqual(
      expect.arrayContaining(['127.0.0.1 udp', '127.0.0.1 tcp']),
    );
    expect(transport.dtlsParameters.fingerprints.length).toBeGreaterThan(0);
    expect(transport.connected).toBe(false);
  }
});

test('one who comes later finds the peers in the order in which they came, what they publish, and consumers of it', async () => {
  const room = randomUUID();
  const ada = await server.join(room, { name: 'Ada' });
  const bob = await server.join(room, { name: 'Bob' });
  const [camera, microphone] = [cameraRequest({ paused: true }), microphoneRequest({ broadcast: true })];
  await ada.request('produce', { producers: [camera, microphone] });
  const { snapshot } = await server.join(room);
  const infoOf = ({ rtpParameters: _, ...info }: typeof camera) => info;
  expect(snapshot.peers).toMatchObject([
    { id: ada.id, name: 'Ada', connection: 'connected', producers: [infoOf(camera), infoOf(microphone)] },
    { id: bob.id, name: 'Bob', connection: 'connected', producers: [] },
  ]);
  expect(snapshot.consumers).toHaveLength(2);
  for (const [kind, { id }] of [
    ['video', camera],
    ['audio', microphone],
  ] as const) {
    // The transport is new to the client too, so that no packet can come too early.
    expect(snapshot.consumers.find(({ producerId }) => producerId === id)).toMatchObject({
      peerId: ada.id,
      kind,
      paused: false,
      ready: true,
    });
  }
});

test('those who are there hear of who comes and what is published', async () => {
  const room = randomUUID();
  const ada = await server.join(room);
  const bob = await server.join(room, { name: 'Bob' });
  expect(await ada.hear('peerJoined')).toMatchObject({
    peer: { id: bob.id, name: 'Bob', connection: 'connected', producers: [] },
  });
  const camera = cameraRequest();
  await bob.request('produce', { producers: [camera] });
  expect(await ada.hear('producerAdded')).toMatchObject({ peerId: bob.id, producer: { id: camera.id } });
  expect(await ada.hear('consumerAdded')).toMatchObject({
    consumer: { peerId: bob.id, producerId: camera.id, kind: 'video', ready: false },
  });
  await bob.caughtUp();
  expect(bob.events).toEqual([]);
});

test('two rooms of one server never hear or see each other', async () => {
  const [one, two] = [randomUUID(), randomUUID()];
  const ada = await server.join(one);
  const eve = await server.join(two);
  const camera = cameraRequest();
  await ada.request('produce', { producers: [camera] });
  await ada.request('sendMessage', { id: randomUUID(), text: 'secret' });
  await ada.request('updateSelf', { name: 'Ada' });
  const kim = await server.join(two);
  expect(kim.snapshot).toMatchObject({ consumers: [], messages: [], peers: [{ id: eve.id }] });
  expect(kim.snapshot.peers).toHaveLength(1);
  await eve.request('updateSubscriptions', {
    subscribe: 'manual',
    peers: [ada.id],
    paused: false,
    pausedPeers: [],
    pausedTracks: [],
  });
  await ada.leave();
  await eve.caughtUp();
  expect(eve.events.map(({ name }) => name)).toEqual(['peerJoined']);
});

test('one who leaves is gone for the others, with all that was published', async () => {
  const room = randomUUID();
  const [ada, bob] = [await server.join(room), await server.join(room)];
  await ada.request('produce', { producers: [cameraRequest()] });
  await bob.hear('consumerAdded');
  await ada.leave();
  expect(await bob.hear('peerLeft')).toMatchObject({ peerId: ada.id, reason: 'left' });
  await bob.caughtUp();
  expect(bob.heard('consumerRemoved')).toHaveLength(1);
  expect((await server.join(room)).snapshot.peers.map(({ id }) => id)).toEqual([bob.id]);
});

test('a room closes with its last peer, and begins anew with the next', async () => {
  const before = await server.health();
  const room = randomUUID();
  const [ada, bob] = [await server.join(room), await server.join(room)];
  await ada.request('sendMessage', { id: randomUUID(), text: 'hi' });
  expect(await server.health()).toMatchObject({ rooms: before.rooms + 1, peers: before.peers + 2 });
  await ada.leave();
  await bob.leave();
  expect(await server.health()).toEqual(before);
  expect((await server.join(room)).snapshot).toMatchObject({ messages: [], peers: [] });
});

test('messages are heard by everyone in one order, once for each id, and found by those who come later', async () => {
  const room = randomUUID();
  const [ada, bob] = [await server.join(room), await server.join(room)];
  const ids = Array.from({ length: 10 }, () => randomUUID());
  await Promise.all(
    ids.flatMap((id, index) => {
      const sender = index % 2 ? ada : bob;
      // As after a lost answer.
      return [1, 2].map(() => sender.request('sendMessage', { id, text: String(index) }));
    }),
  );
  await Promise.all([ada.caughtUp(), bob.caughtUp()]);
  const heard = ada.heard('message').map(({ message }) => message);
  expect(heard.map(({ id }) => id).sort()).toEqual([...ids].sort());
  expect(bob.heard('message').map(({ message }) => message)).toEqual(heard);
  for (const peer of [ada, bob]) {
    const own = heard.filter(({ peerId }) => peerId === peer.id).map(({ text }) => Number(text));
    expect(own).toEqual([...own].sort((a, b) => a - b));
  }
  expect((await server.join(room)).snapshot.messages).toEqual(heard);
});
