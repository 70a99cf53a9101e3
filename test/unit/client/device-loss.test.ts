import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { infoOf, liveOf, roomWithDevices, settle, tracksOf } from '../../helpers/device-room.js';
import { endTrack, FakeMediaStream, interruptTrack } from '../../helpers/fake-track.js';

beforeEach(() => void vi.stubGlobal('MediaStream', FakeMediaStream));
afterEach(() => vi.unstubAllGlobals());

describe('a device that is unplugged', () => {
  test.each(['ends its track', 'is only gone from the list'])('and %s: the default takes its place', async (how) => {
    const { client, devices, changes, errors } = await roomWithDevices({ video: 'none' });
    await client.chooseDevice('microphone', 'mic2');
    changes.length = 0;
    devices.unplug('mic2', how !== 'ends its track');
    await settle();
    expect(client.state.self.microphone).toBe('on');
    expect(liveOf(devices.given)).toEqual(['mic1']);
    expect(changes).toEqual([{ kind: 'microphone', device: infoOf('mic1'), reason: 'unplugged' }]);
    expect(errors).toEqual([]);
    await client.leave();
  });

  test('and was chosen is taken again when it is back', async () => {
    const { client, devices, changes } = await roomWithDevices();
    await client.chooseDevice('camera', 'cam2');
    devices.unplug('cam2');
    await settle();
    expect(tracksOf(client)).toMatchObject({ camera: 'cam1' });
    expect(client.state.devices.camera.chosen).toBeNull();
    devices.plug('cam2');
    await settle();
    expect(tracksOf(client)).toMatchObject({ camera: 'cam2' });
    expect(client.state.devices.camera.chosen).toBe('cam2');
    expect(changes.map(({ device, reason }) => [device?.id, reason])).toEqual([
      ['cam2', 'chosen'],
      ['cam1', 'unplugged'],
      ['cam2', 'chosen'],
    ]);
    await client.leave();
  });

  test('while it was muted stays muted through it, and opens nothing', async () => {
    const { client, devices, changes } = await roomWithDevices({ video: 'none' });
    await client.chooseDevice('microphone', 'mic2');
    await client.setAudio(false);
    const asked = devices.asked.length;
    devices.unplug('mic2');
    await settle();
    devices.plug('mic2');
    await settle();
    expect(devices.asked).toHaveLength(asked);
    expect(client.state.self).toMatchObject({ microphone: 'off', tracks: [{ label: 'microphone', paused: true }] });
    expect(changes.at(-1)).toEqual({ kind: 'microphone', device: infoOf('mic1'), reason: 'unplugged' });
    await client.setAudio(true);
    expect(liveOf(devices.given)).toEqual(['mic2']);
    await client.leave();
  });

  test('and was the last one is missing, and no other that comes is taken unasked', async () => {
    const { client, devices, changes, errors } = await roomWithDevices({ audio: 'none' });
    devices.unplug('cam2');
    devices.unplug('cam1');
    await settle();
    expect(client.state.self).toMatchObject({ camera: 'failed', tracks: [] });
    expect(errors).toEqual(['camera-missing']);
    expect(changes).toEqual([]);
    devices.plug('cam3');
    await settle();
    expect(client.state.self.camera).toBe('failed');
    await client.leave();
  });

  test('and was the last one, and chosen, goes on when it is back', async () => {
    const { client, devices } = await roomWithDevices({ audio: 'none' });
    devices.unplug('cam1');
    await client.chooseDevice('camera', 'cam2');
    devices.unplug('cam2');
    await settle();
    expect(client.state.self.camera).toBe('failed');
    devices.plug('cam2');
    await settle();
    expect(client.state.self.camera).toBe('on');
    await client.leave();
  });

  test('keeps its producer, which goes on with the other', async () => {
    const { client, devices, signaling } = await roomWithDevices({ audio: 'none' });
    signaling.requests.length = 0;
    devices.unplug('cam1');
    await settle();
    expect(tracksOf(client)).toEqual({ camera: 'cam2' });
    expect(signaling.requests.map(({ name }) => name)).not.toContain('produce');
    expect(signaling.requests.map(({ name }) => name)).not.toContain('closeProducer');
    await client.leave();
  });

  test('as the room is left changes nothing any more', async () => {
    const { client, devices } = await roomWithDevices();
    await client.leave();
    const { state } = client;
    devices.unplug('cam1');
    await settle();
    expect(client.state).toBe(state);
  });
});

test('a track that the system interrupts is told, and comes back', async () => {
  const { client, devices } = await roomWithDevices();
  const states: unknown[] = [];
  client.on('mediachange', ({ kind, state }) => states.push([kind, state]));
  const [microphone, camera] = devices.given;
  if (!microphone || !camera) throw new Error('Nothing was given.');
  interruptTrack(camera, true);
  expect(client.state.self.camera).toBe('interrupted');
  interruptTrack(camera, false);
  await client.setAudio(false);
  interruptTrack(microphone, true);
  expect(client.state.self.microphone).toBe('off');
  await client.setAudio(true);
  interruptTrack(microphone, false);
  expect(states).toEqual([
    ['camera', 'interrupted'],
    ['camera', 'on'],
    ['microphone', 'off'],
    ['microphone', 'interrupted'],
    ['microphone', 'on'],
  ]);
  await client.leave();
});

test('a permission that is taken away is a refusal', async () => {
  const { client, devices, errors } = await roomWithDevices({ audio: 'none' });
  devices.refusal = 'NotAllowedError';
  for (const track of devices.live) endTrack(track);
  await settle();
  expect(client.state.self.camera).toBe('failed');
  expect(errors).toEqual(['camera-refused']);
  await client.leave();
});
