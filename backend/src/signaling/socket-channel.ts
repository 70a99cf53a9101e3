import type {
  ClientToServer,
  RoomEventName,
  RoomEvents,
  RoomSnapshot,
  Sequenced,
  ServerToClient,
} from 'sfu-room/protocol';
import type { Socket } from 'socket.io';
import type { PeerChannel } from '../room/peer-channel.js';

export type RoomSocket = Socket<ClientToServer, ServerToClient>;

/** The channel to a client over its socket. */
export class SocketChannel implements PeerChannel {
  constructor(private readonly socket: RoomSocket) {}

  snapshot(snapshot: RoomSnapshot): void {
    this.socket.emit('snapshot', snapshot);
  }

  send<K extends RoomEventName>(name: K, event: Sequenced<RoomEvents[K]>): void {
    // The event of the name: for a name that is open TypeScript does not resolve the map.
    this.socket.emit(name, ...([event] as Parameters<ServerToClient[K]>));
  }

  close(): void {
    // A turn later: the answer to the request that ends it (`leave`) goes first.
    setImmediate(() => this.socket.disconnect());
  }
}
