import { io, type Socket } from 'socket.io-client';
import {
  NAMESPACE,
  type Ack,
  type ErrorCode,
  type Handshake,
  type RequestName,
  type Requests,
  type RoomEventName,
  type RoomEvents,
  type RoomSnapshot,
  type Sequenced,
  type WireError,
} from '../../widget/src/protocol/index.js';
import { handshakeOf } from './rtp.js';

/** How long anything may take that is waited for, in ms; far longer than it takes. */
const PATIENCE = 15_000;

type Heard = { [K in RoomEventName]: { name: K; event: Sequenced<RoomEvents[K]> } }[RoomEventName];

/** A handshake that the server refused. */
export class Refused extends Error {
  constructor(readonly code: ErrorCode) {
    super(code);
  }
}

/** A peer that speaks the protocol over a real socket and notes all that it hears; without any media. */
export class RoomPeer {
  readonly snapshots: RoomSnapshot[] = [];
  readonly events: Heard[] = [];
  /** Events whose number was not the next one. */
  readonly gaps: string[] = [];
  disconnected = false;
  #seq = 0;
  readonly #socket: Socket;
  readonly #watchers = new Set<() => void>();

  /** @throws Refused */
  static async join(url: string, room: string, change: Partial<Handshake> = {}): Promise<RoomPeer> {
    return await RoomPeer.enter(url, handshakeOf(room, change));
  }

  /**
   * As `join`, with whatever for a handshake.
   * @param extraHeaders of the request that opens the socket, such as cookies
   * @throws Refused
   */
  static async enter(url: string, auth: object, extraHeaders: Record<string, string> = {}): Promise<RoomPeer> {
    const options = { auth, extraHeaders, forceNew: true, reconnection: false, transports: ['websocket'] };
    const socket = io(url + NAMESPACE, options);
    const peer = new RoomPeer(socket);
    try {
      await new Promise<void>((resolve, reject) => {
        socket.once('snapshot', () => resolve());
        socket.once('connect_error', (error) => {
          const { data } = error as Error & { data?: WireError };
          reject(data ? new Refused(data.code) : error);
        });
        socket.once('disconnect', (reason) => reject(new Error(`Cut off: ${reason}.`)));
        setTimeout(() => reject(new Error('No snapshot came.')), PATIENCE).unref();
      });
    } catch (error) {
      socket.disconnect();
      throw error;
    }
    return peer;
  }

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('disconnect', () => {
      this.disconnected = true;
      this.#notify();
    });
    socket.onAny((name: RoomEventName | 'snapshot', data: Sequenced<RoomEvents[RoomEventName]>) => {
      if (name === 'snapshot') {
        const snapshot = data as unknown as RoomSnapshot;
        this.#seq = snapshot.seq;
        this.snapshots.push(snapshot);
      } else {
        if (data.seq !== this.#seq + 1) this.gaps.push(`${name} ${data.seq} after ${this.#seq}`);
        this.#seq = data.seq;
        this.events.push({ name, event: data } as Heard);
      }
      this.#notify();
    });
  }

  /** The latest. */
  get snapshot(): RoomSnapshot {
    const latest = this.snapshots.at(-1);
    if (!latest) throw new Error('There is no snapshot yet.');
    return latest;
  }

  get id(): string {
    return this.snapshot.session.id;
  }

  /** As the server answers it. */
  async ask(name: string, ...args: unknown[]): Promise<Ack<unknown>> {
    return (await this.#socket.timeout(PATIENCE).emitWithAck(name, ...args)) as Ack<unknown>;
  }

  /** @throws Error with the code when the server refuses */
  async request<K extends RequestName>(name: K, request: Requests[K]['request']): Promise<Requests[K]['response']> {
    const answer = (await this.ask(name, request)) as Ack<Requests[K]['response']>;
    if (!answer.ok) throw new Error(`${name}: ${answer.error.code} (${answer.error.message})`);
    return answer.value;
  }

  /** The code with which the server refuses, or `none`. */
  async codeOf(name: string, ...args: unknown[]): Promise<string> {
    const answer = await this.ask(name, ...args);
    return answer.ok ? 'none' : answer.error.code;
  }

  /** Sends without asking for an answer. */
  tell(name: string, ...args: unknown[]): void {
    this.#socket.emit(name, ...args);
  }

  heard<K extends RoomEventName>(name: K): RoomEvents[K][] {
    return this.events.flatMap((entry) => (entry.name === name ? [entry.event as unknown as RoomEvents[K]] : []));
  }

  /** The first such event, of those heard already and those to come. */
  async hear<K extends RoomEventName>(
    name: K,
    matches: (event: RoomEvents[K]) => boolean = () => true,
  ): Promise<RoomEvents[K]> {
    return await this.until(`a ${name} is heard`, () => this.heard(name).find(matches));
  }

  /** Waits until a condition on what was heard holds; looked at whenever something is heard. */
  async until<T>(what: string, condition: () => T): Promise<NonNullable<T>> {
    return await new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#watchers.delete(look);
        reject(
          new Error(
            `Waited in vain until ${what}; heard ${this.events.map(({ name }) => name).join(' ') || 'nothing'}.`,
          ),
        );
      }, PATIENCE);
      const look = (): void => {
        const value = condition();
        if (!value) return;
        clearTimeout(timer);
        this.#watchers.delete(look);
        resolve(value);
      };
      this.#watchers.add(look);
      look();
    });
  }

  /** All that was sent to this peer before has been heard now. */
  async caughtUp(): Promise<void> {
    await this.ask('no-such-request', {});
  }

  /** Loses the connection without a word, as when the network goes. */
  async lose(): Promise<void> {
    this.#socket.io.engine.close();
    await this.until('the socket is closed', () => this.disconnected);
  }

  /** Comes back into the room over another socket. */
  async comeBack(url: string, change: Partial<Handshake> = {}): Promise<RoomPeer> {
    const { session, room, transports } = this.snapshot;
    const held = { send: transports.send.id, recv: transports.recv.id };
    return await RoomPeer.join(url, room, { session, transports: held, ...change });
  }

  /** Leaves the room; resolves when the server has cut the socket. */
  async leave(): Promise<void> {
    if (this.#socket.connected) this.#socket.emit('leave', {}, () => undefined);
    await this.until('the socket is closed', () => this.disconnected);
  }

  close(): void {
    this.#socket.disconnect();
  }

  #notify(): void {
    for (const look of [...this.#watchers]) look();
  }
}
