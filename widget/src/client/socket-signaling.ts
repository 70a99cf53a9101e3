import { io, type Socket } from 'socket.io-client';
import { isErrorCode, type WireError } from '../protocol/errors.js';
import type {
  Ack,
  ClientToServer,
  RequestName,
  Requests,
  RoomEventName,
  RoomEvents,
  Sequenced,
  ServerToClient,
} from '../protocol/events.js';
import { endpointOf } from './endpoint.js';
import { RoomError } from './errors.js';
import { reconnectDelay } from './reconnect-policy.js';
import type { Signaling, SignalingListener } from './signaling.js';

/** How long an answer may take, in ms; with none the connection is lost, whatever the browser still believes. */
const REQUEST_TIMEOUT = 5_000;

/** The same for what is asked when the network is in doubt, and takes the server no time, in ms. */
const DOUBT_TIMEOUT = 2_000;

/**
 * How long a connection may take to open, and then the server to let this client in, in ms. A server waits up to five
 * seconds for a worker to put it on.
 */
const CONNECT_TIMEOUT = 8_000;

const ROOM_EVENTS: Record<RoomEventName, true> = {
  peerJoined: true,
  peerChanged: true,
  peerLeft: true,
  producerAdded: true,
  producerChanged: true,
  producerRemoved: true,
  consumerAdded: true,
  consumerChanged: true,
  consumerRemoved: true,
  layerWanted: true,
  activeSpeaker: true,
  message: true,
  reaction: true,
  permissionsChanged: true,
  stopped: true,
  asked: true,
  rulesChanged: true,
  knocksChanged: true,
  tokenExpiring: true,
  data: true,
  draining: true,
  ended: true,
};

/** Signalling over socket.io. When to connect again is the room client's business, not socket.io's. */
export class SocketSignaling implements Signaling {
  readonly #socket: Socket<ServerToClient, ClientToServer>;
  /** Counts the attempts: a handshake that was made for an earlier one is not sent. */
  #attempt = 0;
  #stopWarming: () => void = () => undefined;
  /** Runs from the handshake to its answer. */
  #patience: ReturnType<typeof setTimeout> | undefined;

  constructor(
    server: string,
    private readonly listener: SignalingListener,
  ) {
    const { namespace, socketPath } = endpointOf(server);
    this.#socket = io(namespace, {
      path: socketPath,
      autoConnect: false,
      forceNew: true,
      reconnection: false,
      timeout: CONNECT_TIMEOUT,
      transports: ['websocket'],
      auth: (answer) => {
        const attempt = this.#attempt;
        const isLatest = (): boolean => attempt === this.#attempt && this.#socket.active;
        listener.handshake().then(
          (handshake) => {
            if (!isLatest()) return;
            answer(handshake);
            this.#patience = setTimeout(() => this.#giveUp(new RoomError('request-timeout')), CONNECT_TIMEOUT);
          },
          (error: unknown) => {
            if (isLatest()) this.#giveUp(RoomError.from(error, 'server-unreachable'));
          },
        );
      },
    });
    this.#socket.on('connect', () => clearTimeout(this.#patience));
    this.#socket.on('connect_error', (error) => {
      clearTimeout(this.#patience);
      const data = (error as Error & { data?: WireError }).data;
      if (data && isErrorCode(data.code)) listener.refused(RoomError.fromWire(data));
      else listener.disconnected(RoomError.from(error, 'server-unreachable'));
    });
    this.#socket.on('disconnect', (reason) => {
      clearTimeout(this.#patience);
      // `io client disconnect` is this side's own doing.
      if (reason === 'io client disconnect') return;
      listener.disconnected(new RoomError('server-unreachable', `The connection was lost: ${reason}.`));
    });
    this.#socket.on('snapshot', (snapshot) => listener.snapshot(snapshot));
    this.#socket.on('knocking', ({ session }) => listener.knocking(session));
    for (const name of Object.keys(ROOM_EVENTS) as RoomEventName[]) {
      const forward = (event: Sequenced<RoomEvents[typeof name]>): void => listener.event(name, event);
      this.#socket.on(name, forward);
    }
  }

  get connected(): boolean {
    return this.#socket.connected;
  }

  warm(): void {
    const manager = this.#socket.io;
    let attempt = 0;
    let retry: ReturnType<typeof setTimeout> | undefined;
    // The server gives up on connections over which nobody joins; as long as nobody does, there is a next one. Not at
    // once: a balancer with no server behind it closes what it has just accepted.
    const again = (): void => {
      attempt += 1;
      clearTimeout(retry);
      retry = setTimeout(() => manager.open(), reconnectDelay({ attempt, joinedBefore: true }) ?? 0);
    };
    manager.on('close', again);
    manager.on('error', again);
    this.#stopWarming = () => {
      clearTimeout(retry);
      manager.off('close', again);
      manager.off('error', again);
    };
    manager.open();
  }

  connect(): void {
    this.#stopWarming();
    this.#attempt += 1;
    clearTimeout(this.#patience);
    // Only what is there is replaced: a warm connection has no socket on it yet, and is joined over.
    if (this.#socket.active) this.#socket.disconnect();
    this.#socket.connect();
  }

  async request<K extends RequestName>(name: K, request: Requests[K]['request']): Promise<Requests[K]['response']> {
    if (!this.connected) throw new RoomError('server-unreachable');
    const answer = await new Promise<Ack<Requests[K]['response']>>((resolve, reject) => {
      const { id } = this.#socket;
      const settle = (cause: Error | null, ack: Ack<Requests[K]['response']>): void => {
        if (!cause) {
          resolve(ack);
          return;
        }
        const inTime = !this.connected || id !== this.#socket.id;
        const error = new RoomError(inTime ? 'server-unreachable' : 'request-timeout', undefined, { cause });
        if (!inTime) this.#giveUp(error);
        reject(error);
      };
      const socket = this.#socket as unknown as Socket;
      socket.timeout(name === 'restartIce' ? DOUBT_TIMEOUT : REQUEST_TIMEOUT).emit(name, request, settle);
    });
    if (answer.ok) return answer.value;
    throw RoomError.fromWire(answer.error);
  }

  #giveUp(error: RoomError): void {
    clearTimeout(this.#patience);
    this.#socket.disconnect();
    this.listener.disconnected(error);
  }

  close(): void {
    this.#stopWarming();
    clearTimeout(this.#patience);
    this.#socket.off();
    this.#socket.disconnect();
    // A warm connection has no socket whose end would end it.
    (this.#socket.io as { engine?: { close(): unknown } }).engine?.close();
  }
}
