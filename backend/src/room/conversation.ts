import { randomUUID } from 'node:crypto';
import {
  DATA_WINDOW,
  MAX_DATA,
  MAX_MESSAGES,
  MAX_REACTIONS,
  MESSAGE_WINDOW,
  REACTION_WINDOW,
  SERVER_ID,
  type Message,
  type Requests,
} from 'sfu-room/protocol';
import { MessageLog } from './message-log.js';
import type { Peer } from './peer.js';
import { RateLimit } from './rate-limit.js';
import { RequestError } from '../request-error.js';

/** What the program that hosts a room says in it. */
export interface Announcement {
  /** At most MAX_MESSAGE_LENGTH. */
  readonly text: string;
  /** Whom it comes from, as people see it; default: nobody. */
  readonly name?: string;
  /** A peer id: for that peer alone. */
  readonly to?: string;
}

interface Limits {
  readonly messages: RateLimit;
  readonly reactions: RateLimit;
  readonly data: RateLimit;
}

/** What the peers of a room say to each other: messages, which are remembered, and reactions, which are not. */
export class Conversation {
  readonly #log = new MessageLog();
  /** Weak: who leaves is forgotten. */
  readonly #limits = new WeakMap<Peer, Limits>();

  /** @param noted called with each message that was taken */
  constructor(
    private readonly peers: ReadonlyMap<string, Peer>,
    private readonly noted: (message: Message) => void = () => undefined,
  ) {}

  /**
   * A message that was taken before, from a client that missed the answer, is not sent again.
   * @throws RequestError peer-not-found, rate-limited
   */
  say(from: Peer, { id, text, to }: Requests['sendMessage']['request']): void {
    // First: the peer that it was for may be gone by now, and has it all the same.
    if (this.#log.has(from.id, id)) return;
    const receiver = this.#receiver(to);
    if (!this.#limitsOf(from).messages.take()) throw new RequestError('rate-limited');
    this.#deliver({ id, peerId: from.id, name: from.name, to: receiver?.id ?? null, text, at: Date.now() });
  }

  /** The program that hosts the room says something. @throws RequestError peer-not-found */
  announce({ text, name = '', to }: Announcement): Message {
    const receiver = this.#receiver(to);
    const id = randomUUID();
    const message = { id, peerId: SERVER_ID, name, to: receiver?.id ?? null, text, at: Date.now() };
    this.#deliver(message);
    return message;
  }

  /** Passes data of the page's own on. @throws RequestError peer-not-found, rate-limited */
  pass(from: Peer, { topic, data, to }: Requests['sendData']['request']): void {
    const receiver = this.#receiver(to);
    if (!this.#limitsOf(from).data.take()) throw new RequestError('rate-limited');
    for (const peer of receiver ? [receiver] : this.peers.values()) {
      if (peer !== from) peer.send('data', { peerId: from.id, topic, data });
    }
  }

  /** As `pass`, from the program that hosts the room. @throws RequestError peer-not-found */
  passFromServer({ topic, data, to }: Requests['sendData']['request']): void {
    const receiver = this.#receiver(to);
    for (const peer of receiver ? [receiver] : this.peers.values()) {
      peer.send('data', { peerId: SERVER_ID, topic, data });
    }
  }

  /** @throws RequestError rate-limited */
  react(from: Peer, reaction: string): void {
    if (!this.#limitsOf(from).reactions.take()) throw new RequestError('rate-limited');
    const event = { id: randomUUID(), peerId: from.id, reaction };
    for (const peer of this.peers.values()) peer.send('reaction', event);
  }

  /** The latest messages, also those to one peer alone, oldest first. */
  get history(): readonly Message[] {
    return this.#log.all;
  }

  /** The latest messages that this peer may see, oldest first. */
  seenBy(peer: Peer): Message[] {
    return this.#log.seenBy(peer.id);
  }

  /** Null: everyone. @throws RequestError peer-not-found */
  #receiver(to: string | undefined): Peer | null {
    if (to === undefined) return null;
    const receiver = this.peers.get(to);
    if (!receiver?.announced) throw new RequestError('peer-not-found');
    return receiver;
  }

  #deliver(message: Message): void {
    this.#log.add(message);
    for (const peer of this.peers.values()) {
      const sees = message.to === null || peer.id === message.to || peer.id === message.peerId;
      if (sees) peer.send('message', { message });
    }
    this.noted(message);
  }

  #limitsOf(peer: Peer): Limits {
    const limits = this.#limits.get(peer) ?? {
      messages: new RateLimit(MAX_MESSAGES, MESSAGE_WINDOW),
      reactions: new RateLimit(MAX_REACTIONS, REACTION_WINDOW),
      data: new RateLimit(MAX_DATA, DATA_WINDOW),
    };
    this.#limits.set(peer, limits);
    return limits;
  }
}
