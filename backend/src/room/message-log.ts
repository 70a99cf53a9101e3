import { MAX_HISTORY, MAX_HISTORY_LENGTH, type Message } from 'sfu-room/protocol';

/** The latest messages of a room, oldest first. */
export class MessageLog {
  #messages: Message[] = [];

  /** Was it taken before? An id is its sender's choice, so that two senders may have the same. */
  has(peerId: string, id: string): boolean {
    return this.#messages.some((message) => message.peerId === peerId && message.id === id);
  }

  add(message: Message): void {
    this.#messages = [...this.#messages, message].slice(-MAX_HISTORY);
    let length = this.#messages.reduce((sum, { text }) => sum + text.length, 0);
    while (length > MAX_HISTORY_LENGTH) length -= this.#messages.shift()?.text.length ?? 0;
  }

  get all(): readonly Message[] {
    return this.#messages;
  }

  /** Those to everyone, and those that this peer sent or was sent. */
  seenBy(peerId: string): Message[] {
    return this.#messages.filter((message) => [null, peerId].includes(message.to) || message.peerId === peerId);
  }
}
