import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { deferred } from '../../../widget/src/client/deferred.js';
import { infoOf, liveOf, roomWithDevices, settle, tracksOf } from '../../helpers/device-room.js';
import { transportInfo } from '../../helpers/facts.js';
import { fakeClient } from '../../helpers/fake-client.js';
import { FakeMediaStream } from '../../helpers/fake-track.js';
import { isSettled } from '../../helpers/settled.js';

beforeEach(() => void vi.stubGlobal('MediaStream', FakeMediaStream));
afterEach(() => vi.unstubAllGlobals());

test('the devices are told by kind, once the browser tells them', async () => {
  const { client } = await roomWithDevices();
  expect(client.state.devices).toEqual({
    microphone: { devices: [infoOf('mic1'), infoOf('mic2')], chosen: null },
    camera: { devices: [infoOf('cam1'), infoOf('cam2')], chosen: null },
    speaker: { devices: [infoOf('speaker1'), infoOf('speaker2')], chosen: null },
  });
  await client.leave();
});

describe('a camera that is chosen', () => {
  test('is opened after the one before was stopped, under the same producer', async () => {
    const { client, devices, signaling, changes } = await roomWithDevices();
    signaling.requests.length = 0;
    devices.camerasOpen.length = 0;
    await client.chooseDevice('camera', 'cam2');
    expect(devices.camerasOpen).toEqual([0]);
    expect(liveOf(devices.given)).toEqual(['mic1', 'cam2']);
    expect(tracksOf(client)).toEqual({ microphone: 'mic1', camera: 'cam2' });
    expect(client.state).toMatchObject({ self: { camera: 'on' }, devices: { camera: { chosen: 'cam2' } } });
    expect(changes).toEqual([{ kind: 'camera', device: infoOf('cam2'), reason: 'chosen' }]);
    expect(signaling.named('produce')).toEqual([]);
    expect(signaling.named('updateProducer').filter(({ paused }) => paused)).toEqual([]);
    await client.leave();
  });

  test('and is in use elsewhere leaves the one before, opened again, and tells why', async () => {
    const { client, devices, changes, errors } = await roomWithDevices();
    await client.chooseDevice('camera', 'cam2');
    devices.busy.add('cam1');
    changes.length = 0;
    await expect(client.chooseDevice('camera', 'cam1')).rejects.toMatchObject({ code: 'camera-in-use' });
    expect(errors).toEqual(['camera-in-use']);
    expect(changes).toEqual([]);
    expect(liveOf(devices.given)).toEqual(['mic1', 'cam2']);
    expect(client.state).toMatchObject({ self: { camera: 'on' }, devices: { camera: { chosen: 'cam2' } } });
    await client.leave();
  });

  test('in place of the default, and fails, leaves the very camera that was open', async () => {
    const { client, devices } = await roomWithDevices();
    await client.chooseDevice('camera', 'cam2');
    await client.chooseDevice('camera', null);
    devices.busy.add('cam2');
    await expect(client.chooseDevice('camera', 'cam2')).rejects.toMatchObject({ code: 'camera-in-use' });
    expect(tracksOf(client)).toMatchObject({ camera: 'cam1' });
    expect(client.state.devices.camera.chosen).toBeNull();
    await client.leave();
  });

  test('while it is off is only remembered, over rejoins', async () => {
    const { client, devices, join, changes } = await roomWithDevices({ video: 'off' });
    devices.asked.length = 0;
    await client.chooseDevice('camera', 'cam2');
    expect(devices.asked).toEqual([]);
    expect(changes).toEqual([{ kind: 'camera', device: infoOf('cam2'), reason: 'chosen' }]);
    await client.setVideo(true);
    expect(tracksOf(client)).toMatchObject({ camera: 'cam2' });
    await client.leave();
    await join();
    await settle();
    expect(tracksOf(client)).toMatchObject({ camera: 'cam2' });
    await client.leave();
  });

  test('and switched off while it is being opened is not opened', async () => {
    const { client, devices } = await roomWithDevices();
    const thinking = deferred<void>();
    devices.thinks = thinking.promise;
    const chosen = client.chooseDevice('camera', 'cam2');
    await client.setVideo(false);
    thinking.resolve(undefined);
    await chosen;
    expect(liveOf(devices.given)).toEqual(['mic1']);
    expect(client.state.self).toMatchObject({ camera: 'off', tracks: [{}, { label: 'camera', paused: true }] });
    await client.leave();
  });
});

describe('a microphone that is chosen', () => {
  test('is open before the other is stopped, and is sent in its place', async () => {
    const { client, devices, signaling } = await roomWithDevices({ video: 'none' });
    signaling.requests.length = 0;
    const [first] = devices.given;
    const chosen = client.chooseDevice('microphone', 'mic2');
    expect(first?.readyState).toBe('live');
    await chosen;
    await settle();
    expect(first?.readyState).toBe('ended');
    expect(liveOf(devices.given)).toEqual(['mic2']);
    expect(signaling.requests).toEqual([]);
    await client.leave();
  });

  test('while nothing can be sent: the other one waits for it, but is silent as soon as it is muted', async () => {
    const { client, devices, signaling } = await roomWithDevices({ video: 'none' });
    signaling.lose();
    const chosen = client.chooseDevice('microphone', 'mic2');
    await settle();
    expect(liveOf(devices.given)).toEqual(['mic1', 'mic2']);
    const muted = client.setAudio(false);
    expect(liveOf(devices.given)).toEqual(['mic2']);
    expect(client.state.self.tracks[0]?.track?.enabled).toBe(false);
    await client.leave();
    await expect(chosen).rejects.toMatchObject({ code: 'left' });
    await muted;
    expect(liveOf(devices.given)).toEqual([]);
  });

  test('and fails leaves the other untouched', async () => {
    const { client, devices, errors } = await roomWithDevices({ video: 'none' });
    const [first] = devices.given;
    devices.busy.add('mic2');
    await expect(client.chooseDevice('microphone', 'mic2')).rejects.toMatchObject({ code: 'microphone-in-use' });
    expect(errors).toEqual(['microphone-in-use']);
    expect(client.state.self.tracks[0]?.track).toBe(first);
    expect(first?.readyState).toBe('live');
    await client.leave();
  });

  test('while it is muted is opened by the next unmute, and the one before is let go at once', async () => {
    const { client, devices } = await roomWithDevices({ video: 'none' });
    await client.setAudio(false);
    await client.chooseDevice('microphone', 'mic2');
    expect(liveOf(devices.given)).toEqual([]);
    expect(client.state.self.microphone).toBe('off');
    await client.setAudio(true);
    expect(liveOf(devices.given)).toEqual(['mic2']);
    await client.leave();
  });

  test('while the question is open is gone over to when it is answered', async () => {
    const { client, devices, join } = fakeClient({ audio: 'on' });
    devices.plug('mic1', 'mic2');
    const thinking = deferred<void>();
    devices.thinks = thinking.promise;
    await join();
    const chosen = client.chooseDevice('microphone', 'mic2');
    thinking.resolve(undefined);
    await chosen;
    await settle();
    expect(liveOf(devices.given)).toEqual(['mic2']);
    await client.leave();
  });

  test('of fifty choices in one turn, the last one stands', async () => {
    const { client, devices } = await roomWithDevices({ video: 'none' });
    await Promise.all(
      Array.from({ length: 51 }, (_, index) => client.chooseDevice('microphone', index % 2 === 0 ? 'mic2' : 'mic1')),
    );
    await settle();
    expect(liveOf(devices.given)).toEqual(['mic2']);
    expect(devices.asked.length).toBeLessThanOrEqual(3);
    await client.leave();
  });
});

describe('a speaker that is chosen', () => {
  test('is state, in force for as long as it is there', async () => {
    const { client, devices, changes } = await roomWithDevices();
    await client.chooseDevice('speaker', 'speaker2');
    expect(client.state.devices.speaker.chosen).toBe('speaker2');
    devices.unplug('speaker2');
    await settle();
    expect(client.state.devices.speaker.chosen).toBeNull();
    devices.plug('speaker2');
    await settle();
    expect(client.state.devices.speaker.chosen).toBe('speaker2');
    await client.chooseDevice('speaker', null);
    expect(changes).toEqual([
      { kind: 'speaker', device: infoOf('speaker2'), reason: 'chosen' },
      { kind: 'speaker', device: infoOf('speaker1'), reason: 'unplugged' },
      { kind: 'speaker', device: infoOf('speaker2'), reason: 'chosen' },
      { kind: 'speaker', device: infoOf('speaker1'), reason: 'default' },
    ]);
    await client.leave();
  });
});

test('a chosen device that is not there is remembered for when it comes', async () => {
  const { client, devices } = await roomWithDevices({ audio: 'none' });
  await client.chooseDevice('camera', 'cam9');
  expect(tracksOf(client)).toEqual({ camera: 'cam1' });
  expect(client.state.devices.camera.chosen).toBeNull();
  devices.plug('cam9');
  await settle();
  expect(tracksOf(client)).toEqual({ camera: 'cam9' });
  await client.leave();
});

test('a camera without a track is published when there is one, in the room that was found again', async () => {
  const { client, devices, signaling } = await roomWithDevices({ audio: 'none' });
  const thinking = deferred<void>();
  devices.thinks = thinking.promise;
  const chosen = client.chooseDevice('camera', 'cam2');
  signaling.lose();
  signaling.snapshot({ transports: { send: transportInfo('send-2'), recv: transportInfo('recv-2') } });
  expect(await isSettled(chosen)).toBe(false);
  thinking.resolve(undefined);
  await chosen;
  expect(client.state.self.tracks).toMatchObject([{ label: 'camera', published: true }]);
  await client.leave();
});
