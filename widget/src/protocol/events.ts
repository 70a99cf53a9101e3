import type { DtlsParameters, IceParameters, MediaKind, RtpCapabilities, RtpParameters } from 'mediasoup-client/types';
import type { WireError } from './errors.js';
import type {
  ConsumerInfo,
  HeldTransports,
  LayerDemand,
  Message,
  PeerInfo,
  ProducerInfo,
  ReceiveIntent,
  RoomSnapshot,
  SessionRef,
  Source,
} from './snapshot.js';

/** Carried by the socket's `auth`: the whole join, so that it costs no message of its own. */
export interface Handshake {
  protocol: number;
  room: string;
  token?: string;
  name?: string;
  /** Of an earlier join: the same peer comes back. */
  session?: SessionRef;
  rtpCapabilities: RtpCapabilities;
  receive: ReceiveIntent;
  /** Which of the server's transports this client still holds; the others are made anew. */
  transports?: HeldTransports;
  /** Known before the join where the browser makes certificates; lets the server connect both transports at once. */
  dtlsParameters?: DtlsParameters;
}

export interface ProduceRequest {
  id: string;
  kind: MediaKind;
  label: string;
  source: Source;
  rtpParameters: RtpParameters;
  paused: boolean;
  broadcast: boolean;
  /** Of a video's highest layer, in px, where it is known. */
  width?: number;
  height?: number;
}

export interface ConsumerUpdate {
  id: string;
  /** The client can take its packets; from here on the server sends (unless paused). */
  ready?: true;
  /** Highest spatial layer wanted; null: the video is shown nowhere. */
  layer?: number | null;
}

/** Each request once: what it takes and what it answers. Senders, handlers and schemas are typed from it. */
export interface Requests {
  /** Answers once the `snapshot` event with the room as it is has been sent. */
  snapshot: { request: { transports: HeldTransports }; response: null };
  connectTransport: { request: { transportId: string; dtlsParameters: DtlsParameters }; response: null };
  restartIce: { request: { transportId: string }; response: IceParameters };
  /** Several at once, each answered by itself: null, or why not. */
  produce: { request: { producers: ProduceRequest[] }; response: (WireError | null)[] };
  updateProducer: { request: { id: string; paused: boolean }; response: null };
  closeProducer: { request: { id: string }; response: null };
  updateSubscriptions: { request: ReceiveIntent; response: null };
  updateConsumers: { request: { consumers: ConsumerUpdate[] }; response: null };
  updateSelf: { request: { name: string }; response: null };
  /** The id is the sender's (UUID), so that a message sent again after a lost answer is taken once. */
  sendMessage: { request: { id: string; text: string }; response: null };
  leave: { request: Record<string, never>; response: null };
}

export type RequestName = keyof Requests;

export type Ack<T> = { ok: true; value: T } | { ok: false; error: WireError };

/** Why a peer is no longer in a room. */
export type LeaveReason = 'left' | 'removed' | 'ended' | 'replaced' | 'expired' | 'failed';

/** Patches to the last snapshot, in order. */
export interface RoomEvents {
  peerJoined: { peer: PeerInfo };
  /** The producers of a peer do not change by it. */
  peerChanged: { peerId: string; name: string; connection: PeerInfo['connection'] };
  peerLeft: { peerId: string; reason: LeaveReason };
  producerAdded: { peerId: string; producer: ProducerInfo };
  producerChanged: { peerId: string; producer: ProducerInfo };
  producerRemoved: { peerId: string; producerId: string };
  consumerAdded: { consumer: ConsumerInfo };
  consumerChanged: { consumerId: string; paused: boolean };
  consumerRemoved: { consumerId: string };
  /** Others want another layer of one of this peer's producers; what is above it need not be encoded. */
  layerWanted: LayerDemand;
  activeSpeaker: { peerId: string | null; level: number };
  message: { message: Message };
  ended: { reason: LeaveReason };
}

export type RoomEventName = keyof RoomEvents;
export type Sequenced<T> = T & { seq: number };

/** socket.io's event maps, derived from the two tables above. */
export type ClientToServer = {
  [K in RequestName]: (request: Requests[K]['request'], ack: (answer: Ack<Requests[K]['response']>) => void) => void;
};
export type ServerToClient = {
  [K in RoomEventName]: (event: Sequenced<RoomEvents[K]>) => void;
} & { snapshot: (snapshot: RoomSnapshot) => void };
