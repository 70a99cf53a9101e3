import type { CapturedKind } from './capture.js';
import type { RoomError } from './errors.js';
import type { MediaHost } from './media-host.js';
import { ownTrack } from './own-track.js';
import type { MediaState } from './room-state.js';

/** What a slot is at the end of a call. */
const EMPTY = {
  begun: false,
  wanted: false,
  failure: null as RoomError | null,
  exchange: null as { readonly previous: string | null } | null,
  former: null as string | null,
  lost: false,
};

/** One microphone or camera: what is wanted of it, and the track that it gives. */
export class DeviceSlot {
  /** Whether it is to be on has been said since the last call. */
  begun = EMPTY.begun;
  wanted = EMPTY.wanted;
  state: MediaState = 'off';
  /** Why it could not be had when it was wanted last. */
  failure = EMPTY.failure;
  /** Another device is to be opened in place of this one; `previous` was the choice before. */
  exchange = EMPTY.exchange;
  /** The device that was let go for one that did not come. */
  former = EMPTY.former;
  /** Its device went away, and none has come in its place yet. */
  lost = EMPTY.lost;
  /** Counts `release()`: what was captured before is not wanted after it. */
  releases = 0;
  #track: MediaStreamTrack | null = null;
  /** The track before, for as long as it is still sent. */
  #retired: MediaStreamTrack | null = null;
  /** The label stands, with or without a track. */
  #offered = false;

  constructor(
    readonly kind: CapturedKind,
    private readonly host: Pick<MediaHost, 'setTrack' | 'effect' | 'onChange'>,
  ) {}

  get track(): MediaStreamTrack | null {
    return this.#track;
  }

  /** Id of the device that is open. */
  get device(): string | null {
    return this.#track?.getSettings().deviceId ?? null;
  }

  /** Gives what was captured in place of what there is. */
  take(captured: MediaStreamTrack): void {
    const before = this.#track;
    this.#retired?.stop();
    this.#retired = before;
    this.#track = captured;
    const show = (): void => {
      if (this.#track !== captured || !this.wanted) return;
      this.state = stateOf(captured);
      this.host.onChange();
    };
    captured.addEventListener('mute', show);
    captured.addEventListener('unmute', show);
    this.apply();
    if (!before) return;
    const stop = (): void => {
      before.stop();
      if (this.#retired === before) this.#retired = null;
    };
    // It is heard until the other is sent in its place; where there is no room any more, neither is.
    this.host.effect().then(stop, stop);
  }

  /** Brings the track to what is wanted of it, before this returns: a mute is never to wait. */
  apply(): void {
    if (!this.wanted) this.#mute();
    else if (this.#track) {
      this.#track.enabled = true;
      this.#offer();
      this.state = stateOf(this.#track);
    } else this.state = 'starting';
    this.host.onChange();
  }

  /** Lets the device go; its label stays. The others keep the last picture until they are told of a pause. */
  close(): void {
    this.#track?.stop();
    this.#track = null;
    this.#offer();
    if (this.wanted) this.state = 'starting';
  }

  /** Lets the device go, and its label with it. */
  release(state: MediaState): void {
    this.#track?.stop();
    this.#retired?.stop();
    this.#track = null;
    this.#retired = null;
    this.#offered = false;
    this.releases += 1;
    Object.assign(this, EMPTY, { begun: this.begun, state });
    this.host.setTrack(this.kind, null);
  }

  #mute(): void {
    this.#retired?.stop();
    this.exchange = null;
    this.former = null;
    if (this.state !== 'none') this.state = 'off';
    if (this.#track) this.#track.enabled = false;
    // The light goes out: a camera that is off is let go.
    if (this.kind === 'camera') this.close();
    else this.#offer();
  }

  #offer(): void {
    if (!this.#track && !this.#offered) return;
    this.#offered = true;
    this.host.setTrack(this.kind, ownTrack(this.kind, this.#track, !this.wanted));
  }
}

/** The system takes a device for itself, as during a phone call, or when the laptop is closed. */
function stateOf(track: MediaStreamTrack): MediaState {
  return track.muted ? 'interrupted' : 'on';
}
