import { captureDevices, captureScreen, type Captured } from './capture.js';
import { RoomError } from './errors.js';
import type { WantedTrack } from './intent.js';
import type { Publish } from './room-options.js';
import type { DeviceKind, MediaState } from './room-state.js';

type Kind = 'microphone' | 'camera';

export interface LocalMediaHost {
  /** The track under its label is now this one; null takes it back. */
  setTrack(label: string, track: WantedTrack | null): void;
  /** A device's state changed. */
  onChange(): void;
  onError(error: RoomError): void;
}

interface DeviceSlot {
  wanted: boolean;
  state: MediaState;
  track: MediaStreamTrack | null;
}

const LABELS = { microphone: 'microphone', camera: 'camera', screen: 'screen', screenaudio: 'screenaudio' } as const;

/**
 * Microphone, camera and screen of this browser. What is wanted is set at
 * once, and one loop per device brings it about: of many rapid changes the last
 * one stands, and the user is asked once.
 */
export class LocalMedia {
  readonly #slots: Record<Kind, DeviceSlot> = {
    microphone: { wanted: false, state: 'off', track: null },
    camera: { wanted: false, state: 'off', track: null },
  };
  #screen: { state: MediaState; tracks: MediaStreamTrack[] } = { state: 'off', tracks: [] };
  #settling: Promise<void> | null = null;
  /** Counts `stop()`: what was captured for an earlier call is given back. */
  #call = 0;

  constructor(private readonly host: LocalMediaHost) {}

  state(kind: DeviceKind): MediaState {
    return kind === 'screen' ? this.#screen.state : this.#slots[kind].state;
  }

  /** At a join: what is `on` is captured, both by one question to the user. */
  async start(audio: Publish, video: Publish): Promise<void> {
    const wishes = { microphone: audio, camera: video };
    for (const kind of ['microphone', 'camera'] as const) {
      const slot = this.#slots[kind];
      if (slot.track) continue;
      slot.wanted = wishes[kind] === 'on';
      slot.state = wishes[kind] === 'none' ? 'none' : 'off';
    }
    this.host.onChange();
    await this.#settle();
  }

  /** @throws RoomError microphone-… or camera-…, device-unsupported, insecure-context */
  async set(kind: Kind, on: boolean): Promise<void> {
    const slot = this.#slots[kind];
    slot.wanted = on;
    // A mute is never to wait for anything: the track is silent before this call returns.
    if (!on && slot.track) slot.track.enabled = false;
    if (slot.state === 'failed') slot.state = 'off';
    const failures = await this.#settle();
    const failure = on ? failures.get(kind) : undefined;
    if (failure) throw failure;
  }

  /** @throws RoomError screen-refused, screen-unsupported, insecure-context */
  async shareScreen(on: boolean): Promise<void> {
    if (!on) {
      this.#stopScreen();
      return;
    }
    if (this.#screen.state === 'starting' || this.#screen.state === 'on') return;
    const call = this.#call;
    this.#setScreen('starting', []);
    try {
      const { screen, screenaudio } = await captureScreen();
      const tracks = screenaudio ? [screen, screenaudio] : [screen];
      if (call !== this.#call) {
        for (const track of tracks) track.stop();
        return;
      }
      screen.addEventListener('ended', () => {
        if (this.#screen.tracks.includes(screen)) this.#stopScreen();
      });
      this.host.setTrack(LABELS.screen, wantedTrack('screen', screen, false));
      if (screenaudio) this.host.setTrack(LABELS.screenaudio, wantedTrack('screenaudio', screenaudio, false));
      this.#setScreen('on', tracks);
    } catch (error) {
      if (call === this.#call) this.#setScreen('off', []);
      const failure = RoomError.from(error, 'screen-refused');
      this.host.onError(failure);
      throw failure;
    }
  }

  /** Gives every device back. */
  stop(): void {
    this.#call += 1;
    for (const kind of ['microphone', 'camera'] as const) {
      const slot = this.#slots[kind];
      slot.wanted = false;
      slot.track?.stop();
      slot.track = null;
      slot.state = slot.state === 'none' ? 'none' : 'off';
      this.host.setTrack(LABELS[kind], null);
    }
    this.#stopScreen();
  }

  /** Runs until every device is as wanted. One run at a time; its failures go to all who wait for it. */
  async #settle(): Promise<Map<Kind, RoomError>> {
    const failures = new Map<Kind, RoomError>();
    while (this.#settling) await this.#settling;
    const run = this.#run(failures);
    this.#settling = run;
    try {
      await run;
    } finally {
      if (this.#settling === run) this.#settling = null;
    }
    return failures;
  }

  async #run(failures: Map<Kind, RoomError>): Promise<void> {
    const call = this.#call;
    for (;;) {
      for (const kind of ['microphone', 'camera'] as const) this.#apply(kind);
      const missing = (['microphone', 'camera'] as const).filter((kind) => {
        const { wanted, track } = this.#slots[kind];
        return wanted && !track && !failures.has(kind);
      });
      if (missing.length === 0) return;
      for (const kind of missing) this.#setState(kind, 'starting');
      const captured = await captureDevices(missing);
      for (const kind of missing) {
        const result = captured[kind];
        if (call !== this.#call) stopIfTrack(result);
        else if (result instanceof RoomError) {
          failures.set(kind, result);
          this.#slots[kind].wanted = false;
          this.#setState(kind, 'failed');
          this.host.onError(result);
        } else if (result) this.#take(kind, result);
      }
      if (call !== this.#call) return;
    }
  }

  #take(kind: Kind, track: MediaStreamTrack): void {
    const slot = this.#slots[kind];
    slot.track = track;
    track.addEventListener('ended', () => {
      if (slot.track !== track) return;
      // Unplugged, or taken by the system; stopping it ourselves fires no event.
      slot.track = null;
      slot.wanted = false;
      this.host.setTrack(LABELS[kind], null);
      this.#setState(kind, 'failed');
      this.host.onError(new RoomError(`${kind}-missing`));
    });
  }

  /** Brings a device that is there to what is wanted of it. */
  #apply(kind: Kind): void {
    const slot = this.#slots[kind];
    const { wanted, track } = slot;
    if (!track) {
      if (!wanted && slot.state === 'starting') this.#setState(kind, 'off');
      return;
    }
    track.enabled = wanted;
    this.host.setTrack(LABELS[kind], wantedTrack(kind, track, !wanted));
    if (!wanted && kind === 'camera') {
      // The light goes out: a camera that is off is let go, its label stays.
      track.stop();
      slot.track = null;
      this.host.setTrack(LABELS.camera, { ...wantedTrack('camera', track, true), track: null });
    }
    this.#setState(kind, wanted ? 'on' : 'off');
  }

  #stopScreen(): void {
    const { tracks } = this.#screen;
    for (const track of tracks) track.stop();
    this.host.setTrack(LABELS.screen, null);
    this.host.setTrack(LABELS.screenaudio, null);
    this.#setScreen('off', []);
  }

  #setState(kind: Kind, state: MediaState): void {
    if (this.#slots[kind].state === state) return;
    this.#slots[kind].state = state;
    this.host.onChange();
  }

  #setScreen(state: MediaState, tracks: MediaStreamTrack[]): void {
    this.#screen = { state, tracks };
    this.host.onChange();
  }
}

function wantedTrack(source: keyof typeof LABELS, track: MediaStreamTrack, paused: boolean): WantedTrack {
  const kind = source === 'microphone' || source === 'screenaudio' ? 'audio' : 'video';
  return { label: LABELS[source], source, kind, track, paused, broadcast: false, encodings: null, codec: null };
}

function stopIfTrack(captured: Captured | undefined): void {
  if (captured && !(captured instanceof RoomError)) captured.stop();
}
