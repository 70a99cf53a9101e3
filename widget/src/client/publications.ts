import type { RoomError } from './errors.js';
import type { Intent, WantedTrack } from './intent.js';
import type { PublishOptions, RoomOptions } from './room-options.js';
import { deviceTrack, wantedTrack } from './wanted-track.js';

/** The tracks that are to be published, of the page and of this client's own devices, and which of them could not be. */
export class Publications {
  readonly #failures = new Map<string, RoomError>();
  /** By label: end the listening to the page's tracks. */
  readonly #watches = new Map<string, AbortController>();

  constructor(private readonly intent: Pick<Intent, 'tracks' | 'setTrack' | 'removeTrack'>) {}

  /**
   * @param onEnded the track has ended, and nothing has taken its place
   * @returns its label
   * @throws RoomError label-invalid, payload-invalid, media-rejected, track-ended
   */
  add(track: MediaStreamTrack, options: PublishOptions, onEnded: (label: string) => void): string {
    const wanted = wantedTrack(track, options);
    const { label } = wanted;
    this.intent.setTrack(wanted);
    this.#unwatch(label);
    const watch = new AbortController();
    this.#watches.set(label, watch);
    track.addEventListener('ended', () => onEnded(label), { signal: watch.signal });
    return label;
  }

  remove(label: string): void {
    this.#unwatch(label);
    this.intent.removeTrack(label);
  }

  /** @param track null: taken back */
  setDevice(label: string, track: WantedTrack | null, options: RoomOptions): void {
    const known = this.intent.tracks.get(label);
    // What the page has published under it stays the page's until the device is switched on.
    if (known && !known.device && (!track?.track || track.paused)) return;
    this.#unwatch(label);
    if (track) this.intent.setTrack(deviceTrack(track, options));
    else this.intent.removeTrack(label);
  }

  /**
   * It could not be published.
   * @returns whose it is; null: another has taken its place, and nobody need hear of it
   */
  fail({ label, track }: WantedTrack, error: RoomError): 'device' | 'page' | null {
    const wanted = this.intent.tracks.get(label);
    if (wanted?.track !== track) return null;
    this.#failures.set(label, error);
    if (wanted.device) return 'device';
    this.remove(label);
    return 'page';
  }

  /** It is tried anew. */
  forgive(label: string): void {
    this.#failures.delete(label);
  }

  /** @throws RoomError why it could not be published since it was tried last */
  check(label: string): void {
    const failure = this.#failures.get(label);
    if (failure) throw failure;
  }

  #unwatch(label: string): void {
    this.#watches.get(label)?.abort();
    this.#watches.delete(label);
  }
}
