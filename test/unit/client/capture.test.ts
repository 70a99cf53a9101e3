import { afterEach, describe, expect, test, vi } from 'vitest';
import { Capture, type Captured, type CaptureDevices } from '../../../widget/src/client/capture.js';
import { RoomError } from '../../../widget/src/client/errors.js';
import { FakeMediaStream, fakeTrack } from '../../helpers/fake-track.js';

afterEach(() => {
  vi.unstubAllGlobals();
});

const streamOf = (...tracks: MediaStreamTrack[]): MediaStream => new FakeMediaStream(tracks) as unknown as MediaStream;

/** A browser whose devices are there, or fail as named. */
function devicesOf(failures: { audio?: string; video?: string } = {}) {
  const getUserMedia = vi.fn((constraints?: MediaStreamConstraints) => {
    const kinds = (['audio', 'video'] as const).filter((kind) => constraints?.[kind]);
    const failure = kinds.map((kind) => failures[kind]).find((name) => name !== undefined);
    if (failure !== undefined) return Promise.reject(new DOMException('no', failure));
    return Promise.resolve(streamOf(...kinds.map((kind) => fakeTrack(kind))));
  });
  return { getUserMedia };
}

/** Everything that comes. */
async function allOf(capture: Capture, kinds: readonly ('microphone' | 'camera')[]) {
  const all: Partial<Record<'microphone' | 'camera', Captured>> = {};
  for await (const part of capture.devices(kinds)) Object.assign(all, part);
  return all;
}

const codeOf = (captured: unknown): unknown => (captured instanceof RoomError ? captured.code : captured);

describe('devices', () => {
  test('microphone and camera are had by one question', async () => {
    const devices = devicesOf();
    const { microphone, camera } = await allOf(new Capture(devices), ['microphone', 'camera']);
    expect(microphone).toMatchObject({ kind: 'audio' });
    expect(camera).toMatchObject({ kind: 'video' });
    expect(devices.getUserMedia).toHaveBeenCalledOnce();
  });

  test('one that fails leaves the other', async () => {
    const devices = devicesOf({ video: 'NotReadableError' });
    const { microphone, camera } = await allOf(new Capture(devices), ['microphone', 'camera']);
    expect(microphone).toMatchObject({ kind: 'audio', readyState: 'live' });
    expect(codeOf(camera)).toBe('camera-in-use');
  });

  test('both that fail each tell their own reason', async () => {
    const devices = devicesOf({ audio: 'NotFoundError', video: 'NotAllowedError' });
    const { microphone, camera } = await allOf(new Capture(devices), ['microphone', 'camera']);
    expect([codeOf(microphone), codeOf(camera)]).toEqual(['microphone-missing', 'camera-refused']);
  });

  test('one that is there is given before the other is asked for, which is not asked for when no more is wanted', async () => {
    const devices = devicesOf({ video: 'NotReadableError' });
    for await (const { microphone } of new Capture(devices).devices(['microphone', 'camera'])) {
      if (microphone) break;
    }
    expect(devices.getUserMedia.mock.calls.map(([constraints]) => Object.keys(constraints ?? {}))).toEqual([
      ['audio', 'video'],
      ['audio'],
    ]);
  });

  test('one alone is asked for alone', async () => {
    const devices = devicesOf();
    const captured = await allOf(new Capture(devices), ['camera']);
    expect(Object.keys(captured)).toEqual(['camera']);
    expect(devices.getUserMedia).toHaveBeenCalledExactlyOnceWith({ video: expect.anything() as unknown });
  });
});

describe('a screen', () => {
  const screenOf = (getDisplayMedia?: CaptureDevices['getDisplayMedia']): Promise<unknown> =>
    new Capture({ ...devicesOf(), ...(getDisplayMedia ? { getDisplayMedia } : {}) }).screen();

  test('comes with its sound, or without', async () => {
    const [screen, sound] = [fakeTrack('video'), fakeTrack('audio')];
    expect(await screenOf(() => Promise.resolve(streamOf(screen, sound)))).toEqual({ screen, screenaudio: sound });
    expect(await screenOf(() => Promise.resolve(streamOf(screen)))).toEqual({ screen, screenaudio: null });
  });

  test('that the user refuses, and one that the browser cannot share, each have their code', async () => {
    const refuse = (): never => {
      throw new DOMException('no', 'NotAllowedError');
    };
    await expect(screenOf(refuse)).rejects.toMatchObject({ code: 'screen-refused' });
    await expect(screenOf()).rejects.toMatchObject({ code: 'screen-unsupported' });
  });
});

describe('the question for a screen', () => {
  const optionsOf = async (supported: object): Promise<unknown> => {
    const getDisplayMedia = vi.fn((_?: DisplayMediaStreamOptions) => Promise.resolve(streamOf(fakeTrack('video'))));
    const getSupportedConstraints = (): MediaTrackSupportedConstraints => supported;
    await new Capture({ ...devicesOf(), getDisplayMedia, getSupportedConstraints }).screen();
    return getDisplayMedia.mock.calls[0]?.[0];
  };

  test('offers the sound of everything where that of this page can be left out of it', async () => {
    expect(await optionsOf({ restrictOwnAudio: true })).toMatchObject({
      audio: { restrictOwnAudio: true },
      systemAudio: 'include',
      windowAudio: 'window',
    });
  });

  test('offers no sound elsewhere that the others’ voices are in', async () => {
    expect(await optionsOf({})).toMatchObject({ systemAudio: 'exclude', windowAudio: 'exclude' });
  });

  test('lets the user go over to another tab, and does not offer the room itself', async () => {
    expect(await optionsOf({})).toMatchObject({ surfaceSwitching: 'include', selfBrowserSurface: 'exclude' });
  });
});

describe('a certain device', () => {
  const ids = { microphone: 'mic', camera: 'cam' };
  const asked = async (capture: (from: Capture) => Promise<unknown>): Promise<unknown[]> => {
    const devices = devicesOf();
    await capture(new Capture(devices));
    const deviceOf = (constraints?: boolean | MediaTrackConstraints): unknown =>
      typeof constraints === 'object' ? constraints.deviceId : constraints;
    return devices.getUserMedia.mock.calls.flatMap(([wish]) => [deviceOf(wish?.audio), deviceOf(wish?.video)]);
  };

  test('is preferred, and no reason to have none', async () => {
    const all = async (capture: Capture): Promise<void> => {
      for await (const part of capture.devices(['microphone', 'camera'], ids)) expect(part).not.toEqual({});
    };
    expect(await asked(all)).toEqual([{ ideal: 'mic' }, { ideal: 'cam' }]);
  });

  test('or no other, or whatever the system has', async () => {
    expect(await asked((capture) => capture.exactly('camera', 'cam'))).toEqual([undefined, { exact: 'cam' }]);
    expect(await asked((capture) => capture.exactly('microphone', null))).toEqual([undefined, undefined]);
  });
});

describe('a page without devices', () => {
  test.each([
    [false, 'insecure-context'],
    [true, 'device-unsupported'],
  ])('that is secure (%s) tells %s for all of them', async (isSecureContext, code) => {
    vi.stubGlobal('navigator', {});
    vi.stubGlobal('isSecureContext', isSecureContext);
    const { microphone, camera } = await allOf(new Capture(null), ['microphone', 'camera']);
    expect([codeOf(microphone), codeOf(camera)]).toEqual([code, code]);
    await expect(new Capture(null).screen()).rejects.toMatchObject({ code });
  });
});
