import type { Knock } from '../protocol/permissions.js';

/** Who waits to be let in, and has not been looked at yet. */
export class KnockWatch {
  #seen: ReadonlySet<string> = new Set();
  #unseen: readonly Knock[] = [];

  get unseen(): readonly Knock[] {
    return this.#unseen;
  }

  /** Follows the room, picture by picture. */
  follow(knocks: readonly Knock[], isInSight: boolean): void {
    // Who knocks once more is somebody new.
    const seen = knocks.filter(({ id }) => isInSight || this.#seen.has(id));
    this.#seen = new Set(seen.map(({ id }) => id));
    this.#unseen = knocks.filter(({ id }) => !this.#seen.has(id));
  }

  /** They were looked at. */
  dismiss(): void {
    this.#seen = new Set([...this.#seen, ...this.#unseen.map(({ id }) => id)]);
    this.#unseen = [];
  }
}
