import { randomUUID } from 'node:crypto';

/** The device that a track comes from. */
interface FakeOrigin {
  readonly deviceId: string;
  readonly label: string;
}

/** As much of a MediaStreamTrack as Node has need of. */
class FakeTrack extends EventTarget {
  readonly id = randomUUID();
  readonly label: string;
  enabled = true;
  muted = false;
  contentHint = '';
  readyState: MediaStreamTrackState = 'live';

  constructor(
    readonly kind: 'audio' | 'video',
    private readonly device: FakeOrigin | undefined,
  ) {
    super();
    this.label = device?.label ?? 'fake';
  }

  getSettings(): MediaTrackSettings {
    const size = this.kind === 'video' ? { width: 1280, height: 720 } : {};
    return this.device ? { ...size, deviceId: this.device.deviceId } : size;
  }

  /** As the platform: one's own stop fires no event. */
  stop(): void {
    this.readyState = 'ended';
  }
}

export function fakeTrack(kind: 'audio' | 'video' = 'video', device?: FakeOrigin): MediaStreamTrack {
  return new FakeTrack(kind, device) as unknown as MediaStreamTrack;
}

/** As when the system takes the device for itself, or gives it back. */
export function interruptTrack(track: MediaStreamTrack, interrupted: boolean): void {
  Object.assign(track, { muted: interrupted });
  track.dispatchEvent(new Event(interrupted ? 'mute' : 'unmute'));
}

/** As when the device is unplugged. */
export function endTrack(track: MediaStreamTrack): void {
  track.stop();
  track.dispatchEvent(new Event('ended'));
}

/** As much of a MediaStream as Node has need of; give it to `vi.stubGlobal`. */
export class FakeMediaStream {
  constructor(private readonly tracks: readonly MediaStreamTrack[] = []) {}

  getTracks(): readonly MediaStreamTrack[] {
    return this.tracks;
  }

  getAudioTracks(): readonly MediaStreamTrack[] {
    return this.tracks.filter(({ kind }) => kind === 'audio');
  }

  getVideoTracks(): readonly MediaStreamTrack[] {
    return this.tracks.filter(({ kind }) => kind === 'video');
  }
}
