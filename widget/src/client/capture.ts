import { deviceError } from './device-error.js';
import { RoomError } from './errors.js';

/**
 * As much of the browser's MediaDevices as a room client uses; phones share no screens. Without a list of devices there
 * is no choice among them.
 */
export interface CaptureDevices
  extends
    Pick<MediaDevices, 'getUserMedia'>,
    Partial<Pick<MediaDevices, 'getDisplayMedia' | 'enumerateDevices' | 'getSupportedConstraints'>> {
  addEventListener?(type: 'devicechange', listener: () => void): void;
  removeEventListener?(type: 'devicechange', listener: () => void): void;
}

const AUDIO: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/** 720p at 30 frames a second: what the layers of `simulcast.ts` are made for. */
const VIDEO: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30, max: 30 },
};

export type CapturedKind = 'microphone' | 'camera';

export type Captured = MediaStreamTrack | RoomError;

/** Of which device, by its id; null or nothing: of the system's default. */
export type Preferred = Partial<Readonly<Record<CapturedKind, string | null>>>;

/** Takes tracks from microphone, camera and screen. */
export class Capture {
  /** @param given in place of the browser's own */
  constructor(private readonly given: CaptureDevices | null) {}

  /**
   * Microphone, camera or both by one question to the user; each succeeds or fails by itself, and comes as soon as it is
   * there. Who needs no more goes on with no more: nothing is asked for before the one before it was taken.
   * @param preferred taken where it is there, and another where it is not
   */
  async *devices(
    kinds: readonly CapturedKind[],
    preferred: Preferred = {},
  ): AsyncGenerator<Partial<Record<CapturedKind, Captured>>, void, undefined> {
    const devices = this.find();
    if (devices instanceof RoomError) {
      yield Object.fromEntries(kinds.map((kind) => [kind, devices]));
      return;
    }
    const ids = { microphone: idealOf(preferred.microphone), camera: idealOf(preferred.camera) };
    if (kinds.length === 2) {
      const both = await captureBoth(devices, ids);
      yield both ?? {};
      if (both) return;
    }
    // One after the other, so that the browser does not show two questions at once.
    for (const kind of kinds) yield { [kind]: await captureOne(devices, kind, ids[kind]) };
  }

  /** This device and no other; null: the system's default. */
  async exactly(kind: CapturedKind, id: string | null): Promise<Captured> {
    const devices = this.find();
    if (devices instanceof RoomError) return devices;
    return await captureOne(devices, kind, id === null ? {} : { deviceId: { exact: id } });
  }

  /** What the user chose to share. @throws RoomError screen-refused, screen-unsupported, insecure-context */
  async screen(): Promise<{ screen: MediaStreamTrack; screenaudio: MediaStreamTrack | null }> {
    const devices = this.find();
    if (devices instanceof RoomError) throw devices;
    if (!devices.getDisplayMedia) throw new RoomError('screen-unsupported');
    try {
      const stream = await devices.getDisplayMedia(screenOptions(devices));
      const [screen] = stream.getVideoTracks();
      if (!screen) throw new RoomError('screen-refused');
      return { screen, screenaudio: stream.getAudioTracks()[0] ?? null };
    } catch (error) {
      throw deviceError('screen', error);
    }
  }

  /** Looked for at each use: who renders on a server has no `navigator` when the client is made. */
  find(): CaptureDevices | RoomError {
    if (this.given) return this.given;
    const { mediaDevices } = navigator as Partial<Pick<Navigator, 'mediaDevices'>>;
    return mediaDevices ?? new RoomError(globalThis.isSecureContext ? 'device-unsupported' : 'insecure-context');
  }
}

/** Of the Screen Capture draft of 2026, as Chromium has it; other browsers leave out what they do not know. */
interface ScreenOptions extends DisplayMediaStreamOptions {
  selfBrowserSurface: 'include' | 'exclude';
  surfaceSwitching: 'include' | 'exclude';
  systemAudio: 'include' | 'exclude';
  windowAudio: 'system' | 'window' | 'exclude';
}

function screenOptions(devices: CaptureDevices): ScreenOptions {
  const supported: MediaTrackSupportedConstraints & { restrictOwnAudio?: boolean } =
    devices.getSupportedConstraints?.() ?? {};
  // The others' voices come out of this page: where they cannot be left out of what the whole computer plays, the far side
  // would hear itself. Another tab has none of them.
  const ownSoundLeftOut = supported.restrictOwnAudio === true;
  return {
    video: { frameRate: { ideal: 15, max: 30 } },
    audio: { restrictOwnAudio: true } as MediaTrackConstraints,
    systemAudio: ownSoundLeftOut ? 'include' : 'exclude',
    windowAudio: ownSoundLeftOut ? 'window' : 'exclude',
    // "Share this tab instead": without another question, and the track goes on.
    surfaceSwitching: 'include',
    // A room inside itself without end.
    selfBrowserSurface: 'exclude',
  };
}

function idealOf(id: string | null | undefined): MediaTrackConstraints {
  return id ? { deviceId: { ideal: id } } : {};
}

async function captureBoth(
  devices: CaptureDevices,
  ids: Readonly<Record<CapturedKind, MediaTrackConstraints>>,
): Promise<Record<CapturedKind, MediaStreamTrack> | null> {
  try {
    const stream = await devices.getUserMedia({
      audio: { ...AUDIO, ...ids.microphone },
      video: { ...VIDEO, ...ids.camera },
    });
    const [microphone] = stream.getAudioTracks();
    const [camera] = stream.getVideoTracks();
    if (microphone && camera) return { microphone, camera };
    for (const track of stream.getTracks()) track.stop();
  } catch {
    // The two fail together: which one it was shows when each is asked for alone.
  }
  return null;
}

async function captureOne(
  devices: CaptureDevices,
  kind: CapturedKind,
  device: MediaTrackConstraints,
): Promise<Captured> {
  try {
    const constraints = kind === 'microphone' ? { audio: { ...AUDIO, ...device } } : { video: { ...VIDEO, ...device } };
    const [track] = (await devices.getUserMedia(constraints)).getTracks();
    return track ?? new RoomError(`${kind}-missing`);
  } catch (error) {
    return deviceError(kind, error);
  }
}
