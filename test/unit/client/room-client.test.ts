import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeClient } from '../../helpers/fake-client.js';
import { consumableInfo } from '../../helpers/fake-device.js';
import { FakeMediaStream, fakeTrack } from '../../helpers/fake-track.js';
import { peerChange, peerInfo, producerInfo, transportInfo } from '../../helpers/facts.js';
import { held, isSettled } from '../../helpers/settled.js';

beforeEach(() => void vi.stubGlobal('MediaStream', FakeMediaStream));
afterEach(() => vi.unstubAllGlobals());

const bob = peerInfo('bob', { producers: [producerInfo('p1')] });
const withBob = { peers: [bob], consumers: [consumableInfo('c1', { producerId: 'p1' })] };

describe('the state', () => {
  test('is the same object as long as nothing in it changes', async () => {
    const { client, join } = fakeClient();
    const listener = vi.fn();
    await join(withBob);
    const before = client.state;
    client.subscribe(listener);
    await client.configure({});
    await client.resume('bob');
    await client.setTrackSize('bob:camera', { width: 640, height: 360 });
    expect(client.state).toBe(before);
    expect(listener).not.toHaveBeenCalled();
    await client.leave();
  });

  test('keeps what did not change: the peer and track beside the one that did', async () => {
    const { client, join } = fakeClient();
    const signaling = await join({ ...withBob, peers: [bob, peerInfo('eve')] });
    const before = client.state;
    signaling.event('peerChanged', peerChange('eve', { name: 'Eve', connection: 'reconnecting' }));
    expect(client.state).not.toBe(before);
    expect(client.state.peers[1]).toMatchObject({ name: 'Eve', connection: 'reconnecting' });
    expect(client.state.peers[0]).toBe(before.peers[0]);
    expect(client.state.tracks).toBe(before.tracks);
    expect(client.state.self).toBe(before.self);
    expect(client.state.messages).toBe(before.messages);
    await client.leave();
  });

  test('keeps it through a lost connection and the snapshot that follows', async () => {
    const { client, join } = fakeClient();
    const signaling = await join(withBob);
    const before = client.state;
    signaling.lose();
    expect(client.state.status).toBe('reconnecting');
    signaling.snapshot(structuredClone(withBob));
    await client.configure({});
    expect(client.state).toEqual(before);
    expect(client.state.peers).toBe(before.peers);
    expect(client.state.tracks).toBe(before.tracks);
    await client.leave();
  });
});

describe('of fifty toggles in one turn', () => {
  test.each([
    [true, false],
    [false, true],
  ])('from %s only what is wanted last is sent', async (before, last) => {
    const { client, join, devices } = fakeClient({ audio: 'on' });
    const signaling = await join();
    await client.setAudio(true);
    await client.setAudio(before);
    signaling.requests.length = 0;
    const toggles = Array.from({ length: 50 }, (_, index) => client.setAudio((index % 2 === 0) !== before));
    // The last of fifty is where it began; one more ends elsewhere.
    toggles.push(client.setAudio(last));
    await Promise.all(toggles);
    expect(signaling.requests.length).toBeLessThanOrEqual(2);
    expect(signaling.named('updateProducer').at(-1)).toMatchObject({ paused: !last });
    expect(client.state.self).toMatchObject({
      microphone: last ? 'on' : 'off',
      tracks: [{ label: 'microphone', paused: !last, published: true }],
    });
    expect(client.state.self.tracks[0]?.track?.enabled).toBe(last);
    expect(devices.asked).toHaveLength(1);
    await client.leave();
  });

  test('of a microphone that was never on, one is asked for and published once', async () => {
    const { client, join, devices } = fakeClient();
    const signaling = await join();
    const toggles = Array.from({ length: 51 }, (_, index) => client.setAudio(index % 2 === 0));
    await Promise.all(toggles);
    expect(devices.asked).toHaveLength(1);
    expect(signaling.requests.map(({ name }) => name)).toEqual(['produce']);
    expect(signaling.named('produce')[0]?.producers).toMatchObject([{ label: 'microphone', paused: false }]);
    await client.leave();
  });

  test('of a camera, the light is on or off as wanted last, and one producer goes on', async () => {
    const { client, join, devices } = fakeClient({ video: 'on' });
    const signaling = await join();
    await client.setVideo(true);
    signaling.requests.length = 0;
    await Promise.all(Array.from({ length: 51 }, (_, index) => client.setVideo(index % 2 === 1)));
    expect(devices.given.filter(({ readyState }) => readyState === 'live')).toEqual([]);
    expect(signaling.requests.length).toBeLessThanOrEqual(2);
    await Promise.all(Array.from({ length: 51 }, (_, index) => client.setVideo(index % 2 === 0)));
    expect(devices.given.filter(({ readyState }) => readyState === 'live')).toHaveLength(1);
    expect(signaling.requests.map(({ name }) => name)).not.toContain('produce');
    expect(client.state.self.camera).toBe('on');
    await client.leave();
  });

  test('of pauses, one request tells the end', async () => {
    const { client, join } = fakeClient();
    const signaling = await join(withBob);
    await Promise.all(
      Array.from({ length: 50 }, (_, index) => (index % 2 === 0 ? client.pause('bob') : client.resume('bob'))).concat(
        client.pause('bob'),
      ),
    );
    expect(signaling.requests.map(({ name }) => name)).toEqual(['updateSubscriptions']);
    expect(signaling.named('updateSubscriptions')[0]?.pausedPeers).toEqual(['bob']);
    await client.leave();
  });
});

describe('one piece of work at a time', () => {
  test('what is wanted while a request is under way is sent after its answer', async () => {
    const { client, join } = fakeClient();
    const signaling = await join(withBob);
    const answer = held(signaling, 'updateSubscriptions', null);
    const paused = client.pause('bob');
    expect(await isSettled(paused)).toBe(false);
    const resumed = client.resume('bob');
    const everything = client.pause();
    expect(await isSettled(everything)).toBe(false);
    expect(signaling.requests).toHaveLength(1);
    answer.give();
    await Promise.all([paused, resumed, everything]);
    expect(signaling.named('updateSubscriptions').at(-1)).toMatchObject({ paused: true, pausedPeers: [] });
    expect(signaling.requests).toHaveLength(2);
    await client.leave();
  });
});

describe('a promise settles with the effect', () => {
  test('of publishing', async () => {
    const { client, join } = fakeClient();
    const signaling = await join();
    const answer = held(signaling, 'produce', [null]);
    const published = client.publish(fakeTrack(), { label: 'slides' });
    expect(await isSettled(published)).toBe(false);
    expect(client.state.self.tracks).toMatchObject([{ label: 'slides', published: false }]);
    answer.give();
    await published;
    expect(client.state.self.tracks).toMatchObject([{ label: 'slides', published: true }]);
    await client.leave();
  });

  test('of publishing what the server refuses, with its code', async () => {
    const { client, join } = fakeClient();
    const signaling = await join();
    const heard: string[] = [];
    client.on('error', ({ error }) => heard.push(error.code));
    signaling.answers.produce = ({ producers }) =>
      producers.map(({ label }) => (label === 'slides' ? { code: 'producer-limit', message: 'Enough.' } : null));
    const results = await Promise.allSettled([
      client.publish(fakeTrack(), { label: 'slides' }),
      client.publish(fakeTrack(), { label: 'other' }),
    ]);
    expect(results).toMatchObject([
      { status: 'rejected', reason: { name: 'RoomError', code: 'producer-limit', message: 'Enough.' } },
      { status: 'fulfilled' },
    ]);
    expect(heard).toEqual(['producer-limit']);
    expect(client.state.self.tracks.map(({ label }) => label)).toEqual(['other']);
    await client.leave();
  });

  test('of muting, though the track is silent before the call returns', async () => {
    const { client, join } = fakeClient({ audio: 'on' });
    const signaling = await join();
    await client.setAudio(true);
    const answer = held(signaling, 'updateProducer', null);
    const muted = client.setAudio(false);
    expect(client.state.self.tracks[0]?.track?.enabled).toBe(false);
    expect(await isSettled(muted)).toBe(false);
    answer.give();
    await muted;
    await client.leave();
  });

  test('of anything that is wanted while the connection is lost, when it is back', async () => {
    const { client, join } = fakeClient();
    const signaling = await join(withBob);
    signaling.lose();
    const paused = client.pause('bob');
    expect(await isSettled(paused)).toBe(false);
    signaling.snapshot(withBob);
    await paused;
    await client.leave();
  });

  test('and is rejected at once when the room is left, whether or not the server answers', async () => {
    const { client, join } = fakeClient();
    const signaling = await join(withBob);
    held(signaling, 'updateSubscriptions', null);
    held(signaling, 'sendMessage', null);
    const answer = held(signaling, 'leave', null);
    const waiting = [client.pause('bob'), client.sendMessage('hi'), client.publish(fakeTrack(), { label: 'slides' })];
    expect(await isSettled(Promise.race(waiting))).toBe(false);
    const left = client.leave();
    for (const result of await Promise.allSettled(waiting)) {
      expect(result).toMatchObject({ status: 'rejected', reason: { name: 'RoomError', code: 'left' } });
    }
    expect(await isSettled(left)).toBe(false);
    expect(client.state.status).toBe('left');
    answer.give();
    await left;
    expect(signaling.closed).toBe(true);
  });
});

test('a name that is too long is cut, and ends no call', async () => {
  const { client, join } = fakeClient();
  const signaling = await join();
  await client.configure({ name: 'a'.repeat(65) });
  expect(signaling.named('updateSelf')).toEqual([{ name: 'a'.repeat(64) }]);
  expect(client.state.self.name).toHaveLength(64);
  await client.leave();
});

test('what is injected is all that is used: nothing of a browser is there', async () => {
  const { client, join } = fakeClient({ audio: 'on', video: 'on' });
  for (const name of ['RTCPeerConnection', 'document', 'addEventListener']) {
    expect(globalThis).not.toHaveProperty(name);
  }
  const signaling = await join(withBob);
  await Promise.all([client.setAudio(true), client.setVideo(true)]);
  expect(client.state).toMatchObject({ status: 'joined', self: { microphone: 'on', camera: 'on' } });
  expect(client.state.tracks.map(({ id }) => id)).toEqual(['bob:camera']);
  // Without a certificate of its own the client tells its fingerprint when it connects.
  signaling.snapshot({
    ...withBob,
    transports: { send: transportInfo('s', { connected: false }), recv: transportInfo('r') },
  });
  await client.configure({});
  expect(signaling.named('connectTransport').map(({ transportId }) => transportId)).toContain('s');
  await client.leave();
});
