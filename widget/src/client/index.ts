export type { ErrorCode } from '../protocol/errors.js';
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
export type { DeviceChange, RoomClientEvents, TrackRef } from './events.js';
export type { FetchPresence, PresenceRequest, PresentPeer } from './presence.js';
export type { Quality } from './qualities.js';
export { RoomClient } from './room-client.js';
export { createSocketSignaling, type RoomDependencies } from './room-dependencies.js';
export type { Publish, PublishOptions, RoomOptions, SendOptions } from './room-options.js';
export type {
  ChoosableDevice,
  DeviceChoice,
  DeviceInfo,
  DeviceKind,
  DevicesState,
  LocalTrack,
  MediaState,
  OutgoingMessage,
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
export type { RoomStats, TrackStats } from './stats.js';
