import type { Handshake, SessionRef } from 'sfu-room/protocol';
import type { Grants } from '../auth/grants.js';

/** How it ended for somebody who knocked. */
type Answer = 'admitted' | 'denied' | 'left';

/** Somebody at the door of a room, who waits to be let in. */
export class Visitor {
  #resolve: (answer: Answer) => void = () => undefined;
  /** How it ends. */
  readonly answer = new Promise<Answer>((resolve) => (this.#resolve = resolve));

  constructor(
    readonly session: SessionRef,
    readonly handshake: Handshake,
    readonly grants: Grants,
  ) {}

  get id(): string {
    return this.session.id;
  }

  get identity(): string | null {
    return this.grants.identity;
  }

  get name(): string {
    return this.grants.name ?? this.handshake.name ?? '';
  }

  admit(): void {
    this.#resolve('admitted');
  }

  deny(): void {
    this.#resolve('denied');
  }

  /** Waits no longer, for another reason than a moderator's. */
  leave(): void {
    this.#resolve('left');
  }
}
