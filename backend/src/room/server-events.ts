import { EventEmitter } from 'node:events';
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

type Listeners = { [K in ServerEventName]: [ServerEventMap[K]] };

/**
 * Where rooms and signalling tell what happens. Listeners are called in the same turn. One that fails is reported, and
 * hinders neither the room nor the other listeners: they are programs of others, and no call is to end by their faults.
 */
export class ServerEvents extends EventEmitter<Listeners> {
  constructor(private readonly logger: Pick<Logger, 'error'>) {
    super();
  }

  override emit(name: ServerEventName, ...args: unknown[]): boolean {
    // Typed by their name for those who emit and listen; here all are the same.
    const listeners = this.rawListeners(name) as ((...args: unknown[]) => unknown)[];
    for (const listener of listeners) {
      try {
        const result = Reflect.apply(listener, this, args);
        if (result instanceof Promise) result.catch((error: unknown) => this.#report(name, error));
      } catch (error) {
        this.#report(name, error);
      }
    }
    return listeners.length > 0;
  }

  #report(name: ServerEventName, error: unknown): void {
    this.logger.error({ err: error, event: name }, 'a listener to what happens on the server has failed');
  }
}
