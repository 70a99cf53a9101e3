export { ERROR_CODES, type ErrorCode } from '../protocol/errors.js';
export type { LeaveReason } from '../protocol/events.js';
export type { Message, Source } from '../protocol/snapshot.js';
export { RoomError } from './errors.js';
export type { RoomClientEvents, TrackRef } from './events.js';
export { RoomClient } from './room-client.js';
export type { Publish, PublishOptions, RoomOptions } from './room-options.js';
export type {
  DeviceKind,
  LocalTrack,
  MediaState,
  PausedBy,
  PeerState,
  Publication,
  RemoteTrack,
  RoomState,
  RoomStatus,
  SelfState,
} from './room-state.js';
export type { Signaling, SignalingFactory, SignalingListener } from './signaling.js';
