import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { ConsumerInfo } from '../../../widget/src/protocol/index.js';
import { EVERYTHING } from '../../helpers/facts.js';
import type { RoomPeer } from '../../helpers/room-peer.js';
import { usingServer } from '../../helpers/room-server.js';
import { cameraRequest, microphoneRequest, vp8Parameters } from '../../helpers/rtp.js';

const server = usingServer();
/** Publishes a camera in three layers. */
let ada: RoomPeer;
let bob: RoomPeer;
const camera = () => cameraRequest({ rtpParameters: vp8Parameters(3), width: 1280, height: 720 });

beforeEach(async () => {
  ada = await server.join(randomUUID());
  bob = await server.join(ada.snapshot.room);
});

/** Publishes, and returns the consumer that a peer has for it. */
async function seenBy(peer: RoomPeer, request = camera()): Promise<ConsumerInfo> {
  await ada.request('produce', { producers: [request] });
  const { consumer } = await peer.hear('consumerAdded', ({ consumer }) => consumer.producerId === request.id);
  return consumer;
}

const want = async (peer: RoomPeer, id: string, layer: number | null): Promise<void> => {
  await peer.request('updateConsumers', { consumers: [{ id, ready: true, layer }] });
};

/** What a peer's server has of its consumers and of the demand for its own producers. */
async function fresh(peer: RoomPeer) {
  const { send, recv } = peer.snapshot.transports;
  await peer.request('snapshot', { transports: { send: send.id, recv: recv.id } });
  return peer.snapshot;
}

const told = (): (number | null)[] => ada.heard('layerWanted').map(({ layer }) => layer);

describe('a publisher', () => {
  test('is told its size and layers to everyone', async () => {
    const { producerId } = await seenBy(bob);
    const { producer } = await bob.hear('producerAdded', ({ producer }) => producer.id === producerId);
    expect(producer).toMatchObject({ layers: 3, width: 1280, height: 720 });
  });

  test('is told its new size to everyone, once, also to who comes later', async () => {
    const { producerId } = await seenBy(bob);
    const change = { id: producerId, paused: false, width: 640, height: 480 };
    await ada.request('updateProducer', change);
    await ada.request('updateProducer', change);
    await ada.request('updateProducer', { id: producerId, paused: false });
    await bob.caughtUp();
    const sizes = bob.heard('producerChanged').map(({ producer }) => [producer.width, producer.height]);
    expect(sizes).toEqual([[640, 480]]);
    const eve = await server.join(ada.snapshot.room);
    const there = eve.snapshot.peers.find(({ id }) => id === ada.id);
    expect(there?.producers).toMatchObject([{ id: producerId, layers: 3, width: 640, height: 480, paused: false }]);
  });

  test('hears which layer is wanted most, when that has been less than it sends for a while', async () => {
    const consumer = await seenBy(bob);
    await want(bob, consumer.id, 1);
    expect(told()).toEqual([]);
    expect(await ada.hear('layerWanted')).toMatchObject({ producerId: consumer.producerId, layer: 1 });
    expect((await fresh(ada)).demands).toEqual([{ producerId: consumer.producerId, layer: 1 }]);
  });

  test('hears at once that more is wanted', async () => {
    const consumer = await seenBy(bob);
    await want(bob, consumer.id, 0);
    await ada.hear('layerWanted');
    await want(bob, consumer.id, 2);
    await ada.caughtUp();
    expect(told()).toEqual([0, 2]);
  });

  test('hears what the one wants who wants most, and follows when that one leaves', async () => {
    const consumer = await seenBy(bob);
    const eve = await server.join(ada.snapshot.room);
    const [other] = eve.snapshot.consumers;
    await want(bob, consumer.id, 0);
    await want(eve, other?.id ?? '', 1);
    await ada.hear('layerWanted', ({ layer }) => layer === 1);
    await eve.leave();
    await ada.hear('layerWanted', ({ layer }) => layer === 0);
    expect(told()).toEqual([1, 0]);
  });

  test.each([
    ['hides it', (id: string) => want(bob, id, null)],
    ['pauses', () => bob.request('updateSubscriptions', { ...EVERYTHING, paused: true })],
    ['is not subscribed', () => bob.request('updateSubscriptions', { ...EVERYTHING, subscribe: 'manual' })],
    ['leaves', () => bob.leave()],
  ])('hears that nobody wants anything, when the only one %s', async (_, unwant) => {
    const consumer = await seenBy(bob);
    await unwant(consumer.id);
    expect(await ada.hear('layerWanted')).toMatchObject({ producerId: consumer.producerId, layer: null });
  });

  test('hears of a camera that nobody was there to want, and of the first who comes, who is sent the smallest', async () => {
    await bob.leave();
    const request = camera();
    await ada.request('produce', { producers: [request] });
    await ada.hear('layerWanted', ({ layer }) => layer === null);
    const eve = await server.join(ada.snapshot.room);
    expect(eve.snapshot.consumers).toMatchObject([{ producerId: request.id, layer: 0 }]);
    await ada.caughtUp();
    expect(told()).toEqual([null, 0]);
  });

  test('hears of pictures that have one layer too, and never of sound', async () => {
    await ada.request('produce', { producers: [microphoneRequest()] });
    const consumer = await seenBy(bob, cameraRequest());
    const voice = await bob.hear('consumerAdded', ({ consumer: { kind } }) => kind === 'audio');
    await bob.request('updateConsumers', {
      consumers: [
        { id: consumer.id, layer: null },
        { id: voice.consumer.id, layer: null },
      ],
    });
    await ada.hear('layerWanted');
    expect(ada.heard('layerWanted')).toMatchObject([{ producerId: consumer.producerId, layer: null }]);
  });
});

describe('a receiver', () => {
  const layerOf = async (id: string): Promise<number | null | undefined> =>
    (await fresh(bob)).consumers.find((consumer) => consumer.id === id)?.layer;

  test('has the layer that it asked for, and is not paused by having none', async () => {
    const { id, layer, paused } = await seenBy(bob);
    expect({ layer, paused }).toEqual({ layer: 0, paused: false });
    await want(bob, id, 2);
    expect(await layerOf(id)).toBe(2);
    await want(bob, id, null);
    expect(await layerOf(id)).toBeNull();
    expect(bob.heard('consumerChanged')).toEqual([]);
  });

  test('may ask for more than there is', async () => {
    const { id } = await seenBy(bob);
    await want(bob, id, 7);
    await want(bob, id, 0);
    await ada.hear('layerWanted');
    expect(told()).toEqual([0]);
  });

  test('keeps its layers over a lost socket', async () => {
    const { id } = await seenBy(bob);
    await want(bob, id, 1);
    await bob.lose();
    const back = await server.comeBack(bob);
    expect(back.snapshot.consumers).toMatchObject([{ id, layer: 1 }]);
  });

  test('is refused a layer that is none', async () => {
    const { id } = await seenBy(bob);
    for (const layer of [-1, 1.5, '1', 8]) {
      expect(await bob.codeOf('updateConsumers', { consumers: [{ id, layer }] })).toBe('payload-invalid');
    }
  });
});
