import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { MAX_PRODUCERS } from '../../../widget/src/protocol/index.js';
import type { RoomPeer } from '../../helpers/room-peer.js';
import { usingServer } from '../../helpers/room-server.js';
import { cameraRequest, microphoneRequest, vp8Parameters } from '../../helpers/rtp.js';

const server = usingServer();
let ada: RoomPeer;
let bob: RoomPeer;

beforeEach(async () => {
  ada = await server.join(randomUUID());
  bob = await server.join(ada.snapshot.room);
});

const produce = async (...producers: ReturnType<typeof cameraRequest>[]): Promise<(string | null)[]> =>
  (await ada.request('produce', { producers })).map((error) => error?.code ?? null);

/** What somebody who comes now finds. */
async function publishedByAda(): Promise<{ id: string; label: string }[]> {
  const eve = await server.join(ada.snapshot.room);
  const producers = eve.snapshot.peers.find(({ id }) => id === ada.id)?.producers ?? [];
  const consumed = eve.snapshot.consumers.filter(({ peerId }) => peerId === ada.id).map(({ producerId }) => producerId);
  expect(consumed.sort()).toEqual(producers.map(({ id }) => id).sort());
  await eve.leave();
  return producers.map(({ id, label }) => ({ id, label }));
}

describe('a label', () => {
  test('that is published again replaces the producer, as removed and added', async () => {
    const [first, second] = [cameraRequest(), cameraRequest()];
    expect(await produce(first)).toEqual([null]);
    expect(await produce(second)).toEqual([null]);
    await bob.caughtUp();
    const told = bob.events.filter(({ name }) => name.startsWith('producer'));
    expect(told).toMatchObject([
      { name: 'producerAdded', event: { producer: { id: first.id } } },
      { name: 'producerRemoved', event: { producerId: first.id } },
      { name: 'producerAdded', event: { producer: { id: second.id } } },
    ]);
    expect(await publishedByAda()).toEqual([{ id: second.id, label: 'camera' }]);
  });

  test('can be taken by another kind of track', async () => {
    const second = microphoneRequest({ label: 'camera' });
    await produce(cameraRequest());
    expect(await produce(second)).toEqual([null]);
    expect(await publishedByAda()).toEqual([{ id: second.id, label: 'camera' }]);
  });

  test('stays as it was when what should replace it is refused', async () => {
    const first = cameraRequest();
    await produce(first);
    const wrong = cameraRequest({ rtpParameters: { ...vp8Parameters(), encodings: [] } });
    expect(await produce(wrong)).toEqual(['media-rejected']);
    expect(await publishedByAda()).toEqual([{ id: first.id, label: 'camera' }]);
  });

  test('twice in one request stands for the second', async () => {
    const [first, second] = [cameraRequest(), cameraRequest()];
    expect(await produce(first, second)).toEqual([null, null]);
    expect(await publishedByAda()).toEqual([{ id: second.id, label: 'camera' }]);
  });

  test('is each peer’s own', async () => {
    await produce(cameraRequest());
    expect(await bob.request('produce', { producers: [cameraRequest()] })).toEqual([null]);
    expect(await publishedByAda()).toHaveLength(1);
  });
});

describe('an id', () => {
  test('of a producer that there is, is refused with producer-exists', async () => {
    const camera = cameraRequest();
    await produce(camera);
    expect(await produce(camera)).toEqual(['producer-exists']);
    expect(await produce(cameraRequest({ id: camera.id, label: 'other' }))).toEqual(['producer-exists']);
    expect(await publishedByAda()).toEqual([{ id: camera.id, label: 'camera' }]);
  });

  test('twice in one request is taken once', async () => {
    const camera = cameraRequest();
    expect(await produce(camera, { ...camera, label: 'other' })).toEqual([null, 'producer-exists']);
    expect(await publishedByAda()).toEqual([{ id: camera.id, label: 'camera' }]);
  });

  test('is free again once its producer is closed', async () => {
    const camera = cameraRequest();
    await produce(camera);
    await ada.request('closeProducer', { id: camera.id });
    expect(await ada.codeOf('closeProducer', { id: camera.id })).toBe('producer-not-found');
    expect(await produce({ ...camera, rtpParameters: vp8Parameters() })).toEqual([null]);
  });
});

describe('the limit', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => cameraRequest({ label: `track ${index}` }));

  test('refuses one too many with producer-limit, but for a label that is there', async () => {
    const all = many(MAX_PRODUCERS);
    for (const request of all) expect(await produce(request)).toEqual([null]);
    expect(await produce(cameraRequest({ label: 'one too many' }))).toEqual(['producer-limit']);
    expect(await produce(cameraRequest({ label: 'track 3' }))).toEqual([null]);
    await ada.request('closeProducer', { id: all[0]?.id ?? '' });
    expect(await produce(cameraRequest({ label: 'one in its place' }))).toEqual([null]);
    expect(await publishedByAda()).toHaveLength(MAX_PRODUCERS);
  });

  test('holds for many in one request too', async () => {
    for (const label of ['a', 'b', 'c', 'd']) expect(await produce(cameraRequest({ label }))).toEqual([null]);
    const answers = await produce(...many(MAX_PRODUCERS));
    expect(answers.filter((code) => code === null)).toHaveLength(MAX_PRODUCERS - 4);
    expect(answers.slice(-4)).toEqual(Array(4).fill('producer-limit'));
    expect(await publishedByAda()).toHaveLength(MAX_PRODUCERS);
  });
});

describe('parameters that the media engine does not take are refused with media-rejected', () => {
  const good = vp8Parameters();
  const [codec] = good.codecs;
  test.each(
    Object.entries({
      'a codec that the router lacks': { ...good, codecs: [{ ...codec, mimeType: 'video/H265' }] },
      'a codec of another kind': {
        ...good,
        codecs: [{ ...codec, mimeType: 'audio/opus', clockRate: 48_000, channels: 2 }],
      },
      'no encodings': { ...good, encodings: [] },
      'an encoding without SSRC or RID': { ...good, encodings: [{}] },
      'nine layers in one encoding': { ...good, encodings: [{ ssrc: 5, scalabilityMode: 'L9T1' }] },
    }),
  )('%s', async (_, rtpParameters) => {
    const request = cameraRequest({ rtpParameters: rtpParameters as typeof good });
    expect(await produce(request, microphoneRequest())).toEqual(['media-rejected', null]);
    expect((await publishedByAda()).map(({ label }) => label)).toEqual(['microphone']);
  });
});

test('a bitrate that is no whole number harms nobody: not its worker, nor other rooms there', async () => {
  const parameters = vp8Parameters();
  const encodings = (parameters.encodings ?? []).map((encoding) => ({ ...encoding, maxBitrate: 1_000_000 / 3 }));
  expect(await produce(cameraRequest({ rtpParameters: { ...parameters, encodings } }))).toEqual([null]);
  expect(await produce(microphoneRequest())).toEqual([null]);
  const elsewhere = await server.join('elsewhere');
  expect(await elsewhere.request('produce', { producers: [cameraRequest()] })).toEqual([null]);
});

test('a producer that begins muted is seen as muted, and heard once it is not', async () => {
  const camera = cameraRequest({ paused: true });
  await produce(camera);
  expect(await bob.hear('producerAdded')).toMatchObject({ producer: { paused: true } });
  await ada.request('updateProducer', { id: camera.id, paused: false });
  expect(await bob.hear('producerChanged')).toMatchObject({ producer: { id: camera.id, paused: false } });
});
