import type { DtlsParameters, IceParameters, MediaKind, RtpCapabilities, RtpParameters } from 'mediasoup-client/types';
import type { WireError } from './errors.js';
import type { Knock, Moderation, Permissions, RoomRules, Stops } from './permissions.js';
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
  /** A size that is left out stays as it is; see `ProduceRequest`. */
  updateProducer: { request: { id: string; paused: boolean; width?: number; height?: number }; response: null };
  closeProducer: { request: { id: string }; response: null };
  updateSubscriptions: { request: ReceiveIntent; response: null };
  updateConsumers: { request: { consumers: ConsumerUpdate[] }; response: null };
  /** What is left out stays as it is. Answers when the hand was raised, as `PeerInfo.hand`. */
  updateSelf: { request: { name?: string; hand?: boolean }; response: { hand: number | null } };
  /**
   * The id is the sender's (UUID), so that a message sent again after a lost answer is taken once.
   * With `to`, a peer id, only that peer gets it.
   */
  sendMessage: { request: { id: string; text: string; to?: string }; response: null };
  /** One emoji, shown to everyone for a moment; see REACTION_PATTERN and MAX_REACTIONS. */
  react: { request: { reaction: string }; response: null };
  /** For the page's own purposes: forwarded as it is, in order, and not remembered. With `to`, to that peer alone. */
  sendData: { request: { topic: string; data: string; to?: string }; response: null };
  moderate: { request: Moderation; response: null };
  /** A fresh token for the same peer, before the one it has runs out. */
  updateToken: { request: { token: string }; response: { expiresAt: number | null } };
  leave: { request: Record<string, never>; response: null };
}

export type RequestName = keyof Requests;

export type Ack<T> = { ok: true; value: T } | { ok: false; error: WireError };

/** Why a peer is no longer in a room. */
export type LeaveReason = 'left' | 'removed' | 'ended' | 'replaced' | 'expired' | 'failed';

/** What of a peer can change beside its producers. */
export type PeerChange = Pick<PeerInfo, 'name' | 'connection' | 'hand' | 'role' | 'moderator'>;

/** Patches to the last snapshot, in order. */
export interface RoomEvents {
  /** Somebody is new in the room. */
  peerJoined: { peer: PeerInfo };
  /** Something about a peer changed; its producers do not by it. */
  peerChanged: { peerId: string } & PeerChange;
  /** A peer is gone for good; the reason tells one who left from one who was lost, to programs that care. */
  peerLeft: { peerId: string; reason: LeaveReason };
  /** A peer publishes something. A consumer of it follows by itself where the receive intent asks for one. */
  producerAdded: { peerId: string; producer: ProducerInfo };
  /** Its publisher muted it or not, or sends another size. */
  producerChanged: { peerId: string; producer: ProducerInfo };
  /** A peer publishes it no more. Its consumer is removed by an event of its own. */
  producerRemoved: { peerId: string; producerId: string };
  /** Something can be received; where it is not `ready`, nothing is sent until the client says that it can take it. */
  consumerAdded: { consumer: ConsumerInfo };
  /** A pause by this peer's own receive intent took effect, or its end. */
  consumerChanged: { consumerId: string; paused: boolean };
  /** It sends nothing any more. */
  consumerRemoved: { consumerId: string };
  /** Others want another layer of one of this peer's producers; what is above it need not be encoded. */
  layerWanted: LayerDemand;
  /** Who speaks now, which may be this peer itself; null: nobody. The level is in dBov, -127 (silence) to 0. */
  activeSpeaker: { peerId: string | null; level: number };
  /** A message that this peer may see, also one of its own. */
  message: { message: Message };
  /** Of others and of this peer itself; no snapshot tells of it later. */
  reaction: { id: string; peerId: string; reaction: string };
  /** What this peer may do has changed. */
  permissionsChanged: { permissions: Permissions; expiresAt: number | null };
  /** A moderator stopped something of this peer, which sends nothing already; `by`: SERVER_ID or a peer id. */
  stopped: { stops: Stops; by: string };
  /** A moderator asks this peer to switch something on. */
  asked: { source: 'microphone' | 'camera'; by: string };
  rulesChanged: { rules: RoomRules };
  /** Heard by moderators alone. */
  knocksChanged: { knocks: Knock[] };
  /** This peer's token runs out soon; a fresh one is taken by `updateToken`. */
  tokenExpiring: { expiresAt: number };
  /** For the page; `peerId` may be SERVER_ID. */
  data: { peerId: string; topic: string; data: string };
  /** The server is about to restart and closes the call in so many ms; clients then find it again. */
  draining: { closesIn: number };
  /** This peer is out of the room, and the socket is closed. Heard whatever its number is. */
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
} & {
  snapshot: (snapshot: RoomSnapshot) => void;
  /** In place of a snapshot, which follows when a moderator lets this client in; `ended` when not. */
  knocking: (knocking: { session: SessionRef }) => void;
};
