import { io, type Socket } from 'socket.io-client';
import {
  NAMESPACE,
  type Ack,
  type Handshake,
  type LeaveReason,
  type RoomSnapshot,
  type SessionRef,
} from '../../widget/src/protocol/index.js';
import { handshakeOf } from './rtp.js';

/** How it ended for somebody at the door. */
export type Outcome = { let: 'in'; peerId: string } | { let: 'out'; reason: LeaveReason };

/** Somebody at the door of a room, over a real socket. */
export class Visitor {
  /** The id that the peer will have; resolves when the server has it wait. */
  readonly knocking: Promise<string>;
  readonly outcome: Promise<Outcome>;
  /** Once it is known. */
  session: SessionRef | null = null;
  readonly #socket: Socket;

  constructor(url: string, room: string, change: Partial<Handshake> = {}) {
    this.#socket = io(url + NAMESPACE, {
      auth: handshakeOf(room, change),
      forceNew: true,
      reconnection: false,
      transports: ['websocket'],
    });
    this.knocking = new Promise((resolve, reject) => {
      this.#socket.once('knocking', ({ session }: { session: SessionRef }) => {
        this.session = session;
        resolve(session.id);
      });
      this.#socket.once('connect_error', reject);
      this.#socket.once('disconnect', (reason) => reject(new Error(`Cut off: ${reason}.`)));
    });
    this.outcome = new Promise((resolve, reject) => {
      this.#socket.once('snapshot', ({ session }: RoomSnapshot) => resolve({ let: 'in', peerId: session.id }));
      this.#socket.once('ended', ({ reason }: { reason: LeaveReason }) => resolve({ let: 'out', reason }));
      this.#socket.once('disconnect', (reason) => reject(new Error(`Cut off: ${reason}.`)));
    });
    // Each is waited for by whoever wants to know; the other may end as it likes.
    this.knocking.catch(() => undefined);
    this.outcome.catch(() => undefined);
  }

  /** The code with which the server refuses a request, or `none`. */
  async codeOf(name: string, request: object): Promise<string> {
    const answer = (await this.#socket.emitWithAck(name, request)) as Ack<unknown>;
    return answer.ok ? 'none' : answer.error.code;
  }

  /** Loses the connection, as when the page is gone. */
  lose(): void {
    this.#socket.disconnect();
  }

  /** Waits no longer, or leaves the room; resolves when the server has cut the socket. */
  async leave(): Promise<void> {
    if (!this.#socket.connected) return;
    const cut = new Promise((resolve) => this.#socket.once('disconnect', resolve));
    // Who still waits is no peer that could leave: then it is the socket that ends.
    this.#socket.emit('leave', {}, ({ ok }: Ack<unknown>) => ok || this.#socket.disconnect());
    await cut;
  }
}
