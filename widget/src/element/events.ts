import type { RoomClientEvents } from '../client/events.js';

/** The browser refuses to play sound before the page was touched. */
export interface AutoplayBlocked {
  /** Plays everything. Call it from a click; rejects when it is refused again. */
  unlock(): Promise<void>;
}

/** Every event of `<sfu-room>` with its detail. */
export interface SfuRoomEventDetails extends RoomClientEvents {
  autoplayblocked: AutoplayBlocked;
}

type RoomEventMap = { [K in keyof SfuRoomEventDetails]: CustomEvent<SfuRoomEventDetails[K]> };

/** What `addEventListener` of `<sfu-room>` knows: its own events, and those of any element. */
export interface SfuRoomEventMap extends RoomEventMap, Omit<HTMLElementEventMap, keyof RoomEventMap> {}

/** Whether it bubbles; `error` does not, as the DOM's own do not. */
export const BUBBLES = {
  statuschange: true,
  joined: true,
  left: true,
  peerjoined: true,
  peerleft: true,
  peerchange: true,
  track: true,
  trackended: true,
  trackpaused: true,
  trackresumed: true,
  mediachange: true,
  devicechange: true,
  activespeaker: true,
  message: true,
  reaction: true,
  data: true,
  devicestopped: true,
  deviceasked: true,
  permissionschange: true,
  ruleschange: true,
  knock: true,
  tokenexpiring: true,
  draining: true,
  autoplayblocked: true,
  error: false,
} as const satisfies Record<keyof SfuRoomEventDetails, boolean>;

/** Sends one of the room's events from its element. */
export function dispatch<K extends keyof SfuRoomEventDetails>(
  from: HTMLElement,
  name: K,
  detail: SfuRoomEventDetails[K],
): void {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: BUBBLES[name], composed: true }));
}
