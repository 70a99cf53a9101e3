import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { deferred } from '../../../widget/src/client/deferred.js';
import { RoomError } from '../../../widget/src/client/errors.js';
import { RoomClient } from '../../../widget/src/client/room-client.js';
import { fakeClient } from '../../helpers/fake-client.js';
import { endTrack, FakeMediaStream, fakeTrack } from '../../helpers/fake-track.js';
import { held, isSettled } from '../../helpers/settled.js';

beforeEach(() => void vi.stubGlobal('MediaStream', FakeMediaStream));
afterEach(() => vi.unstubAllGlobals());

describe('every rejection is a RoomError,', () => {
  const codeOf = async (promise: Promise<unknown>): Promise<unknown> => {
    const error: unknown = await promise.then(
      () => null,
      (reason: unknown) => reason,
    );
    return error instanceof RoomError ? error.code : error;
  };

  test.each(['', 'rooms', 'http://', '//rooms.example.org'])('of a server that is no URL: "%s"', async (server) => {
    const client = new RoomClient({ server, room: 'test' });
    expect(await codeOf(client.join())).toBe('server-unreachable');
    expect(client.state).toMatchObject({ status: 'failed', error: { code: 'server-unreachable' } });
  });

  test('of a room that has no name', async () => {
    expect(await codeOf(new RoomClient().join())).toBe('room-name-invalid');
  });

  test('of a browser that cannot', async () => {
    const { client } = fakeClient(
      {},
      {
        createDevice: () => {
          throw new Error('device not supported');
        },
      },
    );
    expect(await codeOf(client.join())).toBe('device-unsupported');
    expect(client.state.status).toBe('failed');
  });

  test('of a signalling that cannot be made', async () => {
    const createSignaling = (): never => {
      throw new TypeError('no');
    };
    const { client } = fakeClient({}, { createSignaling });
    expect(await codeOf(client.join())).toBe('server-unreachable');
  });

  test('of tracks that cannot be published', async () => {
    const { client, join } = fakeClient();
    await join();
    const ended = fakeTrack();
    ended.stop();
    const missing = new MediaStream([]).getVideoTracks()[0] as unknown as MediaStreamTrack;
    expect(await codeOf(client.publish(ended, { label: 'a' }))).toBe('track-ended');
    expect(await codeOf(client.publish(missing, { label: 'a' }))).toBe('media-rejected');
    expect(await codeOf(client.publish(fakeTrack(), { label: '' }))).toBe('label-invalid');
    const publish = client.publish.bind(client) as (track: MediaStreamTrack) => Promise<void>;
    expect(await codeOf(publish(fakeTrack()))).toBe('label-invalid');
    expect(await codeOf(client.publish(fakeTrack(), { label: 'a', codec: 'video/none' }))).toBe('codec-unsupported');
    const encodings = 'three' as unknown as [];
    expect(await codeOf(client.publish(fakeTrack(), { label: 'a', encodings }))).toBe('media-rejected');
    expect(client.state).toMatchObject({ status: 'joined', self: { tracks: [] } });
    await client.leave();
  });

  test('of a track that replaces another and has ended meanwhile', async () => {
    const { client, join } = fakeClient();
    await join();
    await client.publish(fakeTrack(), { label: 'a' });
    const next = fakeTrack();
    const published = client.publish(next, { label: 'a' });
    next.stop();
    expect(await codeOf(published)).toBe('track-ended');
    expect(client.state).toMatchObject({ status: 'joined', self: { tracks: [] } });
    await client.leave();
  });

  test('of peers that are not there, and of messages without a room', async () => {
    const { client, join } = fakeClient();
    expect(await codeOf(client.sendMessage('hi'))).toBe('not-joined');
    await join();
    expect(await codeOf(client.pause('nobody'))).toBe('peer-not-found');
    expect(await codeOf(client.subscribeTo('nobody'))).toBe('peer-not-found');
    await client.leave();
  });

  test('of devices, also for who asks while the question is open', async () => {
    const { client, join, devices } = fakeClient({ audio: 'on' });
    const thinking = deferred<void>();
    devices.thinks = thinking.promise;
    devices.refusal = 'NotAllowedError';
    await join();
    const asked = [client.setAudio(true), client.setAudio(true)];
    thinking.resolve(undefined);
    expect(await Promise.all(asked.map(codeOf))).toEqual(['microphone-refused', 'microphone-refused']);
    expect(devices.asked).toHaveLength(1);
    expect(await codeOf(client.setVideo(true))).toBe('camera-refused');
    expect(await codeOf(client.shareScreen(true))).toBe('screen-refused');
    await client.leave();
  });

  test('of devices that the room is left before', async () => {
    const { client, join, devices } = fakeClient();
    const thinking = deferred<void>();
    devices.thinks = thinking.promise;
    await join();
    const asked = [client.setAudio(true), client.shareScreen(true)];
    const left = client.leave();
    thinking.resolve(undefined);
    expect(await Promise.all(asked.map(codeOf))).toEqual(['left', 'left']);
    await left;
    expect(devices.given.filter(({ readyState }) => readyState === 'live')).toEqual([]);
  });

  test('of a published track that ends when the room does, nobody hears', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    const { client, join } = fakeClient();
    const signaling = await join();
    const track = fakeTrack();
    await client.publish(track, { label: 'a' });
    held(signaling, 'closeProducer', null);
    endTrack(track);
    await client.leave();
    await isSettled(new Promise(() => undefined));
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });
});
