import type { RoomEventName, RoomEvents, RoomSnapshot, Sequenced } from 'sfu-room/protocol';

/** How the domain speaks to a client; what carries it is not the domain's business. */
export interface PeerChannel {
  snapshot(snapshot: RoomSnapshot): void;
  send<K extends RoomEventName>(name: K, event: Sequenced<RoomEvents[K]>): void;
  /** No event follows. */
  close(): void;
}
