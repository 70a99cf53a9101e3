import type { Logger } from 'pino';
import type { ErrorCode, LeaveReason, Message, RequestName } from 'sfu-room/protocol';
import type { PeerSummary, TrackSummary } from './room-info.js';

/** Why a peer's place in its room had to be mended. */
export type RecoveryCause = 'socket' | 'transport' | 'worker';

/** Everything that happens on the server, for whoever wants to know: programs, webhooks, metrics. */
export interface ServerEventMap {
  /** A room has its first peer, or was made ahead of them. Times are in ms since the epoch. */
  roomstarted: { room: string; at: number };
  /** @property duration since it started, in ms */
  roomended: { room: string; at: number; duration: number };
  peerjoined: { room: string; peer: PeerSummary; at: number };
  peerleft: { room: string; peer: PeerSummary; reason: LeaveReason; at: number };
  trackpublished: { room: string; peer: PeerSummary; track: TrackSummary; at: number };
  trackremoved: { room: string; peer: PeerSummary; track: TrackSummary; at: number };
  message: { room: string; message: Message };
  /** A peer came back, or got new media, without leaving the room. */
  recovered: { room: string; peerId: string; cause: RecoveryCause };
  /** A join was answered. @property ms how long that took @property code why it was refused, null: it was not */
  joinanswered: { ms: number; code: ErrorCode | null };
  /** A request was answered; as `joinanswered`. @property name `unknown`: there is no such request */
  requestanswered: { name: RequestName | 'unknown'; ms: number; code: ErrorCode | null };
}

export type ServerEventName = keyof ServerEventMap;

type Listener<K extends ServerEventName> = (event: ServerEventMap[K]) => unknown;

/**
 * Where rooms and signalling tell what happens. Listeners are called in the same turn. One that fails is reported, and
 * hinders neither the room nor the other listeners: they are programs of others, and no call is to end by their faults.
 */
export class ServerEvents {
  readonly #listeners: { readonly [K in ServerEventName]: Set<Listener<K>> } = {
    roomstarted: new Set(),
    roomended: new Set(),
    peerjoined: new Set(),
    peerleft: new Set(),
    trackpublished: new Set(),
    trackremoved: new Set(),
    message: new Set(),
    recovered: new Set(),
    joinanswered: new Set(),
    requestanswered: new Set(),
  };

  constructor(private readonly logger: Pick<Logger, 'error'>) {}

  /** Returns what ends it. */
  on<K extends ServerEventName>(name: K, listener: Listener<K>): () => void {
    const listeners = this.#listeners[name];
    // Its own each time: one that listens twice is called twice, and ends the one without the other.
    const added: Listener<K> = (event) => listener(event);
    listeners.add(added);
    return () => void listeners.delete(added);
  }

  emit<K extends ServerEventName>(name: K, event: ServerEventMap[K]): void {
    // A copy: who begins to listen meanwhile hears the next.
    for (const listener of [...this.#listeners[name]]) {
      try {
        const result = listener(event);
        if (result instanceof Promise) result.catch((error: unknown) => this.#report(name, error));
      } catch (error) {
        this.#report(name, error);
      }
    }
  }

  #report(name: ServerEventName, error: unknown): void {
    this.logger.error({ err: error, event: name }, 'a listener to what happens on the server has failed');
  }
}
