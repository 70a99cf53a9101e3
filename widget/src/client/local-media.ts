import type { Capture, Captured } from './capture.js';
import { RoomError } from './errors.js';
import type { WantedTrack } from './intent.js';
import type { Publish } from './room-options.js';
import type { DeviceKind, MediaState } from './room-state.js';

type Kind = 'microphone' | 'camera';

export interface LocalMediaHost {
  /** The track under its label is now this one; null takes it back. `onChange` follows. */
  setTrack(label: string, track: WantedTrack | null): void;
  /** States or tracks changed. */
  onChange(): void;
  onError(error: RoomError): void;
}

interface DeviceSlot {
  wanted: boolean;
  state: MediaState;
  track: MediaStreamTrack | null;
  /** Why it could not be had when it was wanted last. */
  failure: RoomError | null;
}

const KINDS = ['microphone', 'camera'] as const;

const LABELS = { microphone: 'microphone', camera: 'camera', screen: 'screen', screenaudio: 'screenaudio' } as const;

/**
 * Microphone, camera and screen of this browser. A device that is there
 * follows what is wanted at once; for those that are not, one loop asks: of
 * many rapid changes the last one stands, and the user is asked once.
 */
export class LocalMedia {
  readonly #slots: Record<Kind, DeviceSlot> = {
    microphone: { wanted: false, state: 'off', track: null, failure: null },
    camera: { wanted: false, state: 'off', track: null, failure: null },
  };
  #screen: { state: MediaState; tracks: MediaStreamTrack[] } = { state: 'off', tracks: [] };
  /** The question to the user that is open. */
  #sharing: Promise<void> | null = null;
  #settling: Promise<void> | null = null;
  /** Counts `stop()`: what was captured for an earlier call is given back. */
  #call = 0;

  constructor(
    private readonly capture: Capture,
    private readonly host: LocalMediaHost,
  ) {}

  get states(): Record<DeviceKind, MediaState> {
    const { microphone, camera } = this.#slots;
    return { microphone: microphone.state, camera: camera.state, screen: this.#screen.state };
  }

  /** At a join: what is `on` is captured, both by one question to the user. */
  async start(audio: Publish, video: Publish): Promise<void> {
    const wishes = { microphone: audio, camera: video };
    for (const kind of KINDS) {
      const slot = this.#slots[kind];
      slot.wanted = wishes[kind] === 'on';
      slot.state = wishes[kind] === 'none' ? 'none' : 'off';
      slot.failure = null;
    }
    await this.#settle();
  }

  /** @throws RoomError microphone-… or camera-…, device-unsupported, insecure-context, left */
  async set(kind: Kind, on: boolean): Promise<void> {
    const slot = this.#slots[kind];
    const call = this.#call;
    slot.wanted = on;
    slot.failure = null;
    this.#apply(kind);
    if (!on) return;
    if (!slot.track) await this.#settle();
    if (call !== this.#call) throw new RoomError('left');
    const { failure } = this.#slots[kind];
    if (failure) throw failure;
  }

  /** @throws RoomError screen-refused, screen-unsupported, insecure-context, left */
  async shareScreen(on: boolean): Promise<void> {
    if (!on) this.#stopScreen();
    else if (this.#screen.state !== 'on') {
      // Taken back and wanted again while the question is open: the one answer serves.
      this.#setScreen('starting', []);
      this.#sharing ??= this.#startScreen();
      await this.#sharing;
    }
  }

  async #startScreen(): Promise<void> {
    const call = this.#call;
    // Whether it is still wanted when the user has answered.
    const isWanted = (): boolean => call === this.#call && this.#screen.state === 'starting';
    try {
      const { screen, screenaudio } = await this.capture.screen();
      const tracks = screenaudio ? [screen, screenaudio] : [screen];
      if (!isWanted()) {
        for (const track of tracks) track.stop();
        if (call !== this.#call) throw new RoomError('left');
        return;
      }
      screen.addEventListener('ended', () => {
        if (this.#screen.tracks.includes(screen)) this.#stopScreen();
      });
      this.host.setTrack(LABELS.screen, wantedTrack('screen', screen, false));
      if (screenaudio) this.host.setTrack(LABELS.screenaudio, wantedTrack('screenaudio', screenaudio, false));
      this.#setScreen('on', tracks);
    } catch (error) {
      const failure = RoomError.from(error, 'screen-refused');
      if (call === this.#call) {
        this.#setScreen('off', []);
        this.host.onError(failure);
      }
      throw failure;
    } finally {
      if (call === this.#call) this.#sharing = null;
    }
  }

  /** Gives every device back, and tells nobody: the end of a call is one change, of which its host tells. */
  stop(): void {
    this.#call += 1;
    this.#sharing = null;
    this.#settling = null;
    for (const kind of KINDS) this.#release(kind, this.#slots[kind].state === 'none' ? 'none' : 'off');
    this.#releaseScreen();
  }

  /** What has this label cannot be sent: nobody is to be filmed or heard for nothing. */
  fail(label: string, error: RoomError): void {
    if (label === LABELS.microphone || label === LABELS.camera) {
      this.#release(label, 'failed');
      this.#slots[label].failure = error;
    } else if (label === LABELS.screen) this.#releaseScreen();
    else this.#releaseScreenAudio();
    this.host.onChange();
  }

  /** Runs until every device is as wanted. One run at a time: of those who wait for one, the first does the next. */
  async #settle(): Promise<void> {
    const call = this.#call;
    while (this.#settling) {
      await this.#settling;
      if (call !== this.#call) return;
    }
    const run = this.#run();
    this.#settling = run;
    try {
      await run;
    } finally {
      if (this.#settling === run) this.#settling = null;
    }
  }

  async #run(): Promise<void> {
    const call = this.#call;
    const isOver = (): boolean => call !== this.#call;
    for (;;) {
      const missing = KINDS.filter((kind) => this.#slots[kind].wanted && !this.#slots[kind].track);
      if (missing.length === 0) return;
      for (const kind of missing) this.#slots[kind].state = 'starting';
      this.host.onChange();
      // Who heard of it may have left.
      if (isOver()) return;
      for await (const captured of this.capture.devices(missing)) {
        for (const kind of missing) {
          if (isOver()) stopIfTrack(captured[kind]);
          else this.#receive(kind, captured[kind]);
        }
        if (isOver()) return;
      }
    }
  }

  #receive(kind: Kind, captured: Captured | undefined): void {
    if (!captured) return;
    if (captured instanceof RoomError) {
      this.#release(kind, 'failed');
      this.#slots[kind].failure = captured;
      this.host.onChange();
      this.host.onError(captured);
      return;
    }
    this.#slots[kind].track = captured;
    captured.addEventListener('ended', () => {
      if (this.#slots[kind].track !== captured) return;
      // Unplugged, or taken by the system; stopping it ourselves fires no event.
      this.#release(kind, 'failed');
      this.host.onChange();
      this.host.onError(new RoomError(`${kind}-missing`));
    });
    this.#apply(kind);
  }

  /** Brings a device that is there to what is wanted of it, before this returns: a mute is never to wait. */
  #apply(kind: Kind): void {
    const slot = this.#slots[kind];
    const { wanted, track, state } = slot;
    if (track) {
      track.enabled = wanted;
      const sent = wantedTrack(kind, track, !wanted);
      if (!wanted && kind === 'camera') {
        // The light goes out: a camera that is off is let go, its label stays.
        track.stop();
        slot.track = null;
        this.host.setTrack(LABELS[kind], { ...sent, track: null });
      } else this.host.setTrack(LABELS[kind], sent);
      slot.state = wanted ? 'on' : 'off';
    } else if (wanted) slot.state = 'starting';
    else if (state !== 'none') slot.state = 'off';
    this.host.onChange();
  }

  #release(kind: Kind, state: MediaState): void {
    const slot = this.#slots[kind];
    slot.track?.stop();
    Object.assign(slot, { wanted: false, track: null, state });
    this.host.setTrack(LABELS[kind], null);
  }

  #stopScreen(): void {
    this.#releaseScreen();
    this.host.onChange();
  }

  #releaseScreen(): void {
    for (const track of this.#screen.tracks) track.stop();
    this.#screen = { state: 'off', tracks: [] };
    this.host.setTrack(LABELS.screen, null);
    this.host.setTrack(LABELS.screenaudio, null);
  }

  #releaseScreenAudio(): void {
    for (const track of this.#screen.tracks) if (track.kind === 'audio') track.stop();
    this.host.setTrack(LABELS.screenaudio, null);
  }

  #setScreen(state: MediaState, tracks: MediaStreamTrack[]): void {
    this.#screen = { state, tracks };
    this.host.onChange();
  }
}

/** How they are sent is a matter of the room's options. */
const SENT = { broadcast: false, encodings: null, codec: null };

function wantedTrack(source: keyof typeof LABELS, track: MediaStreamTrack, paused: boolean): WantedTrack {
  const kind = source === 'microphone' || source === 'screenaudio' ? 'audio' : 'video';
  return { label: LABELS[source], source, kind, track, paused, device: true, ...SENT };
}

function stopIfTrack(captured: Captured | undefined): void {
  if (captured && !(captured instanceof RoomError)) captured.stop();
}
