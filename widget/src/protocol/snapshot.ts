import type {
  DtlsParameters,
  IceCandidate,
  IceParameters,
  MediaKind,
  RtpCapabilities,
  RtpParameters,
} from 'mediasoup-client/types';

import type { Knock, Permissions, RoomRules, Stops } from './permissions.js';
import type { Source } from './source.js';

export type { Source };
export type { DtlsParameters, IceParameters, MediaKind, RtpCapabilities, RtpParameters };

/** What a client wants to receive; the whole of it is sent each time it changes. */
export interface ReceiveIntent {
  /** `auto`: everyone; `manual`: only `peers`, and tracks published with `broadcast`. */
  subscribe: 'auto' | 'manual';
  /** Peer ids that `manual` names. */
  peers: string[];
  /** Everything is paused. */
  paused: boolean;
  /** Peer ids whose tracks are paused. */
  pausedPeers: string[];
  /** Track ids that are paused; a track id outlives the producer behind it. */
  pausedTracks: string[];
}

/** Ids of the transports that a client holds, null where it has none (or none that works). */
export interface HeldTransports {
  send: string | null;
  recv: string | null;
}

/** Proves that a socket belongs to a peer. The id is public (it is the peer id), the secret is not. */
export interface SessionRef {
  id: string;
  secret: string;
}

export interface ProducerInfo {
  /** Chosen by the publisher (UUID), so that publishing waits for no answer. */
  id: string;
  kind: MediaKind;
  /** Unique per peer; publishing the same label again replaces the track. */
  label: string;
  source: Source;
  /** Muted by the publisher. */
  paused: boolean;
  /** Everyone gets it, even under `subscribe: manual`. */
  broadcast: boolean;
  /** Spatial layers of a video, 1 where it has one size only; the highest is `layers - 1`. */
  layers: number;
  /** Size of its highest layer, as its publisher told last, in px; 0 where it is not known. */
  width: number;
  height: number;
}

export interface PeerInfo {
  id: string;
  name: string;
  /** Who it is to the program that made its token (`sub`); null without one. */
  identity: string | null;
  /** What its token calls it, such as `teacher`; '' without. */
  role: string;
  moderator: boolean;
  /** `reconnecting`: the socket is lost, the grace period runs, media may still flow. */
  connection: 'connected' | 'reconnecting';
  /** When the hand was raised, in ms since the epoch by the server's clock; null: it is down. */
  hand: number | null;
  producers: ProducerInfo[];
}

export interface ConsumerInfo {
  id: string;
  peerId: string;
  producerId: string;
  kind: MediaKind;
  rtpParameters: RtpParameters;
  /** Paused by this peer's own receive intent: the server sends nothing. */
  paused: boolean;
  /** False: the server sends nothing until the client says that it is ready. */
  ready: boolean;
  /**
   * Highest spatial layer that the client wants, 0 until it told; null: it shows the video nowhere, and nothing is
   * sent.
   */
  layer: number | null;
}

/** The highest layer of a producer that anybody wants; null: nobody wants any. */
export interface LayerDemand {
  producerId: string;
  layer: number | null;
}

export interface TransportInfo {
  id: string;
  iceParameters: IceParameters;
  iceCandidates: IceCandidate[];
  dtlsParameters: DtlsParameters;
  /** The server already has the client's DTLS fingerprint; no `connectTransport` is needed. */
  connected: boolean;
}

/** As RTCIceServer, but free of DOM types. */
export interface IceServer {
  readonly urls: string | readonly string[];
  readonly username?: string;
  readonly credential?: string;
}

/** The whole room as one peer may see it. */
export interface RoomSnapshot {
  /** Number of the last event before this snapshot; the next has `seq + 1`. */
  seq: number;
  room: string;
  session: SessionRef;
  iceServers: IceServer[];
  transports: { send: TransportInfo; recv: TransportInfo };
  /** This peer as others see it, with the producers that the server holds. */
  self: PeerInfo;
  permissions: Permissions;
  /** Of this peer. */
  stops: Stops;
  /** When its token runs out, in ms since the epoch; null: never. */
  expiresAt: number | null;
  rules: RoomRules;
  /** Who waits to be let in, for those who may do that; else empty. */
  knocks: Knock[];
  /** The others, in the order they came. */
  peers: PeerInfo[];
  consumers: ConsumerInfo[];
  /** For this peer's own producers of video. */
  demands: LayerDemand[];
  /** The latest messages of the room that this peer may see, oldest first. */
  messages: Message[];
}

/** A text that a peer sent to the room, or to one of its peers. */
export interface Message {
  id: string;
  /** SERVER_ID: it comes from the program that hosts the room. */
  peerId: string;
  /** The sender's name when it was sent: who comes later may not find the sender any more. */
  name: string;
  /** Id of the one peer that it is for, who sees it as its sender does; null: everyone. */
  to: string | null;
  text: string;
  /** When the server took it, in ms since the epoch. */
  at: number;
}

/** Answer of GET /sfu-room/capabilities. */
export interface Capabilities {
  protocol: number;
  rtpCapabilities: RtpCapabilities;
}

/** Who is in a room, for those who are not in it: the answer of GET /sfu-room/rooms/:room/presence. */
export interface Presence {
  /** In the order they came, at most MAX_PRESENT; a name is '' where none was given. */
  peers: { name: string }[];
  /** Of all, also of those that are not named. */
  count: number;
}

/** A track's id in the room. Peer ids hold no colon, so the two never run together. */
export function trackId(peerId: string, label: string): string {
  return `${peerId}:${label}`;
}
