import type { RoomState } from '../client/room-state.js';
import type { Message } from '../protocol/snapshot.js';
import { isInRoom } from './call-status.js';

/** Which messages were in sight, and how many came since. */
export class Unread {
  /** The last that was; null: none yet. */
  #read: Message | null = null;
  #isInRoom = false;

  /** Follows the room, picture by picture. */
  follow({ status, messages }: RoomState, isChatInSight: boolean): void {
    const isIn = isInRoom(status);
    // What was written before one came is history and no news.
    const hasCome = isIn && !this.#isInRoom;
    this.#isInRoom = isIn;
    if (hasCome || isChatInSight) this.#read = messages.at(-1) ?? this.#read;
  }

  /** Of others. */
  count({ messages, self }: RoomState): number {
    // An id is its sender's choice.
    const seen = messages.findIndex(({ id, peerId }) => id === this.#read?.id && peerId === this.#read.peerId);
    return messages.slice(seen + 1).filter(({ peerId }) => peerId !== self.id).length;
  }
}
