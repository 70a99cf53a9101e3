import { randomUUID } from 'node:crypto';
import {
  MAX_MESSAGES,
  MAX_REACTIONS,
  MESSAGE_WINDOW,
  REACTION_WINDOW,
  type Message,
  type Requests,
} from 'sfu-room/protocol';
import { MessageLog } from './message-log.js';
import type { Peer } from './peer.js';
import { RateLimit } from './rate-limit.js';
import { RequestError } from './request-error.js';

/** What the peers of a room say to each other: messages, which are remembered, and reactions, which are not. */
export class Conversation {
  readonly #log = new MessageLog();
  /** Weak: who leaves is forgotten. */
  readonly #limits = new WeakMap<Peer, { messages: RateLimit; reactions: RateLimit }>();

  constructor(private readonly peers: ReadonlyMap<string, Peer>) {}

  /**
   * A message that was taken before, from a client that missed the answer, is not sent again.
   * @throws RequestError peer-not-found, rate-limited
   */
  say(from: Peer, { id, text, to }: Requests['sendMessage']['request']): void {
    // First: the peer that it was for may be gone by now, and has it all the same.
    if (this.#log.has(from.id, id)) return;
    const receiver = to === undefined ? null : this.peers.get(to);
    if (receiver === undefined || receiver?.announced === false) throw new RequestError('peer-not-found');
    if (!this.#limitsOf(from).messages.take()) throw new RequestError('rate-limited');
    const message = { id, peerId: from.id, name: from.name, to: receiver?.id ?? null, text, at: Date.now() };
    this.#log.add(message);
    for (const peer of receiver ? new Set([from, receiver]) : this.peers.values()) peer.send('message', { message });
  }

  /** @throws RequestError rate-limited */
  react(from: Peer, reaction: string): void {
    if (!this.#limitsOf(from).reactions.take()) throw new RequestError('rate-limited');
    const event = { id: randomUUID(), peerId: from.id, reaction };
    for (const peer of this.peers.values()) peer.send('reaction', event);
  }

  /** The latest messages that this peer may see, oldest first. */
  seenBy(peer: Peer): Message[] {
    return this.#log.seenBy(peer.id);
  }

  #limitsOf(peer: Peer): { messages: RateLimit; reactions: RateLimit } {
    const limits = this.#limits.get(peer) ?? {
      messages: new RateLimit(MAX_MESSAGES, MESSAGE_WINDOW),
      reactions: new RateLimit(MAX_REACTIONS, REACTION_WINDOW),
    };
    this.#limits.set(peer, limits);
    return limits;
  }
}
