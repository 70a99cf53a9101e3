import { deviceError } from './device-error.js';
import { RoomError } from './errors.js';

/** As much of the browser's MediaDevices as a room client uses; phones share no screens. */
export type CaptureDevices = Pick<MediaDevices, 'getUserMedia'> & Partial<Pick<MediaDevices, 'getDisplayMedia'>>;

const AUDIO: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/** 720p at 30 frames a second: what the layers of `simulcast.ts` are made for. */
const VIDEO: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30, max: 30 },
};

type Kind = 'microphone' | 'camera';

export type Captured = MediaStreamTrack | RoomError;

/** Takes tracks from microphone, camera and screen. */
export class Capture {
  /** @param given in place of the browser's own */
  constructor(private readonly given: CaptureDevices | null) {}

  /**
   * Microphone, camera or both by one question to the user; each succeeds or fails by itself, and comes as soon as it is
   * there. Who needs no more goes on with no more: nothing is asked for before the one before it was taken.
   */
  async *devices(kinds: readonly Kind[]): AsyncGenerator<Partial<Record<Kind, Captured>>, void, undefined> {
    const devices = this.#find();
    if (devices instanceof RoomError) {
      yield Object.fromEntries(kinds.map((kind) => [kind, devices]));
      return;
    }
    if (kinds.length === 2) {
      const both = await captureBoth(devices);
      yield both ?? {};
      if (both) return;
    }
    // One after the other, so that the browser does not show two questions at once.
    for (const kind of kinds) yield { [kind]: await captureOne(devices, kind) };
  }

  /** What the user chose to share. @throws RoomError screen-refused, screen-unsupported, insecure-context */
  async screen(): Promise<{ screen: MediaStreamTrack; screenaudio: MediaStreamTrack | null }> {
    const devices = this.#find();
    if (devices instanceof RoomError) throw devices;
    if (!devices.getDisplayMedia) throw new RoomError('screen-unsupported');
    try {
      const stream = await devices.getDisplayMedia({
        video: { frameRate: { ideal: 15, max: 30 } },
        // Without it the far side would hear itself out of a shared tab.
        audio: { restrictOwnAudio: true } as MediaTrackConstraints,
      });
      const [screen] = stream.getVideoTracks();
      if (!screen) throw new RoomError('screen-refused');
      return { screen, screenaudio: stream.getAudioTracks()[0] ?? null };
    } catch (error) {
      throw deviceError('screen', error);
    }
  }

  /** Looked for at each use: who renders on a server has no `navigator` when the client is made. */
  #find(): CaptureDevices | RoomError {
    if (this.given) return this.given;
    const { mediaDevices } = navigator as Partial<Pick<Navigator, 'mediaDevices'>>;
    return mediaDevices ?? new RoomError(globalThis.isSecureContext ? 'device-unsupported' : 'insecure-context');
  }
}

async function captureBoth(devices: CaptureDevices): Promise<Record<Kind, MediaStreamTrack> | null> {
  try {
    const stream = await devices.getUserMedia({ audio: AUDIO, video: VIDEO });
    const [microphone] = stream.getAudioTracks();
    const [camera] = stream.getVideoTracks();
    if (microphone && camera) return { microphone, camera };
    for (const track of stream.getTracks()) track.stop();
  } catch {
    // The two fail together: which one it was shows when each is asked for alone.
  }
  return null;
}

async function captureOne(devices: CaptureDevices, kind: Kind): Promise<Captured> {
  try {
    const constraints = kind === 'microphone' ? { audio: AUDIO } : { video: VIDEO };
    const [track] = (await devices.getUserMedia(constraints)).getTracks();
    return track ?? new RoomError(`${kind}-missing`);
  } catch (error) {
    return deviceError(kind, error);
  }
}
