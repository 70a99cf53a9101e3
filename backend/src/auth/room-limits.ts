import { MAX_PRODUCERS } from 'sfu-room/protocol';

/** How much one room may take. */
export interface RoomLimits {
  /** Most peers. */
  readonly peers: number;
  /** Most producers of one peer. */
  readonly producers: number;
  /** Most that one peer may send, in bit/s; null: no limit. */
  readonly bitrate: number | null;
  /** After so long it ends for everyone, in ms; null: never. */
  readonly duration: number | null;
  /** How long it stays after its last peer has left, in ms. */
  readonly emptyTimeout: number;
}

/**
 * What each limit may be, in its own unit: the same in settings, in tokens and over the REST API.
 * - `peers`: the most stands against slips of the finger; one worker carries far fewer.
 * - `producers`: as many as the protocol has.
 * - `bitrate`: below 50 kbit/s there is hardly more than a voice, and a smaller number is one meant in kbit/s.
 * - `duration`: from a second up to the longest that a timer can wait, 2^31 - 1 ms.
 * - `emptyTimeout`: up to a day; longer than that a room is not empty but forgotten.
 */
export const LIMIT_RANGES = {
  peers: { least: 1, most: 10_000 },
  producers: { least: 1, most: MAX_PRODUCERS },
  bitrate: { least: 50_000 },
  duration: { least: 1_000, most: 2_147_483_647 },
  emptyTimeout: { least: 0, most: 86_400_000 },
} as const satisfies Record<keyof RoomLimits, { least: number; most?: number }>;
