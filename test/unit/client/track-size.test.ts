import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Intent, type WantedTrack } from '../../../widget/src/client/intent.js';
import { reconcile, type Step } from '../../../widget/src/client/reconcile.js';
import { sizeOf } from '../../../widget/src/client/simulcast.js';
import type { ProducerInfo } from '../../../widget/src/protocol/index.js';
import { factOf, peerInfo, producerInfo, wantedTrack } from '../../helpers/facts.js';
import { fakeClient } from '../../helpers/fake-client.js';
import { FakeMediaStream, fakeTrack } from '../../helpers/fake-track.js';

beforeEach(() => void vi.stubGlobal('MediaStream', FakeMediaStream));
afterEach(() => vi.unstubAllGlobals());

const trackOf = (settings: MediaTrackSettings): MediaStreamTrack =>
  Object.assign(fakeTrack(), { getSettings: () => settings });

test('a track of another size under the same label keeps its producer, and the others are told the size', async () => {
  const { client, join } = fakeClient();
  const signaling = await join();
  await client.publish(trackOf({ width: 1280, height: 720 }), { label: 'plan' });
  await client.publish(trackOf({ width: 1280, height: 720 }), { label: 'plan' });
  expect(signaling.named('updateProducer')).toEqual([]);
  await client.publish(trackOf({ width: 640, height: 1136 }), { label: 'plan' });
  const produced = signaling.named('produce').flatMap(({ producers }) => producers);
  expect(produced).toMatchObject([{ width: 1280, height: 720 }]);
  expect(signaling.named('updateProducer')).toEqual([{ id: produced[0]?.id, paused: false, width: 640, height: 1136 }]);
  await client.leave();
});

test('a track that changes its size by itself, as a phone that is turned, is told with the next change', async () => {
  const { client, join } = fakeClient();
  const signaling = await join();
  const settings = { width: 1280, height: 720 };
  await client.publish(trackOf(settings), { label: 'plan' });
  Object.assign(settings, { width: 720, height: 1280 });
  await client.configure({ name: 'Ada' });
  expect(signaling.named('updateProducer')).toMatchObject([{ width: 720, height: 1280 }]);
  await client.leave();
});

test('it is told once the track of that size is what is sent, and not of one without a picture', () => {
  const before = wantedTrack('camera');
  const wanted = { ...before, track: trackOf({ width: 1920, height: 1080 }) };
  const stepsFor = (track: WantedTrack, sent: WantedTrack, told: Partial<ProducerInfo>): Step['do'][] => {
    const producers = [producerInfo('p1', { width: 1280, height: 720, ...told })];
    const own = { id: 'p1', wanted: sent, layer: undefined, encodings: 3, paused: false };
    const intent = new Intent();
    intent.name = 'ME';
    intent.setTrack(track);
    return reconcile(
      intent,
      {
        transports: { send: { id: 'send-1', health: 'well' }, recv: { id: 'recv-1', health: 'well' } },
        producers: new Map([['camera', own]]),
        consumers: new Set(),
        refused: new Set(),
      },
      factOf({ self: peerInfo('me', { producers }) }),
    ).map(({ do: what }) => what);
  };
  expect(stepsFor(wanted, before, {})).toEqual(['replaceTrack']);
  expect(stepsFor(wanted, wanted, {})).toEqual(['updateProducer']);
  expect(stepsFor(wanted, wanted, { width: 1920, height: 1080 })).toEqual([]);
  const off = { ...before, track: null };
  expect(stepsFor(off, off, {})).toEqual([]);
});

test('a size is told in whole pixels, no larger than the server takes, and 0 where it is not known', () => {
  expect(sizeOf(trackOf({ width: 640.4, height: 99_999 }))).toEqual({ width: 640, height: 16_384 });
  expect(sizeOf(trackOf({}))).toEqual({ width: 0, height: 0 });
});
