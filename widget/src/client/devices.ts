import type { CaptureDevices } from './capture.js';
import { RoomError } from './errors.js';
import type { ChoosableDevice, DeviceInfo, DevicesState } from './room-state.js';

export interface DevicesChange {
  /** The chosen one is there again. */
  readonly back: ReadonlySet<ChoosableDevice>;
  readonly isGone: (kind: ChoosableDevice, id: string | null) => boolean;
}

const KINDS: Readonly<Record<MediaDeviceKind, ChoosableDevice>> = {
  audioinput: 'microphone',
  videoinput: 'camera',
  audiooutput: 'speaker',
};

/** Chromium's names for whatever the system prefers: no devices, but second entries for some of the others. */
const PREFERENCES: readonly string[] = ['default', 'communications'];

interface Known {
  readonly devices: readonly DeviceInfo[];
  /** What the system has for default. */
  readonly preferred: DeviceInfo | null;
}

const UNKNOWN: Known = { devices: [], preferred: null };

/** The devices that there are to choose among, and what was chosen. */
export class Devices {
  readonly #known: Record<ChoosableDevice, Known> = { microphone: UNKNOWN, camera: UNKNOWN, speaker: UNKNOWN };
  readonly #choices: Record<ChoosableDevice, string | null> = { microphone: null, camera: null, speaker: null };
  #watched: CaptureDevices | null = null;
  /** Counts the readings, of which the latest stands. */
  #readings = 0;
  readonly #onDeviceChange = (): void => void this.read();

  constructor(
    private readonly find: () => CaptureDevices | RoomError,
    private readonly onChange: (change: DevicesChange) => void,
  ) {}

  get state(): DevicesState {
    return {
      microphone: this.#stateOf('microphone'),
      camera: this.#stateOf('camera'),
      speaker: this.#stateOf('speaker'),
    };
  }

  /** What is wanted, whether it is there or not; null: the system's default. */
  choice(kind: ChoosableDevice): string | null {
    return this.#choices[kind];
  }

  choose(kind: ChoosableDevice, id: string | null): void {
    this.#choices[kind] = id;
  }

  /** True also as long as the browser tells nothing of this kind. */
  has(kind: ChoosableDevice, id: string): boolean {
    const known = this.#known[kind];
    return known === UNKNOWN || known.devices.some((device) => device.id === id);
  }

  /**
   * The chosen one, or the default where it is not there.
   * @param gone it has gone, though it may still be in the list
   */
  inForce(kind: ChoosableDevice, gone: string | null = null): DeviceInfo | null {
    const { devices, preferred } = this.#known[kind];
    const there = devices.filter(({ id }) => id !== gone);
    return (
      there.find(({ id }) => id === this.#choices[kind]) ??
      there.find(({ id }) => id === preferred?.id) ??
      there[0] ??
      null
    );
  }

  /** The device that a track comes from. */
  of(kind: ChoosableDevice, track: MediaStreamTrack): DeviceInfo {
    const { deviceId: id = '' } = track.getSettings();
    const { devices, preferred } = this.#known[kind];
    const byPreference = PREFERENCES.includes(id) ? preferred : null;
    return devices.find((device) => device.id === id) ?? byPreference ?? { id, label: track.label };
  }

  /** Follows what is plugged in and out. */
  watch(): void {
    if (this.#watched) return;
    const found = this.find();
    // What is wrong is heard of by who asks for a device.
    if (found instanceof RoomError) return;
    this.#watched = found;
    found.addEventListener?.('devicechange', this.#onDeviceChange);
    void this.read();
  }

  unwatch(): void {
    this.#watched?.removeEventListener?.('devicechange', this.#onDeviceChange);
    this.#watched = null;
    this.#readings += 1;
  }

  /** Also after a permission was given: names are told to those only who may use the devices. */
  async read(): Promise<void> {
    const reading = ++this.#readings;
    let entries: MediaDeviceInfo[] | undefined;
    try {
      entries = await this.#watched?.enumerateDevices?.();
    } catch {
      // What was known stays; there is nothing that anybody could do about it.
    }
    if (entries && reading === this.#readings) this.#take(entries);
  }

  #take(entries: readonly MediaDeviceInfo[]): void {
    const before = { ...this.#known };
    for (const [mediaKind, kind] of Object.entries(KINDS)) {
      const those = entries.filter((entry) => entry.kind === mediaKind);
      // Not told just now, as before the permission or after the last one was closed: no reason to forget.
      if (those.some(({ deviceId }) => deviceId === '')) continue;
      this.#known[kind] = knownOf(those);
    }
    const isIn = ({ devices }: Known, id: string | null): boolean => devices.some((device) => device.id === id);
    const isBack = (kind: ChoosableDevice): boolean => {
      const choice = this.#choices[kind];
      return before[kind] !== UNKNOWN && !isIn(before[kind], choice) && isIn(this.#known[kind], choice);
    };
    this.onChange({
      back: new Set(Object.values(KINDS).filter(isBack)),
      isGone: (kind, id) => isIn(before[kind], id) && !isIn(this.#known[kind], id),
    });
  }

  #stateOf(kind: ChoosableDevice): DevicesState[ChoosableDevice] {
    const chosen = this.#choices[kind];
    return { devices: this.#known[kind].devices, chosen: chosen !== null && this.has(kind, chosen) ? chosen : null };
  }
}

function knownOf(entries: readonly MediaDeviceInfo[]): Known {
  const real = entries.filter(({ deviceId }) => !PREFERENCES.includes(deviceId));
  const preference = entries.find(({ deviceId }) => deviceId === PREFERENCES[0]);
  const preferred =
    // A headset's devices are one group; a sound card may have several of one kind, and then the name tells.
    real.find(({ groupId, label }) => groupId === preference?.groupId && preference.label.includes(label)) ??
    real.find(({ groupId }) => groupId === preference?.groupId) ??
    real[0];
  return { devices: real.map(infoOf), preferred: preferred ? infoOf(preferred) : null };
}

function infoOf({ deviceId: id, label }: MediaDeviceInfo): DeviceInfo {
  return { id, label };
}
