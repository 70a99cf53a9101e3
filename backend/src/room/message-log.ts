import type { Message } from 'sfu-room/protocol';

/** How many messages a room remembers for those who come later. */
const CAPACITY = 200;

/** The latest messages of a room, oldest first. */
export class MessageLog {
  #messages: Message[] = [];

  /** The message, or null when its sender's id for it was taken before. */
  add(message: Message): Message | null {
    if (this.#messages.some(({ id, peerId }) => id === message.id && peerId === message.peerId)) return null;
    this.#messages = [...this.#messages, message].slice(-CAPACITY);
    return message;
  }

  all(): Message[] {
    return this.#messages;
  }
}
