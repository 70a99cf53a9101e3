import type { MediaKind, Permissions, RoomRules, Source } from 'sfu-room/protocol';
import type { RoomLimits } from '../auth/room-limits.js';

/** What is told of a peer outside of its room. */
export interface PeerSummary {
  readonly id: string;
  readonly identity: string | null;
  readonly name: string;
  readonly role: string;
  readonly moderator: boolean;
  /** In ms since the epoch. */
  readonly joinedAt: number;
}

/** What is told of a track outside of its room. */
export interface TrackSummary {
  /** The track's id in the room. */
  readonly id: string;
  readonly label: string;
  readonly source: Source;
  readonly kind: MediaKind;
  /** Muted by its publisher, or stopped by a moderator. */
  readonly paused: boolean;
}

/** A peer in full. */
export interface PeerDetails extends PeerSummary {
  readonly connection: 'connected' | 'reconnecting';
  /** When the hand was raised, in ms since the epoch; null: it is down. */
  readonly hand: number | null;
  readonly permissions: Permissions;
  /** When its token runs out, in ms since the epoch; null: never. */
  readonly expiresAt: number | null;
  readonly tracks: readonly TrackSummary[];
}

/** A room as it is now. */
export interface RoomInfo extends RoomRules {
  readonly name: string;
  /** In ms since the epoch. */
  readonly startedAt: number;
  readonly peers: number;
  readonly tracks: number;
  readonly knocks: readonly { readonly id: string; readonly name: string }[];
  readonly limits: RoomLimits;
}
