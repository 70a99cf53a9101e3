import { describe, expect, test, vi } from 'vitest';
import { Devices, type DevicesChange } from '../../../widget/src/client/devices.js';
import { RoomError } from '../../../widget/src/client/errors.js';
import { fakeTrack } from '../../helpers/fake-track.js';

/** `kind id group label` of each device. */
function told(...lines: string[]): MediaDeviceInfo[] {
  return lines.map((line) => {
    const [kind = '', deviceId = '', groupId = '', label = ''] = line.split(' ');
    return { kind, deviceId, groupId, label } as unknown as MediaDeviceInfo;
  });
}

function listOf(...lines: string[]) {
  const source = Object.assign(new EventTarget(), {
    getUserMedia: () => Promise.reject(new Error('not asked for')),
    list: told(...lines),
    enumerateDevices: () => Promise.resolve(source.list),
  });
  const changes: DevicesChange[] = [];
  const devices = new Devices(
    () => source,
    (change) => changes.push(change),
  );
  devices.watch();
  const become = async (...next: string[]): Promise<DevicesChange | undefined> => {
    source.list = told(...next);
    source.dispatchEvent(new Event('devicechange'));
    await devices.read();
    return changes.at(-1);
  };
  return { devices, source, changes, become };
}

describe('the list', () => {
  test('leaves out what Chromium has as second entries, and knows the default by them', async () => {
    const { devices } = listOf(
      'audioinput default g2 Default-Headset',
      'audioinput communications g1 Communications-Built-in',
      'audioinput a g1 Built-in',
      'audioinput b g2 Headset',
    );
    await devices.read();
    expect(devices.state.microphone.devices.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(devices.inForce('microphone')).toEqual({ id: 'b', label: 'Headset' });
    expect(devices.of('microphone', fakeTrack('audio', { deviceId: 'default', label: 'x' })).id).toBe('b');
  });

  test('where a group has several, tells them by the name, and takes the first where no default is named', async () => {
    const { devices } = listOf(
      'audiooutput default g1 Default-HDMI',
      'audiooutput a g1 Speakers',
      'audiooutput b g1 HDMI',
      'videoinput c g3 First',
      'videoinput d g3 Second',
    );
    await devices.read();
    expect(devices.inForce('speaker')?.id).toBe('b');
    expect(devices.inForce('camera')?.id).toBe('c');
  });

  test('is empty as long as the browser tells no ids, and stays when it tells them no more', async () => {
    const { devices, become } = listOf('audioinput', 'videoinput');
    await devices.read();
    expect(devices.state.camera.devices).toEqual([]);
    await become('videoinput a g A');
    await become('videoinput');
    expect(devices.state.camera.devices).toEqual([{ id: 'a', label: 'A' }]);
    await become();
    expect(devices.state.camera.devices).toEqual([]);
  });

  test('names a track that it lacks by the track itself', () => {
    const { devices } = listOf();
    const track = fakeTrack('audio', { deviceId: 'x', label: 'Mine' });
    expect(devices.of('microphone', track)).toEqual({ id: 'x', label: 'Mine' });
  });
});

describe('a change', () => {
  test('tells what is gone, and what was chosen and is back, but not what was there at first', async () => {
    const { devices, changes, become } = listOf('videoinput a g A');
    devices.choose('camera', 'a');
    await devices.read();
    expect([...(changes.at(-1)?.back ?? [])]).toEqual([]);
    expect((await become('videoinput b g B'))?.isGone('camera', 'a')).toBe(true);
    expect(devices.state.camera.chosen).toBeNull();
    const back = await become('videoinput a g A', 'videoinput b g B');
    expect([...(back?.back ?? [])]).toEqual(['camera']);
    expect(back?.isGone('camera', 'b')).toBe(false);
    expect(devices.state.camera.chosen).toBe('a');
  });

  test('that comes late is passed over by the one that was asked for later', async () => {
    const { devices, source } = listOf('videoinput a g A');
    await devices.read();
    const answers: ((list: MediaDeviceInfo[]) => void)[] = [];
    source.enumerateDevices = () => new Promise((resolve) => answers.push(resolve));
    const readings = [devices.read(), devices.read()];
    answers[1]?.(told('videoinput c g C'));
    answers[0]?.(told('videoinput b g B'));
    await Promise.all(readings);
    expect(devices.state.camera.devices.map(({ id }) => id)).toEqual(['c']);
  });

  test('is not followed any more once nobody watches', async () => {
    const { devices, changes, become } = listOf('videoinput a g A');
    await devices.read();
    const before = changes.length;
    devices.unwatch();
    await become('videoinput b g B');
    expect(changes).toHaveLength(before);
  });
});

test('without devices, or a list of them, there is nothing to choose among, and nothing fails', async () => {
  const onChange = vi.fn();
  for (const found of [new RoomError('insecure-context'), { getUserMedia: () => Promise.reject(new Error()) }]) {
    const devices = new Devices(() => found, onChange);
    devices.watch();
    await devices.read();
    devices.choose('speaker', 'a');
    expect(devices.state.speaker).toEqual({ devices: [], chosen: 'a' });
    devices.unwatch();
  }
  expect(onChange).not.toHaveBeenCalled();
});

test('a list that the browser refuses leaves what was known', async () => {
  const { devices, source } = listOf('videoinput a g A');
  await devices.read();
  source.enumerateDevices = () => Promise.reject(new DOMException('no', 'InvalidStateError'));
  await devices.read();
  expect(devices.state.camera.devices).toHaveLength(1);
});
