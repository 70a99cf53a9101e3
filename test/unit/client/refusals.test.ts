import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RoomError } from '../../../widget/src/client/errors.js';
import type { Requests, WireError } from '../../../widget/src/protocol/index.js';
import { fakeClient } from '../../helpers/fake-client.js';
import { FakeMediaStream, fakeTrack } from '../../helpers/fake-track.js';
import { held } from '../../helpers/settled.js';

beforeEach(() => void vi.stubGlobal('MediaStream', FakeMediaStream));
afterEach(() => vi.unstubAllGlobals());

/** A server that publishes everything but these labels. */
const refusing =
  (...labels: string[]) =>
  ({ producers }: Requests['produce']['request']): (WireError | null)[] =>
    producers.map(({ label }) => (labels.includes(label) ? { code: 'media-rejected', message: 'no' } : null));

async function sharing(...refused: string[]) {
  const bench = fakeClient();
  const signaling = await bench.join();
  signaling.answers.produce = refusing(...refused);
  const onError = vi.fn();
  bench.client.on('error', onError);
  return { ...bench, signaling, onError };
}

describe('a screen that the server refuses', () => {
  test('is given back with its sound, is off, and can be shared again', async () => {
    const { client, devices, signaling, onError } = await sharing('screen');
    await expect(client.shareScreen(true)).rejects.toMatchObject({ code: 'media-rejected' });
    expect(devices.given).toHaveLength(2);
    expect(devices.live).toEqual([]);
    expect(client.state).toMatchObject({ status: 'joined', self: { screen: 'off', tracks: [] } });
    expect(onError.mock.calls).toMatchObject([[{ error: { code: 'media-rejected' } }]]);
    signaling.answers.produce = refusing();
    await client.shareScreen(true);
    expect(client.state.self.screen).toBe('on');
    expect(devices.live).toHaveLength(2);
    await client.leave();
  });

  test('only in its sound goes on without', async () => {
    const { client, devices } = await sharing('screenaudio');
    await client.shareScreen(true);
    expect(devices.live.map(({ kind }) => kind)).toEqual(['video']);
    expect(client.state.self).toMatchObject({ screen: 'on', tracks: [{ label: 'screen', published: true }] });
    await client.leave();
  });
});

describe('a producer that the server does not know any more when it is to be changed', () => {
  test('is published anew, muted as it was to be, and nobody hears of an error', async () => {
    const { client, signaling, onError } = await sharing();
    await client.setAudio(true);
    const update = held(signaling, 'updateProducer', null);
    const muted = client.setAudio(false);
    update.refuse(new RoomError('producer-not-found'));
    await muted;
    const made = signaling.named('produce').flatMap(({ producers }) => producers);
    expect(made).toMatchObject([
      { label: 'microphone', paused: false },
      { label: 'microphone', paused: true },
    ]);
    expect(made[1]?.id).not.toBe(made[0]?.id);
    expect(signaling.named('updateProducer')).toHaveLength(1);
    expect(onError).not.toHaveBeenCalled();
    await client.leave();
  });
});

test('more than eight encodings are refused before anything is wanted', async () => {
  const { client, join } = fakeClient();
  const signaling = await join();
  const encodings = (count: number): RTCRtpEncodingParameters[] => Array.from({ length: count }, () => ({}));
  const options = { label: 'x', encodings: encodings(9) };
  await expect(client.publish(fakeTrack(), options)).rejects.toMatchObject({ code: 'payload-invalid' });
  expect(client.state.self.tracks).toEqual([]);
  expect(signaling.named('produce')).toEqual([]);
  await client.publish(fakeTrack(), { label: 'x', encodings: encodings(8) });
  expect(signaling.named('produce')).toHaveLength(1);
  await client.leave();
});

test('a resume of somebody who is not there is none of anybody’s business', async () => {
  const { client, join } = fakeClient();
  await join();
  await client.resume('nobody');
  await client.unsubscribeFrom('nobody');
  expect(client.state.status).toBe('joined');
  await client.leave();
});
