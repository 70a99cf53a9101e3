import type { LeaveReason } from '../protocol/events.js';
import type { Knock, Permissions, RoomRules } from '../protocol/permissions.js';
import type { Message, Source } from '../protocol/snapshot.js';
import type { RoomError } from './errors.js';
import type {
  ChoosableDevice,
  DeviceInfo,
  DeviceKind,
  MediaState,
  PausedBy,
  PeerState,
  RoomStatus,
} from './room-state.js';

export interface TrackRef {
  /** The track's id in the room: takes `pause(id)` and `resume(id)`. */
  readonly id: string;
  readonly peer: PeerState;
  readonly label: string;
  readonly source: Source;
}

export interface DeviceChange {
  readonly kind: ChoosableDevice;
  /** The one in use now; null: none, or the browser does not tell. */
  readonly device: DeviceInfo | null;
  /**
   * `chosen`: by `chooseDevice()`, or the chosen one is there again; `unplugged`: the one before is gone; `default`: the
   * choice was taken back.
   */
  readonly reason: 'chosen' | 'unplugged' | 'default';
}

/** What a RoomClient emits; `<sfu-room>` dispatches the same as CustomEvents with the payload as `detail`. */
export interface RoomClientEvents {
  /** The status changed. */
  statuschange: { status: RoomStatus; previous: RoomStatus };
  /** The room was entered; not sent again after a reconnection. */
  joined: { room: string; peerId: string };
  /** The room is over for this client. */
  left: { reason: LeaveReason };
  /** Somebody came into the room, or was there when it was joined. */
  peerjoined: { peer: PeerState };
  /** Somebody left the room, or was lost and did not come back in time. */
  peerleft: { peer: PeerState };
  /** A peer's name, connection, hand, publications or subscription changed; of its quality the state alone tells. */
  peerchange: { peer: PeerState };
  /** A remote track arrived. After a rebuilt media path: `trackended`, then `track` with the same id. */
  track: TrackRef & { track: MediaStreamTrack; stream: MediaStream };
  /** A remote track is gone. */
  trackended: TrackRef;
  /** A remote track is paused for one reason more. */
  trackpaused: TrackRef & { by: PausedBy };
  /** A remote track is paused for one reason less; it flows when there is none left. */
  trackresumed: TrackRef & { by: PausedBy };
  /** The state of the local microphone, camera or screen share changed. */
  mediachange: { kind: DeviceKind; state: MediaState };
  /** Another microphone, camera or speaker is in use, or will be once it is on. */
  devicechange: DeviceChange;
  /** `peerId` is null when nobody speaks, `peer` also when it is this client; level in dBov, -127 (silence) to 0. */
  activespeaker: { peerId: string | null; peer: PeerState | null; level: number };
  /** A message came, also one of this client, and those from before that are found at the join. */
  message: Message;
  /** Somebody shows an emoji for a moment; `peer` is null when it is this client. */
  reaction: { id: string; peerId: string; peer: PeerState | null; reaction: string };
  /** Data of the page's own came; `peerId` is `server` and `peer` null when the server's program sent it. */
  data: { peerId: string; peer: PeerState | null; topic: string; data: string };
  /** A moderator switched something of this client off; `by` is a peer id, or `server`. */
  devicestopped: { source: Source; by: string; peer: PeerState | null };
  /** A moderator asks this client to switch something on. */
  deviceasked: { source: 'microphone' | 'camera'; by: string; peer: PeerState | null };
  /** What this client may do has changed. */
  permissionschange: { permissions: Readonly<Permissions> };
  /** What holds for everyone in the room has changed. */
  ruleschange: { rules: Readonly<RoomRules> };
  /** Somebody asks to be let in; heard by moderators. */
  knock: Knock;
  /** The token runs out soon, at this time in ms since the epoch: set a fresh one, or the call ends then. */
  tokenexpiring: { expiresAt: number };
  /** The server restarts in so many ms; the call comes back by itself. */
  draining: { closesIn: number };
  /** Something failed; the call goes on unless the status says otherwise. */
  error: { error: RoomError };
}
