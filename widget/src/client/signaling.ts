import type { Handshake, RequestName, Requests, RoomEventName, RoomEvents, Sequenced } from '../protocol/events.js';
import type { RoomSnapshot, SessionRef } from '../protocol/snapshot.js';
import type { RoomError } from './errors.js';

/** What a signalling channel tells its room client. */
export interface SignalingListener {
  /** Asked at each (re)connection; carries the join. */
  handshake(): Promise<Handshake>;
  snapshot(snapshot: RoomSnapshot): void;
  /** The server lets this client wait to be let in; a snapshot follows, or `ended`. */
  knocking(session: SessionRef): void;
  event<K extends RoomEventName>(name: K, event: Sequenced<RoomEvents[K]>): void;
  /** The connection is lost, or could not be made. */
  disconnected(error: RoomError): void;
  /** The server answered the handshake with a refusal. */
  refused(error: RoomError): void;
}

/** The way to the server. socket.io is the one implementation so far. */
export interface Signaling {
  readonly connected: boolean;
  /** Opens the way without joining, so that a `connect()` later takes fewer round trips. Nobody hears how it went. */
  warm(): void;
  /** Tries once, in place of the connection there is or is being made; the listener hears how it went. */
  connect(): void;
  /**
   * A connection on which an answer stays out is given up, of which the listener hears first.
   * @throws RoomError what the server answered; request-timeout; server-unreachable
   */
  request<K extends RequestName>(name: K, request: Requests[K]['request']): Promise<Requests[K]['response']>;
  /** No listener is called after it. */
  close(): void;
}

export type SignalingFactory = (server: string, listener: SignalingListener) => Signaling;
