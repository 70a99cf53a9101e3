import type { Permissions } from '../protocol/permissions.js';
import type { Source } from '../protocol/source.js';
import type { WantedTrack } from './intent.js';
import type { LocalMedia } from './local-media.js';
import type { Publish, RoomOptions } from './room-options.js';
import type { DeviceKind, MediaState } from './room-state.js';

/** What switching needs of the room client. */
export interface SwitchesHost {
  options(): RoomOptions;
  /** From now on the options are these. */
  remember(options: RoomOptions): void;
  /** A call or its lobby is there to follow at once. */
  isLive(): boolean;
  /** The tracks that are wanted. */
  tracks(): Iterable<WantedTrack>;
  /** Takes a track of the page back. */
  unpublish(label: string): void;
  effect(): Promise<void>;
  /** As `effect`, after what has to come first, and fails when this label could not be published. */
  effectOf(label: string, first: Promise<void>): Promise<void>;
}

/** Which option says how a device is to begin. */
const OPTIONS = { microphone: 'audio', camera: 'video' } as const;

type Switched = keyof typeof OPTIONS;

const KINDS: readonly Switched[] = ['microphone', 'camera'];

/** It is on, or about to be. */
const ACTIVE: readonly MediaState[] = ['starting', 'on', 'interrupted'];

/** Switches microphone and camera on and off, and keeps the options that say how they begin equal to that. */
export class DeviceSwitches {
  constructor(
    private readonly media: LocalMedia,
    private readonly host: SwitchesHost,
  ) {}

  /** As `RoomClient.setAudio` and `setVideo`. */
  async set(device: Switched, on: boolean): Promise<void> {
    this.#note(device, on);
    await this.#switch(device, on);
  }

  /** Does what the options say otherwise than before. */
  follow(before: RoomOptions): Promise<void>[] {
    return KINDS.flatMap((device) => {
      const wish = this.host.options()[OPTIONS[device]];
      if (wish === before[OPTIONS[device]] || !this.media.hasBegun(device)) return [];
      // Muted, a microphone stays open.
      if (wish === 'none') this.media.release(device, 'none');
      return [wish === 'none' ? this.host.effect() : this.#switch(device, wish === 'on')];
    });
  }

  /** The page disposes of this label now: what this client's own device has sent under it is given back, and stays off. */
  giveBack(label: string): void {
    if (!this.media.isUsing(label)) return;
    const device = KINDS.find((kind) => kind === label);
    if (device) this.#note(device, false);
    this.media.release(label);
  }

  /** Devices whose source may not be published are given back, and not to be had. */
  permit(permissions: Readonly<Permissions> | undefined): void {
    const kinds: readonly DeviceKind[] = ['microphone', 'camera', 'screen'];
    this.media.withhold(permissions ? kinds.filter((kind) => !permissions.publish.includes(kind)) : []);
  }

  /**
   * A moderator has switched these sources off; who wants them back switches them on again.
   * @returns those that were on, or about to be
   */
  stop(sources: readonly Source[]): Source[] {
    // Looked at first: with a screen goes its sound.
    const on = sources.filter((source) => this.#isOn(source));
    for (const source of sources) this.#stop(source);
    return on;
  }

  #published(source: Source): WantedTrack[] {
    return [...this.host.tracks()].filter((track) => track.source === source);
  }

  #isOn(source: Source): boolean {
    const states: Partial<Record<Source, MediaState>> = this.media.states;
    return ACTIVE.includes(states[source] ?? 'off') || this.#published(source).some(({ paused }) => !paused);
  }

  #stop(source: Source): void {
    for (const { label, device } of this.#published(source)) if (!device) this.host.unpublish(label);
    if (source === 'screenaudio') this.media.release(source);
    // Nothing is opened by it that could fail; whoever waits for the effect hears of the end of a call by other means.
    if (source === 'screen') this.media.shareScreen(false).catch(() => undefined);
    if (source === 'microphone' || source === 'camera') this.set(source, false).catch(() => undefined);
  }

  #note(device: Switched, on: boolean): void {
    const options = this.host.options();
    this.host.remember({ ...options, [OPTIONS[device]]: switched(options[OPTIONS[device]], on) });
  }

  /** Outside of call and lobby no microphone or camera is opened: the next of them asks for what is wanted then. */
  async #switch(device: Switched, on: boolean): Promise<void> {
    if (this.host.isLive()) await this.host.effectOf(device, this.media.set(device, on));
  }
}

/** What is never to be asked for is off already. */
function switched(before: Publish, on: boolean): Publish {
  if (on) return 'on';
  return before === 'none' ? 'none' : 'off';
}
