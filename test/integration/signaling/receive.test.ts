import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { trackId, type ReceiveIntent } from '../../../widget/src/protocol/index.js';
import { EVERYTHING } from '../../helpers/facts.js';
import type { RoomPeer } from '../../helpers/room-peer.js';
import { usingServer } from '../../helpers/room-server.js';
import { cameraRequest, microphoneRequest } from '../../helpers/rtp.js';

const server = usingServer();
let ada: RoomPeer;
let bob: RoomPeer;
/** Receives; publishes nothing. */
let eve: RoomPeer;

beforeEach(async () => {
  eve = await server.join(randomUUID());
  ada = await server.join(eve.snapshot.room);
  bob = await server.join(eve.snapshot.room);
  await ada.request('produce', { producers: [cameraRequest(), microphoneRequest()] });
  await bob.request('produce', { producers: [cameraRequest(), microphoneRequest({ broadcast: true })] });
  await eve.until('all four arrive', () => eve.heard('consumerAdded').length === 4);
});

/** What Eve receives, as the server has it: `ada:camera` and so on, with `-` before it when paused. */
async function received(peer = eve): Promise<string[]> {
  const { send, recv } = peer.snapshot.transports;
  await peer.request('snapshot', { transports: { send: send.id, recv: recv.id } });
  const { peers, consumers } = peer.snapshot;
  return consumers
    .map(({ producerId, peerId, paused }) => {
      const label = peers.flatMap(({ producers }) => producers).find(({ id }) => id === producerId)?.label;
      return `${paused ? '-' : ''}${peerId === ada.id ? 'ada' : 'bob'}:${label ?? '?'}`;
    })
    .sort((a, b) => a.replace('-', '').localeCompare(b.replace('-', '')));
}

const want = async (change: Partial<ReceiveIntent>): Promise<void> => {
  await eve.request('updateSubscriptions', { ...EVERYTHING, ...change });
};

const ALL = ['ada:camera', 'ada:microphone', 'bob:camera', 'bob:microphone'];
const ALL_PAUSED = ALL.map((id) => `-${id}`);

describe('a pause', () => {
  test('of everything pauses every consumer, and no other peer’s', async () => {
    await want({ paused: true });
    expect(await received()).toEqual(ALL_PAUSED);
    expect(eve.heard('consumerChanged').map(({ paused }) => paused)).toEqual([true, true, true, true]);
    expect(await received(bob)).toEqual(['ada:camera', 'ada:microphone']);
    await want({});
    expect(await received()).toEqual(ALL);
  });

  test('of a peer pauses its tracks', async () => {
    await want({ pausedPeers: [ada.id] });
    expect(await received()).toEqual(['-ada:camera', '-ada:microphone', 'bob:camera', 'bob:microphone']);
  });

  test('of a track pauses it alone', async () => {
    await want({ pausedTracks: [trackId(bob.id, 'camera')] });
    expect(await received()).toEqual(['ada:camera', 'ada:microphone', '-bob:camera', 'bob:microphone']);
  });

  test('of one kind stays when another is taken back', async () => {
    const pausedTracks = [trackId(bob.id, 'camera')];
    await want({ paused: true, pausedPeers: [ada.id], pausedTracks });
    await want({ pausedPeers: [ada.id], pausedTracks });
    expect(await received()).toEqual(['-ada:camera', '-ada:microphone', '-bob:camera', 'bob:microphone']);
  });

  test('is told once, however often it is asked for', async () => {
    for (const _ of [1, 2, 3]) await want({ pausedPeers: [ada.id] });
    expect(eve.heard('consumerChanged')).toHaveLength(2);
  });

  test('of a track outlives that it is removed and published again', async () => {
    await want({ pausedTracks: [trackId(ada.id, 'camera')] });
    const [camera] =
      (await server.join(eve.snapshot.room)).snapshot.peers.find(({ id }) => id === ada.id)?.producers ?? [];
    await ada.request('closeProducer', { id: camera?.id ?? '' });
    expect(await received()).toEqual(['ada:microphone', 'bob:camera', 'bob:microphone']);
    await ada.request('produce', { producers: [cameraRequest()] });
    expect(await received()).toEqual(['-ada:camera', 'ada:microphone', 'bob:camera', 'bob:microphone']);
    await want({});
    expect(await received()).toEqual(ALL);
  });

  test('of a track outlives that another track takes its label', async () => {
    await want({ pausedTracks: [trackId(ada.id, 'camera')] });
    await ada.request('produce', { producers: [cameraRequest()] });
    expect(await received()).toEqual(['-ada:camera', 'ada:microphone', 'bob:camera', 'bob:microphone']);
  });

  test('of a peer counts for what it publishes afterwards', async () => {
    await want({ pausedPeers: [ada.id] });
    await ada.request('produce', { producers: [cameraRequest({ label: 'screen', source: 'screen' })] });
    expect(await received()).toContain('-ada:screen');
  });

  test('by the publisher is no pause of the consumer', async () => {
    const camera = cameraRequest({ paused: true });
    await ada.request('produce', { producers: [camera] });
    expect(await received()).toEqual(ALL);
  });
});

describe('manual', () => {
  test('receives broadcasts alone, until a peer is named', async () => {
    await want({ subscribe: 'manual' });
    expect(await received()).toEqual(['bob:microphone']);
    await want({ subscribe: 'manual', peers: [ada.id] });
    expect(await received()).toEqual(['ada:camera', 'ada:microphone', 'bob:microphone']);
    await want({ subscribe: 'manual', peers: [bob.id] });
    expect(await received()).toEqual(['bob:camera', 'bob:microphone']);
  });

  test('from the join on makes no consumer but those of broadcasts', async () => {
    const kim = await server.join(eve.snapshot.room, { receive: { ...EVERYTHING, subscribe: 'manual' } });
    expect(kim.snapshot.consumers).toHaveLength(1);
    await ada.request('produce', { producers: [cameraRequest({ label: 'screen' })] });
    await kim.hear('producerAdded');
    await kim.caughtUp();
    expect(kim.heard('consumerAdded')).toEqual([]);
    await ada.request('produce', { producers: [cameraRequest({ label: 'news', broadcast: true })] });
    await kim.hear('consumerAdded');
  });

  test('can be paused as well', async () => {
    await want({ subscribe: 'manual', peers: [ada.id], paused: true });
    expect(await received()).toEqual(['-ada:camera', '-ada:microphone', '-bob:microphone']);
  });

  test('names peers that are not there yet, or no more, without harm', async () => {
    await want({
      subscribe: 'manual',
      peers: ['nobody', ada.id],
      pausedPeers: ['nobody'],
      pausedTracks: ['nobody:camera'],
    });
    expect(await received()).toEqual(['ada:camera', 'ada:microphone', 'bob:microphone']);
  });
});

test('of many changes at once the last one stands', async () => {
  const changes: Partial<ReceiveIntent>[] = [{ paused: true }, { subscribe: 'manual' }, { pausedPeers: [bob.id] }, {}];
  await Promise.all(changes.map(want));
  expect(await received()).toEqual(ALL);
});

test('a consumer that is paused from the first may become ready and stays paused', async () => {
  await want({ paused: true });
  await ada.request('produce', { producers: [cameraRequest({ label: 'screen' })] });
  const { consumer } = await eve.hear('consumerAdded', ({ consumer }) => consumer.paused);
  await eve.request('updateConsumers', { consumers: [{ id: consumer.id, ready: true }] });
  expect(await received()).toContain('-ada:screen');
  await want({});
  expect(await received()).toContain('ada:screen');
});
