import { deviceError, devicesUnavailable } from './device-error.js';
import { RoomError } from './errors.js';

const AUDIO: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/** 720p at 30 frames a second: what the layers of `simulcast.ts` are made for. */
const VIDEO: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30, max: 30 },
};

export type Captured = MediaStreamTrack | RoomError;

async function capture(kind: 'microphone' | 'camera'): Promise<Captured> {
  try {
    const constraints = kind === 'microphone' ? { audio: AUDIO } : { video: VIDEO };
    const [track] = (await navigator.mediaDevices.getUserMedia(constraints)).getTracks();
    return track ?? new RoomError(`${kind}-missing`);
  } catch (error) {
    return deviceError(kind, error);
  }
}

/** Microphone, camera or both by one question to the user; each succeeds or fails by itself. */
export async function captureDevices(
  kinds: readonly ('microphone' | 'camera')[],
): Promise<Partial<Record<'microphone' | 'camera', Captured>>> {
  const unavailable = devicesUnavailable();
  if (unavailable) return Object.fromEntries(kinds.map((kind) => [kind, unavailable]));
  if (kinds.length === 2) {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: AUDIO, video: VIDEO });
      const [microphone] = stream.getAudioTracks();
      const [camera] = stream.getVideoTracks();
      if (microphone && camera) return { microphone, camera };
    } catch {
      // The two fail together: which one it was shows when each is asked for alone.
    }
  }
  const captured: Partial<Record<'microphone' | 'camera', Captured>> = {};
  // One after the other, so that the browser does not show two questions at once.
  for (const kind of kinds) captured[kind] = await capture(kind);
  return captured;
}

/** What the user chose to share. @throws RoomError screen-refused, screen-unsupported, insecure-context */
export async function captureScreen(): Promise<{ screen: MediaStreamTrack; screenaudio: MediaStreamTrack | null }> {
  const unavailable = devicesUnavailable();
  if (unavailable) throw unavailable;
  if (typeof navigator.mediaDevices.getDisplayMedia !== 'function') throw new RoomError('screen-unsupported');
  try {
    const stream = await navigator.mediaDevices.getDisplayMedia({
      video: { frameRate: { ideal: 15, max: 30 } },
      // Without it the far side would hear itself out of a shared tab.
      audio: { restrictOwnAudio: true } as MediaTrackConstraints,
    });
    const [screen] = stream.getVideoTracks();
    if (!screen) throw new RoomError('screen-refused');
    screen.contentHint = 'detail';
    return { screen, screenaudio: stream.getAudioTracks()[0] ?? null };
  } catch (error) {
    throw deviceError('screen', error);
  }
}
