import { MAX_KNOCKS, type Knock, type RoomRules, type SessionRef } from 'sfu-room/protocol';
import type { Grants } from '../auth/grants.js';
import { RequestError } from '../request-error.js';
import type { Visitor } from './visitor.js';

/** What the door needs to know of its room. */
interface DoorHost {
  /** Who is in, or has a place in the room while away. */
  has(id: string): boolean;
  full(): boolean;
  /** As many peers are on the server as it may have. */
  serverFull(): boolean;
  rules(): RoomRules;
  /** Others wait than before. */
  changed(): void;
}

/** Somebody's session, and who that is. */
interface Person {
  readonly id: string;
  readonly identity: string | null;
}

/** So many are remembered who were in: more than come into any room, unless somebody makes them come. */
const MAX_ADMITTED = 10_000;

/** Who gets into a room: bans, the lock, the limit of peers, and the lobby with those who wait in it. */
export class Door {
  /** Ids of sessions, and identities, that do not get in again. */
  readonly #banned = new Set<string>();
  /** Those who were in, or were let in: they come back whatever holds now, and nobody else by their session. */
  readonly #admitted = new Set<string>();
  readonly #waiting = new Map<string, Visitor>();
  #closed = false;

  constructor(private readonly host: DoorHost) {}

  /** Who waits, in the order they came. */
  get knocks(): Knock[] {
    return [...this.#waiting.values()].map(({ id, name }) => ({ id, name }));
  }

  /**
   * Whether this session comes in at once, or has to knock.
   * @throws RequestError banned, room-locked, room-full, server-full, rate-limited (too many wait)
   */
  ask(session: SessionRef, { identity, permissions }: Grants): 'enter' | 'knock' {
    if (this.#banned.has(session.id) || (identity !== null && this.#banned.has(keyOf(identity)))) {
      throw new RequestError('banned');
    }
    // Who has a place comes back to it, whatever holds for others.
    if (this.host.has(session.id)) return 'enter';
    if (this.host.full()) throw new RequestError('room-full');
    if (this.host.serverFull()) throw new RequestError('server-full');
    if (permissions.moderate || this.#admitted.has(personOf({ id: session.id, identity }))) return 'enter';
    if (this.host.rules().locked) throw new RequestError('room-locked');
    if (!this.host.rules().lobby) return 'enter';
    if (this.#waiting.size >= MAX_KNOCKS && !this.#waiting.has(session.id)) throw new RequestError('rate-limited');
    return 'knock';
  }

  /** Waits from now on; of one session the newer. */
  knock(visitor: Visitor): void {
    if (this.#closed) {
      visitor.leave();
      return;
    }
    this.#waiting.get(visitor.id)?.leave();
    this.#waiting.set(visitor.id, visitor);
    this.host.changed();
  }

  /** Waits no more, such as because the socket is lost. */
  withdraw(visitor: Visitor): void {
    if (this.#waiting.get(visitor.id) !== visitor) return;
    this.#waiting.delete(visitor.id);
    this.host.changed();
  }

  /** @throws RequestError peer-not-found */
  admit(id: string): void {
    const visitor = this.#take(id);
    this.host.changed();
    this.remember(visitor);
    visitor.admit();
  }

  /** @throws RequestError peer-not-found */
  deny(id: string): void {
    const visitor = this.#take(id);
    this.host.changed();
    visitor.deny();
  }

  /** The lobby is over. */
  admitAll(): void {
    if (this.#waiting.size === 0) return;
    const visitors = [...this.#waiting.values()];
    this.#waiting.clear();
    this.host.changed();
    for (const visitor of visitors) {
      this.remember(visitor);
      visitor.admit();
    }
  }

  /** It is in, and comes back whatever holds then. */
  remember(person: Person): void {
    this.#admitted.add(personOf(person));
    const [oldest] = this.#admitted;
    if (this.#admitted.size > MAX_ADMITTED && oldest !== undefined) this.#admitted.delete(oldest);
  }

  /** It was put out, and is as new as anybody. */
  forget(person: Person): void {
    this.#admitted.delete(personOf(person));
  }

  ban({ id, identity }: Person): void {
    this.#banned.add(id);
    if (identity !== null) this.#banned.add(keyOf(identity));
    for (const visitor of [...this.#waiting.values()]) {
      if (visitor.id === id || (identity !== null && visitor.identity === identity)) this.deny(visitor.id);
    }
  }

  /** Whoever waits comes again, and finds another room. */
  close(): void {
    this.#closed = true;
    for (const visitor of this.#waiting.values()) visitor.leave();
    this.#waiting.clear();
  }

  #take(id: string): Visitor {
    const visitor = this.#waiting.get(id);
    if (!visitor) throw new RequestError('peer-not-found');
    this.#waiting.delete(id);
    return visitor;
  }
}

/** No session's id has a colon, so the two never run together. */
const keyOf = (identity: string): string => `identity:${identity}`;

const personOf = ({ id, identity }: Person): string => `${id}:${identity ?? ''}`;
