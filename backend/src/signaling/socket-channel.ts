import type { RoomEventName, RoomEvents, RoomSnapshot, Sequenced } from 'sfu-room/protocol';
import type { Socket } from 'socket.io';
import type { PeerChannel } from '../room/peer-channel.js';

/** The channel to a client over its socket. */
export class SocketChannel implements PeerChannel {
  constructor(private readonly socket: Socket) {}

  snapshot(snapshot: RoomSnapshot): void {
    this.socket.emit('snapshot', snapshot);
  }

  send<K extends RoomEventName>(name: K, event: Sequenced<RoomEvents[K]>): void {
    this.socket.emit(name, event);
  }

  close(): void {
    // A turn later: the answer to the request that ends it (`leave`) goes first.
    setImmediate(() => this.socket.disconnect());
  }
}
