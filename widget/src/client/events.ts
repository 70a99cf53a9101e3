import type { LeaveReason } from '../protocol/events.js';
import type { Message, Source } from '../protocol/snapshot.js';
import type { RoomError } from './errors.js';
import type { DeviceKind, MediaState, PausedBy, PeerState, RoomStatus } from './room-state.js';

export interface TrackRef {
  /** The track's id in the room: takes `pause(id)` and `resume(id)`. */
  readonly id: string;
  readonly peer: PeerState;
  readonly label: string;
  readonly source: Source;
}

/** What a RoomClient emits; `<sfu-room>` dispatches the same as CustomEvents with the payload as `detail`. */
export interface RoomClientEvents {
  /** The status changed. */
  statuschange: { status: RoomStatus; previous: RoomStatus };
  /** The room was entered; not sent again after a reconnection. */
  joined: { room: string; peerId: string };
  /** The room is over for this client. */
  left: { reason: LeaveReason };
  peerjoined: { peer: PeerState };
  peerleft: { peer: PeerState };
  /** A peer's name, connection, publications or subscription changed. */
  peerchange: { peer: PeerState };
  /** A remote track arrived. After a rebuilt media path: `trackended`, then `track` with the same id. */
  track: TrackRef & { track: MediaStreamTrack; stream: MediaStream };
  /** A remote track is gone. */
  trackended: TrackRef;
  trackpaused: TrackRef & { by: PausedBy };
  trackresumed: TrackRef & { by: PausedBy };
  /** The state of the local microphone, camera or screen share changed. */
  mediachange: { kind: DeviceKind; state: MediaState };
  /** `peerId` is null when nobody speaks, `peer` also when it is this client; level in dBov, -127 (silence) to 0. */
  activespeaker: { peerId: string | null; peer: PeerState | null; level: number };
  message: Message;
  /** Something failed; the call goes on unless the status says otherwise. */
  error: { error: RoomError };
}
