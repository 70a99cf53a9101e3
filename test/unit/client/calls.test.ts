import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { deferred } from '../../../widget/src/client/deferred.js';
import { RoomError } from '../../../widget/src/client/errors.js';
import { fakeClient } from '../../helpers/fake-client.js';
import { FakeMediaStream, fakeTrack } from '../../helpers/fake-track.js';
import { held, isSettled } from '../../helpers/settled.js';

beforeEach(() => void vi.stubGlobal('MediaStream', FakeMediaStream));
afterEach(() => vi.unstubAllGlobals());

const isLive = ({ readyState }: MediaStreamTrack): boolean => readyState === 'live';

test('a microphone that was muted before a join, or in the last call, begins no call live', async () => {
  const { client, join, devices } = fakeClient({ audio: 'on' });
  await client.setAudio(false);
  await join();
  expect(devices.asked).toEqual([]);
  await client.configure({ audio: 'on' });
  expect(client.state.self.microphone).toBe('on');
  await client.setAudio(false);
  await client.leave();
  await join();
  expect(client.state.self.microphone).toBe('off');
  await client.leave();
});

test('outside a call no device is opened, and a wish for one counts once joined', async () => {
  const { client, join, devices } = fakeClient();
  await client.setVideo(true);
  expect(devices.asked).toEqual([]);
  await join();
  expect(client.state.self.camera).toBe('on');
  await client.leave();
});

test('a screen that is shared ahead of a call is given back by leaving', async () => {
  const { client, devices } = fakeClient();
  await client.shareScreen(true);
  await client.leave();
  expect(client.state).toMatchObject({ status: 'idle', self: { screen: 'off', tracks: [] } });
  expect(devices.given.filter(isLive)).toEqual([]);
});

test('who leaves as soon as the joining begins is asked for nothing', async () => {
  const { client, devices } = fakeClient({ audio: 'on', video: 'on' });
  client.on('statuschange', ({ status }) => void (status === 'joining' && client.leave()));
  await expect(client.join()).rejects.toMatchObject({ code: 'left' });
  expect(devices.given.filter(isLive)).toEqual([]);
  expect(client.state).toMatchObject({ status: 'left', self: { camera: 'off' } });
});

test.each(['left', 'statuschange'] as const)('a listener to %s may join again, with its devices', async (name) => {
  const { client, join, signaling } = fakeClient({ audio: 'on' });
  const first = await join();
  let again: Promise<void> | undefined;
  client.on(name, () => {
    if (client.state.status === 'left') again ??= client.join();
  });
  first.event('ended', { reason: 'replaced' });
  signaling().snapshot();
  await again;
  await client.setAudio(true);
  expect(signaling()).not.toBe(first);
  expect(client.state).toMatchObject({ status: 'joined', self: { microphone: 'on' } });
  await client.leave();
});

test('an older track that cannot be published leaves the newer one of its label', async () => {
  const { client, join } = fakeClient();
  const signaling = await join();
  const answer = held(signaling, 'produce', [{ code: 'media-rejected', message: 'no' }]);
  const older = client.publish(fakeTrack('video'), { label: 'x' });
  expect(await isSettled(older)).toBe(false);
  const newer = client.publish(fakeTrack('audio'), { label: 'x' });
  delete signaling.answers.produce;
  answer.give();
  await Promise.all([older, newer]);
  expect(client.state.self.tracks).toMatchObject([{ label: 'x', kind: 'audio', published: true }]);
  await client.leave();
});

test('a camera that cannot be sent is given back and has failed', async () => {
  const { client, join, devices } = fakeClient();
  const signaling = await join();
  signaling.answers.produce = ({ producers }) => producers.map(() => ({ code: 'producer-limit', message: 'Enough.' }));
  await expect(client.setVideo(true)).rejects.toMatchObject({ code: 'producer-limit' });
  expect(client.state.self).toMatchObject({ camera: 'failed', tracks: [] });
  expect(devices.given.filter(isLive)).toEqual([]);
  await client.leave();
});

test('a mute waits for no open question', async () => {
  const { client, join, devices } = fakeClient({ audio: 'on' });
  await join();
  await client.setAudio(true);
  const thinking = deferred<void>();
  devices.thinks = thinking.promise;
  const camera = client.setVideo(true).catch(() => undefined);
  await client.setAudio(false);
  await client.setAudio(true);
  expect(client.state.self).toMatchObject({ microphone: 'on', camera: 'starting' });
  await client.leave();
  thinking.resolve(undefined);
  await camera;
  expect(devices.given.filter(isLive)).toEqual([]);
});

test('what the page has published under a device’s label stays wanted when the room is left', async () => {
  const { client, join } = fakeClient();
  await join();
  await client.publish(fakeTrack(), { label: 'camera', source: 'camera' });
  await client.publish(fakeTrack(), { label: 'screen', source: 'screen' });
  await client.shareScreen(false);
  await client.leave();
  expect(client.state.self.tracks.map(({ label }) => label)).toEqual(['camera', 'screen']);
});

test('joining another room leaves the one there is', async () => {
  const { client, join, signaling } = fakeClient();
  const first = await join();
  await client.configure({ room: 'b' });
  expect(client.state.room).toBe('test');
  const joined = client.join();
  expect(signaling()).not.toBe(first);
  signaling().snapshot({ room: 'b' });
  await joined;
  expect(first.closed).toBe(true);
  expect(client.state).toMatchObject({ room: 'b', status: 'joined' });
  await client.leave();
});

test('what the server could not take is refused before it is wanted', async () => {
  const { client } = fakeClient();
  await expect(client.pause('x'.repeat(37))).rejects.toMatchObject({ code: 'peer-not-found' });
  await expect(client.subscribeTo('')).rejects.toMatchObject({ code: 'peer-not-found' });
  const source = 'desk' as 'custom';
  await expect(client.publish(fakeTrack(), { label: 'x', source })).rejects.toMatchObject({ code: 'payload-invalid' });
  expect(client.state.self.tracks).toEqual([]);
});

test('a producer that the server no longer has is no error', async () => {
  const { client, join } = fakeClient();
  const signaling = await join();
  const onError = vi.fn();
  client.on('error', onError);
  await client.publish(fakeTrack(), { label: 'x' });
  held(signaling, 'closeProducer', null).refuse(new RoomError('producer-not-found'));
  await client.unpublish('x');
  expect(onError).not.toHaveBeenCalled();
  await client.leave();
});
