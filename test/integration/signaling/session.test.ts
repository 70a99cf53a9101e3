import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { EVERYTHING } from '../../helpers/facts.js';
import type { RoomPeer } from '../../helpers/room-peer.js';
import { usingServer } from '../../helpers/room-server.js';
import { cameraRequest } from '../../helpers/rtp.js';

const PATIENT = usingServer();
const IMPATIENT = usingServer({ gracePeriod: 50 });
const WITHOUT = usingServer({ gracePeriod: 0 });

describe('a lost socket, within the grace period', () => {
  let ada: RoomPeer;
  let bob: RoomPeer;

  beforeEach(async () => {
    const room = randomUUID();
    ada = await PATIENT.join(room, { name: 'Ada' });
    bob = await PATIENT.join(room, { name: 'Bob' });
  });

  test('is told to the others, and so is the return, as the same peer', async () => {
    await ada.lose();
    expect(await bob.hear('peerChanged')).toMatchObject({ peerId: ada.id, name: 'Ada', connection: 'reconnecting' });
    const back = await PATIENT.comeBack(ada, { name: 'Ada L.' });
    expect(back.snapshot.session).toEqual(ada.snapshot.session);
    expect(await bob.hear('peerChanged', ({ connection }) => connection === 'connected')).toMatchObject({
      peerId: ada.id,
      name: 'Ada L.',
    });
    await bob.caughtUp();
    expect(bob.heard('peerLeft')).toEqual([]);
    expect(bob.heard('peerJoined')).toEqual([]);
  });

  test('keeps transports, producers and consumers for a client that holds them', async () => {
    const camera = cameraRequest();
    await ada.request('produce', { producers: [camera] });
    await bob.request('produce', { producers: [cameraRequest()] });
    const { consumer } = await ada.hear('consumerAdded');
    await ada.request('updateConsumers', { consumers: [{ id: consumer.id, ready: true }] });
    await bob.hear('consumerAdded');
    await ada.lose();
    const { snapshot } = await PATIENT.comeBack(ada);
    expect(snapshot.transports).toEqual(ada.snapshot.transports);
    expect(snapshot.self.producers.map(({ id }) => id)).toEqual([camera.id]);
    expect(snapshot.consumers).toEqual([{ ...consumer, ready: true }]);
    await bob.caughtUp();
    expect(bob.events.map(({ name }) => name)).not.toContain('producerRemoved');
    expect(bob.events.map(({ name }) => name)).not.toContain('consumerRemoved');
  });

  test('gives new transports to a client that holds none, and takes what was on the old ones', async () => {
    await ada.request('produce', { producers: [cameraRequest()] });
    await bob.request('produce', { producers: [cameraRequest()] });
    const { consumer } = await ada.hear('consumerAdded');
    await ada.lose();
    const { snapshot } = await PATIENT.comeBack(ada, { transports: { send: null, recv: null } });
    const ids = [ada.snapshot, snapshot].flatMap(({ transports }) => [transports.send.id, transports.recv.id]);
    expect(new Set(ids).size).toBe(4);
    expect(snapshot.self.producers).toEqual([]);
    expect(snapshot.consumers).toMatchObject([{ producerId: consumer.producerId, ready: true }]);
    expect(snapshot.consumers[0]?.id).not.toBe(consumer.id);
    expect(await bob.hear('producerRemoved')).toMatchObject({ peerId: ada.id });
  });

  test('gathers what happened meanwhile in the next snapshot', async () => {
    await ada.lose();
    await bob.hear('peerChanged');
    const camera = cameraRequest();
    await bob.request('produce', { producers: [camera] });
    await bob.request('sendMessage', { id: randomUUID(), text: 'where are you?' });
    await bob.request('updateSelf', { name: 'Bobby' });
    const back = await PATIENT.comeBack(ada);
    expect(back.snapshot.peers).toMatchObject([{ id: bob.id, name: 'Bobby', producers: [{ id: camera.id }] }]);
    expect(back.snapshot.messages.map(({ text }) => text)).toEqual(['where are you?']);
    // The transport is known to the client, so that packets could come too early.
    expect(back.snapshot.consumers).toMatchObject([{ producerId: camera.id, ready: false }]);
    await bob.request('updateProducer', { id: camera.id, paused: true });
    expect(await back.hear('producerChanged')).toMatchObject({ producer: { id: camera.id, paused: true } });
  });

  test('brings the receive intent of the return with it', async () => {
    await bob.request('produce', { producers: [cameraRequest()] });
    await ada.hear('consumerAdded');
    await ada.lose();
    const { snapshot } = await PATIENT.comeBack(ada, { receive: { ...EVERYTHING, paused: true } });
    expect(snapshot.consumers).toMatchObject([{ paused: true }]);
  });

  test('is for one who comes later a peer that is reconnecting', async () => {
    await ada.lose();
    await bob.hear('peerChanged');
    const eve = await PATIENT.join(ada.snapshot.room);
    expect(eve.snapshot.peers).toMatchObject([
      { id: ada.id, connection: 'reconnecting' },
      { id: bob.id, connection: 'connected' },
    ]);
  });

  test('of everyone keeps the room', async () => {
    await bob.request('sendMessage', { id: randomUUID(), text: 'still here' });
    await Promise.all([ada.lose(), bob.lose()]);
    expect((await PATIENT.comeBack(ada)).snapshot.messages.map(({ text }) => text)).toEqual(['still here']);
  });
});

describe('the same session twice', () => {
  test('the older socket is told that it was replaced, and cut', async () => {
    const ada = await PATIENT.join(randomUUID());
    const bob = await PATIENT.join(ada.snapshot.room);
    const again = await PATIENT.comeBack(ada);
    expect(await ada.hear('ended')).toMatchObject({ reason: 'replaced' });
    await ada.until('the socket is cut', () => ada.disconnected);
    expect(again.id).toBe(ada.id);
    expect(await again.codeOf('updateSelf', { name: 'Ada' })).toBe('none');
    await bob.caughtUp();
    expect(bob.heard('peerChanged').map(({ connection }) => connection)).not.toContain('reconnecting');
    expect(bob.heard('peerLeft')).toEqual([]);
  });

  test('many at once end with one that works, and one peer in the room', async () => {
    const ada = await PATIENT.join(randomUUID());
    const bob = await PATIENT.join(ada.snapshot.room);
    const all = await Promise.all(
      [1, 2, 3, 4, 5].map(() => PATIENT.comeBack(ada, { transports: { send: null, recv: null } })),
    );
    const alive = (): RoomPeer[] => all.filter(({ disconnected }) => !disconnected);
    await vi.waitFor(() => expect(alive()).toHaveLength(1), { timeout: 8_000 });
    const [last] = alive();
    const { send, recv } = last?.snapshot.transports ?? {};
    expect(await last?.codeOf('restartIce', { transportId: send?.id })).toBe('none');
    expect(await last?.codeOf('restartIce', { transportId: recv?.id })).toBe('none');
    expect((await PATIENT.join(ada.snapshot.room)).snapshot.peers.map(({ id }) => id).sort()).toEqual(
      [ada.id, bob.id].sort(),
    );
  });
});

describe('when the grace period is over', () => {
  test('the peer has left, as one that failed, with all that it published', async () => {
    const ada = await IMPATIENT.join(randomUUID());
    const bob = await IMPATIENT.join(ada.snapshot.room);
    await ada.request('produce', { producers: [cameraRequest()] });
    await bob.hear('consumerAdded');
    await ada.lose();
    expect(await bob.hear('peerLeft')).toMatchObject({ peerId: ada.id, reason: 'failed' });
    await bob.caughtUp();
    expect(bob.heard('consumerRemoved')).toHaveLength(1);
    expect((await IMPATIENT.health()).peers).toBe(1);
  });

  test('one who comes back all the same is a new peer with the old id', async () => {
    const ada = await IMPATIENT.join(randomUUID());
    const bob = await IMPATIENT.join(ada.snapshot.room);
    await ada.lose();
    await bob.hear('peerLeft');
    const back = await IMPATIENT.comeBack(ada);
    expect(back.id).toBe(ada.id);
    expect(back.snapshot.transports.send.id).not.toBe(ada.snapshot.transports.send.id);
    expect(await bob.hear('peerJoined')).toMatchObject({ peer: { id: ada.id } });
  });

  test('at once, because there is none, people can still come in', async () => {
    const room = randomUUID();
    const peers = await Promise.all(Array.from({ length: 20 }, () => WITHOUT.join(room)));
    expect(await WITHOUT.health()).toMatchObject({ rooms: 1, peers: 20 });
    const [first, second] = peers;
    await first?.lose();
    await second?.hear('peerLeft', ({ peerId }) => peerId === first?.id);
  });

  test('one who left on purpose comes back as a new peer too', async () => {
    const ada = await PATIENT.join(randomUUID());
    const bob = await PATIENT.join(ada.snapshot.room);
    await ada.leave();
    await bob.hear('peerLeft');
    const back = await PATIENT.comeBack(ada);
    expect(back.id).toBe(ada.id);
    expect(await bob.hear('peerJoined')).toMatchObject({ peer: { id: ada.id } });
  });
});
