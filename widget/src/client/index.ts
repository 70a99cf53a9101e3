export { ERROR_CODES, type ErrorCode } from '../protocol/errors.js';
export type {
  Handshake,
  LeaveReason,
  RequestName,
  Requests,
  RoomEventName,
  RoomEvents,
  Sequenced,
} from '../protocol/events.js';
export type { Message, RoomSnapshot, Source } from '../protocol/snapshot.js';
export type { CaptureDevices } from './capture.js';
export { RoomError } from './errors.js';
export type { RoomClientEvents, TrackRef } from './events.js';
export { RoomClient } from './room-client.js';
export { createSocketSignaling, type RoomDependencies } from './room-dependencies.js';
export type { Publish, PublishOptions, RoomOptions, SendOptions } from './room-options.js';
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
export type { ShownSize } from './simulcast.js';
export type { Signaling, SignalingFactory, SignalingListener } from './signaling.js';
