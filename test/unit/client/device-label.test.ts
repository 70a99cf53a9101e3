import { describe, expect, test, vi } from 'vitest';
import { fakeClient } from '../../helpers/fake-client.js';
import { liveOf, roomWithDevices, settle, tracksOf } from '../../helpers/device-room.js';
import { fakeTrack } from '../../helpers/fake-track.js';

describe('taking back the label of an own device', () => {
  test('lets the camera go, which stays off', async () => {
    const { client, devices, signaling } = await roomWithDevices();
    await client.unpublish('camera');
    expect(liveOf(devices.given)).toEqual(['mic1']);
    expect(client.state.self).toMatchObject({ camera: 'off', microphone: 'on' });
    expect(tracksOf(client)).toEqual({ microphone: 'mic1' });
    expect(signaling.named('closeProducer')).toHaveLength(1);
  });

  test('lets the microphone go, which no mute publishes again', async () => {
    const { client, devices } = await roomWithDevices();
    await client.unpublish('microphone');
    await client.setAudio(false);
    expect(liveOf(devices.given)).toEqual(['cam1']);
    expect(tracksOf(client)).toEqual({ camera: 'cam1' });
    await client.setAudio(true);
    expect(tracksOf(client)).toEqual({ camera: 'cam1', microphone: 'mic1' });
  });

  test('lets the screen go, with its sound', async () => {
    const { client, devices } = fakeClient();
    await client.shareScreen(true);
    await client.unpublish('screen');
    expect(devices.live).toEqual([]);
    expect(client.state.self).toMatchObject({ screen: 'off', tracks: [] });
  });

  test('while it is being opened gives back what comes of it', async () => {
    const { client, devices, join } = fakeClient({ audio: 'on', video: 'none' });
    let answer = (): void => undefined;
    devices.thinks = new Promise((resolve) => (answer = resolve));
    await join();
    expect(client.state.self.microphone).toBe('starting');
    await client.unpublish('microphone');
    answer();
    await settle();
    expect(devices.live).toEqual([]);
    expect(client.state.self).toMatchObject({ microphone: 'off', tracks: [] });
  });

  test('holds for the next call', async () => {
    const { client, devices, join } = fakeClient({ audio: 'none', video: 'on' });
    await join();
    await settle();
    await client.unpublish('camera');
    await client.leave();
    await join();
    await settle();
    expect(devices.live).toEqual([]);
    expect(client.state.self.camera).toBe('off');
  });
});

test('a track of the page in place of the own camera lets the camera go', async () => {
  const { client, devices } = await roomWithDevices({ audio: 'none' });
  const drawing = fakeTrack('video');
  await client.publish(drawing, { label: 'camera', source: 'camera' });
  expect(devices.live).toEqual([]);
  expect(client.state.self.camera).toBe('off');
  expect(client.state.self.tracks.map(({ track }) => track)).toEqual([drawing]);
});

describe('none during a call', () => {
  test('lets the microphone go, which a mute keeps open', async () => {
    const { client, devices } = await roomWithDevices({ video: 'none' });
    await client.configure({ audio: 'off' });
    expect(liveOf(devices.given)).toEqual(['mic1']);
    await client.configure({ audio: 'none' });
    expect(devices.live).toEqual([]);
    expect(client.state.self).toMatchObject({ microphone: 'none', tracks: [] });
    await client.configure({ audio: 'on' });
    expect(client.state.self.microphone).toBe('on');
    expect(tracksOf(client)).toEqual({ microphone: 'mic1' });
  });
});

test('a track that is published again and again is listened to once, and not at all when it is taken back', async () => {
  const { client } = fakeClient();
  const track = fakeTrack('video');
  const signals: AbortSignal[] = [];
  const listen = vi.spyOn(track, 'addEventListener');
  for (let i = 0; i < 3; i += 1) await client.publish(track, { label: 'drawing' });
  for (const [, , options] of listen.mock.calls as unknown as [string, unknown, { signal: AbortSignal }][]) {
    signals.push(options.signal);
  }
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, false]);
  await client.unpublish('drawing');
  expect(signals.every(({ aborted }) => aborted)).toBe(true);
});
