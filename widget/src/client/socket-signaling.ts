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
import type { Signaling, SignalingListener } from './signaling.js';

/** How long an answer may take, in ms. */
const REQUEST_TIMEOUT = 10_000;

/** How long a connection may take to open, in ms. */
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
  activeSpeaker: true,
  message: true,
  ended: true,
};

/** Signalling over socket.io. When to connect again is the room client's business, not socket.io's. */
export class SocketSignaling implements Signaling {
  readonly #socket: Socket<ServerToClient, ClientToServer>;

  constructor(server: string, listener: SignalingListener) {
    const { namespace, socketPath } = endpointOf(server);
    this.#socket = io(namespace, {
      path: socketPath,
      autoConnect: false,
      forceNew: true,
      reconnection: false,
      timeout: CONNECT_TIMEOUT,
      transports: ['websocket'],
      auth: (answer) => {
        listener.handshake().then(answer, (error: unknown) => {
          if (!this.#socket.active) return;
          this.#socket.disconnect();
          listener.disconnected(RoomError.from(error, 'server-unreachable'));
        });
      },
    });
    this.#socket.on('connect_error', (error) => {
      const data = (error as Error & { data?: WireError }).data;
      if (data && isErrorCode(data.code)) listener.refused(RoomError.fromWire(data));
      else listener.disconnected(RoomError.from(error, 'server-unreachable'));
    });
    this.#socket.on('disconnect', (reason) => {
      // `io client disconnect` is this side's own doing.
      if (reason === 'io client disconnect') return;
      listener.disconnected(new RoomError('server-unreachable', `The connection was lost: ${reason}.`));
    });
    this.#socket.on('snapshot', (snapshot) => listener.snapshot(snapshot));
    for (const name of Object.keys(ROOM_EVENTS) as RoomEventName[]) {
      const forward = (event: Sequenced<RoomEvents[typeof name]>): void => listener.event(name, event);
      this.#socket.on(name, forward);
    }
  }

  get connected(): boolean {
    return this.#socket.connected;
  }

  connect(): void {
    this.#socket.connect();
  }

  async request<K extends RequestName>(name: K, request: Requests[K]['request']): Promise<Requests[K]['response']> {
    if (!this.connected) throw new RoomError('server-unreachable');
    const answer = await new Promise<Ack<Requests[K]['response']>>((resolve, reject) => {
      const settle = (error: Error | null, ack: Ack<Requests[K]['response']>): void => {
        if (error) {
          reject(new RoomError(this.connected ? 'request-timeout' : 'server-unreachable', undefined, { cause: error }));
        } else resolve(ack);
      };
      const socket = this.#socket as unknown as Socket;
      socket.timeout(REQUEST_TIMEOUT).emit(name, request, settle);
    });
    if (answer.ok) return answer.value;
    throw RoomError.fromWire(answer.error);
  }

  close(): void {
    this.#socket.off();
    this.#socket.disconnect();
  }
}
