import { randomUUID } from 'node:crypto';

/** As much of a MediaStreamTrack as Node has need of. */
class FakeTrack extends EventTarget {
  readonly id = randomUUID();
  readonly label = 'fake';
  enabled = true;
  muted = false;
  contentHint = '';
  readyState: MediaStreamTrackState = 'live';

  constructor(readonly kind: 'audio' | 'video') {
    super();
  }

  getSettings(): MediaTrackSettings {
    return this.kind === 'video' ? { width: 1280, height: 720 } : {};
  }

  /** As the platform: one's own stop fires no event. */
  stop(): void {
    this.readyState = 'ended';
  }
}

export function fakeTrack(kind: 'audio' | 'video' = 'video'): MediaStreamTrack {
  return new FakeTrack(kind) as unknown as MediaStreamTrack;
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
