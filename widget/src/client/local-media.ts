import type { Capture, Captured, CapturedKind } from './capture.js';
import { DeviceSlot } from './device-slot.js';
import { Devices, type DevicesChange } from './devices.js';
import { RoomError } from './errors.js';
import type { DeviceChange } from './events.js';
import type { MediaHost } from './media-host.js';
import type { Publish } from './room-options.js';
import type { ChoosableDevice, DeviceKind, DevicesState, MediaState } from './room-state.js';
import { ScreenShare } from './screen-share.js';

const KINDS = ['microphone', 'camera'] as const satisfies CapturedKind[];

/**
 * Microphone, camera and screen of this browser. A device that is there
 * follows what is wanted at once; for those that are not, one loop asks: of
 * many rapid changes the last one stands, and the user is asked once.
 */
export class LocalMedia {
  readonly #slots: Readonly<Record<CapturedKind, DeviceSlot>>;
  readonly #screen: ScreenShare;
  readonly #devices: Devices;
  #settling: Promise<void> | null = null;
  /** What may not be sent. */
  #withheld: readonly DeviceKind[] = [];
  /** Counts `stop()`: what was captured for an earlier call is given back. */
  #call = 0;

  constructor(
    private readonly capture: Capture,
    private readonly host: MediaHost,
  ) {
    this.#slots = { microphone: new DeviceSlot('microphone', host), camera: new DeviceSlot('camera', host) };
    this.#screen = new ScreenShare(capture, host);
    this.#devices = new Devices(
      () => capture.find(),
      (change) => this.#follow(change),
    );
  }

  get states(): Record<DeviceKind, MediaState> {
    const { microphone, camera } = this.#slots;
    const states = { microphone: microphone.state, camera: camera.state, screen: this.#screen.state };
    for (const kind of this.#withheld) states[kind] = 'none';
    return states;
  }

  get devices(): DevicesState {
    return this.#devices.state;
  }

  /** These may not be sent: they are given back, and cannot be had. Tells nobody. */
  withhold(kinds: readonly DeviceKind[]): void {
    const before = this.#withheld;
    this.#withheld = kinds;
    for (const kind of kinds) {
      if (before.includes(kind)) continue;
      if (kind === 'screen') this.#screen.drop(kind);
      else this.#slots[kind].release(this.#slots[kind].state === 'none' ? 'none' : 'off');
    }
  }

  /** Whether what is wanted of it is followed already. */
  hasBegun(kind: CapturedKind): boolean {
    return this.#slots[kind].begun;
  }

  /** Learns of the devices there are, without asking for any. */
  watch(): void {
    this.#devices.watch();
  }

  /** At a join or in its lobby, what is `on` is captured, both by one question to the user; once for both of them. */
  async start(audio: Publish, video: Publish): Promise<void> {
    const wishes = { microphone: audio, camera: video };
    for (const kind of KINDS) {
      const slot = this.#slots[kind];
      if (slot.begun) continue;
      slot.begun = true;
      slot.wanted = wishes[kind] === 'on' && !this.#withheld.includes(kind);
      slot.state = wishes[kind] === 'none' ? 'none' : 'off';
      slot.failure = null;
    }
    this.watch();
    await this.#settle();
  }

  /** @throws RoomError not-permitted, microphone-… or camera-…, device-unsupported, insecure-context, left */
  async set(kind: CapturedKind, on: boolean): Promise<void> {
    if (on) this.#assertPermitted(kind);
    const slot = this.#slots[kind];
    const call = this.#call;
    slot.begun = true;
    slot.wanted = on;
    slot.failure = null;
    slot.lost = false;
    slot.apply();
    if (!on) return;
    this.watch();
    if (!slot.track) await this.#settle();
    this.#check(slot, call);
  }

  /**
   * Chooses among the devices. What is not open now, or not there, is taken when it is.
   * @param id null: the system's default
   * @throws RoomError microphone-… or camera-…, when it cannot be had, and the one before goes on; left
   */
  async choose(kind: ChoosableDevice, id: string | null): Promise<void> {
    const previous = this.#devices.choice(kind);
    if (id === previous) return;
    this.#devices.choose(kind, id);
    const slot = kind === 'speaker' ? null : this.#slots[kind];
    const isThere = id === null || this.#devices.has(kind, id);
    if (!isThere || !slot?.wanted) {
      // A microphone that is muted is open nevertheless, and from here on it is the wrong one.
      if (isThere) slot?.close();
      const device = this.#devices.inForce(kind);
      if (device && isThere) this.#tell(kind, device);
      else this.host.onChange();
      return;
    }
    const call = this.#call;
    slot.failure = null;
    // Of several choices in a row, the one before the first is what there is to go back to.
    slot.exchange ??= { previous };
    this.host.onChange();
    await this.#settle();
    this.#check(slot, call);
  }

  /** @throws RoomError not-permitted, screen-refused, screen-unsupported, insecure-context, left */
  async shareScreen(on: boolean): Promise<void> {
    if (on) this.#assertPermitted('screen');
    await this.#screen.set(on);
  }

  /** Gives every device back, and tells nobody: the end of a call is one change, of which its host tells. */
  stop(): void {
    this.#call += 1;
    this.#settling = null;
    this.#withheld = [];
    this.#devices.unwatch();
    for (const kind of KINDS) {
      const slot = this.#slots[kind];
      slot.release(slot.state === 'none' ? 'none' : 'off');
      slot.begun = false;
    }
    this.#screen.release();
  }

  /** Whether what has this label is on, or about to be. */
  isUsing(label: string): boolean {
    if (isCaptured(label)) return this.#slots[label].wanted || this.#slots[label].track !== null;
    return (label === 'screen' || label === 'screenaudio') && this.#screen.state !== 'off';
  }

  /** What has this label is not wanted any more, and given back. */
  release(label: string, state: MediaState = 'off', failure: RoomError | null = null): void {
    if (isCaptured(label)) {
      this.#slots[label].release(state);
      this.#slots[label].failure = failure;
    } else this.#screen.drop(label === 'screen' ? 'screen' : 'screenaudio');
    this.host.onChange();
  }

  /** What has this label cannot be sent: nobody is to be filmed or heard for nothing. */
  fail(label: string, error: RoomError): void {
    this.release(label, 'failed', error);
  }

  #assertPermitted(kind: DeviceKind): void {
    if (this.#withheld.includes(kind)) throw new RoomError('not-permitted');
  }

  #check({ failure }: DeviceSlot, call: number): void {
    if (call !== this.#call) throw new RoomError('left');
    if (failure) throw failure;
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
    while (!isOver()) {
      const wanted = KINDS.map((kind) => this.#slots[kind]).filter((slot) => slot.wanted);
      const missing = wanted.filter((slot) => !slot.track && !slot.exchange);
      const exchanged = wanted.find((slot) => slot.exchange);
      if (missing.length > 0) await this.#open(missing, isOver);
      else if (exchanged) await this.#exchange(exchanged, isOver);
      else return;
    }
  }

  async #open(missing: readonly DeviceSlot[], isOver: () => boolean): Promise<void> {
    for (const slot of missing) slot.state = 'starting';
    this.host.onChange();
    // Who heard of it may have left.
    if (isOver()) return;
    const idOf = (kind: CapturedKind): string | null => this.#slots[kind].former ?? this.#devices.choice(kind);
    const preferred = { microphone: idOf('microphone'), camera: idOf('camera') };
    const kinds = missing.map(({ kind }) => kind);
    const releases = new Map(missing.map((slot) => [slot, slot.releases]));
    for await (const captured of this.capture.devices(kinds, preferred)) {
      for (const slot of missing) {
        const one = captured[slot.kind];
        if (isOver() || slot.releases !== releases.get(slot)) stopIfTrack(one);
        else if (one) this.#receive(slot, one);
      }
      if (isOver()) return;
    }
  }

  /** Goes over to the chosen device: a microphone without a gap, a camera after the other was let go. */
  async #exchange(slot: DeviceSlot, isOver: () => boolean): Promise<void> {
    const { kind, device } = slot;
    const chosen = this.#devices.choice(kind);
    if (slot.track && chosen !== null && chosen === device) {
      slot.exchange = null;
      this.#tell(kind, this.#devices.of(kind, slot.track));
      return;
    }
    // Many phones let one camera be open at a time.
    if (kind === 'camera' && slot.track) {
      slot.former = device;
      slot.close();
      this.host.onChange();
      if (isOver()) return;
    }
    const captured = await this.capture.exactly(kind, chosen);
    if (isOver() || !slot.exchange || chosen !== this.#devices.choice(kind)) {
      stopIfTrack(captured);
      return;
    }
    const { previous } = slot.exchange;
    slot.exchange = null;
    if (captured instanceof RoomError) {
      this.#devices.choose(kind, previous);
      slot.failure = captured;
      this.host.onChange();
      this.host.onError(captured);
      return;
    }
    slot.lost = false;
    this.#receive(slot, captured);
    this.#tell(kind, this.#devices.of(kind, captured));
  }

  #receive(slot: DeviceSlot, captured: Captured): void {
    const { lost } = slot;
    if (captured instanceof RoomError) {
      slot.release('failed');
      slot.failure = captured;
      slot.lost = lost;
      this.host.onChange();
      this.host.onError(captured);
      return;
    }
    slot.former = null;
    slot.lost = false;
    captured.addEventListener('ended', () => this.#vanish(slot, captured));
    slot.take(captured);
    if (lost) this.#tell(slot.kind, this.#devices.of(slot.kind, captured), 'unplugged');
    // Their names are told from now on.
    void this.#devices.read();
  }

  /** Unplugged, or taken by the system; stopping it ourselves fires no event. */
  #vanish(slot: DeviceSlot, track: MediaStreamTrack): void {
    if (slot.track !== track) return;
    const { kind, device } = slot;
    slot.close();
    if (slot.wanted) {
      slot.lost = true;
      this.host.onChange();
      void this.#settle();
      // Muted it stays, whatever comes in its place.
    } else this.#tell(kind, this.#devices.inForce(kind, device), 'unplugged');
  }

  /** Devices came or went. */
  #follow({ back, isGone }: DevicesChange): void {
    for (const kind of KINDS) {
      const slot = this.#slots[kind];
      // Not every browser ends the track of a device that is gone.
      if (slot.track && isGone(kind, slot.device)) this.#vanish(slot, slot.track);
      if (back.has(kind) && slot.device !== this.#devices.choice(kind)) this.#takeBack(slot);
    }
    const speaker = this.#devices.inForce('speaker');
    if (isGone('speaker', this.#devices.choice('speaker'))) this.#tell('speaker', speaker, 'unplugged');
    else if (back.has('speaker')) this.#tell('speaker', speaker);
    else this.host.onChange();
  }

  /** The chosen one is there again. */
  #takeBack(slot: DeviceSlot): void {
    // It was on when it went away, and there was no other.
    if (slot.state === 'failed' && slot.lost) slot.wanted = true;
    if (slot.wanted) {
      slot.exchange ??= { previous: this.#devices.choice(slot.kind) };
      void this.#settle();
    } else if (slot.track) slot.close();
  }

  /** Tells what is in use now, and of every change so far. */
  #tell(kind: ChoosableDevice, device: DeviceChange['device'], reason?: DeviceChange['reason']): void {
    const choice = this.#devices.choice(kind) === null ? 'default' : 'chosen';
    this.host.onDevice({ kind, device, reason: reason ?? choice });
  }
}

function isCaptured(label: string): label is CapturedKind {
  return label === 'microphone' || label === 'camera';
}

function stopIfTrack(captured: Captured | undefined): void {
  if (captured && !(captured instanceof RoomError)) captured.stop();
}
