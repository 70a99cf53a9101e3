import { SOURCES, type Permissions, type Source, type Stops } from 'sfu-room/protocol';
import type { Grants } from '../auth/grants.js';
import { TokenWatch } from './token-watch.js';

interface PeerRightsEvents {
  /** Its token runs out soon, in ms since the epoch. */
  expiring(expiresAt: number): void;
  expired(): void;
}

/** What a peer may do: what its token says, what moderators changed of that, and what they have stopped. */
export class PeerRights {
  #grants: Grants;
  /** What moderators changed of what the token says. It outlives the token. */
  #permitted: Partial<Permissions> = {};
  #stops: Stops = {};
  readonly #token: TokenWatch;
  #closed = false;

  constructor(grants: Grants, events: PeerRightsEvents) {
    this.#grants = grants;
    this.#token = new TokenWatch(events);
    this.#token.watch(grants.expiresAt);
  }

  get identity(): string | null {
    return this.#grants.identity;
  }

  get role(): string {
    return this.#grants.role;
  }

  /** When its token runs out, in ms since the epoch; null: never. */
  get expiresAt(): number | null {
    return this.#grants.expiresAt;
  }

  get permissions(): Permissions {
    return { ...this.#grants.permissions, ...this.#permitted };
  }

  /** What moderators changed, but for who moderates: that is theirs for as long as they stay. */
  get permitted(): Partial<Permissions> {
    const { moderate, ...rest } = this.#permitted;
    return moderate === false ? { ...rest, moderate } : rest;
  }

  get stops(): Stops {
    return this.#stops;
  }

  mayPublish(source: Source): boolean {
    return this.permissions.publish.includes(source);
  }

  /** Sources that it may not publish. */
  get withheld(): Source[] {
    return SOURCES.filter((source) => !this.mayPublish(source));
  }

  /** The name that the token has for it, or the one it chose where it may choose. */
  nameFrom(chosen: string): string {
    const { name } = this.#grants;
    return this.permissions.rename ? chosen || (name ?? '') : (name ?? chosen);
  }

  /** What its latest token says. */
  grant(grants: Grants): void {
    this.#grants = grants;
    // An answer about a token can come when the peer is gone.
    if (!this.#closed) this.#token.watch(grants.expiresAt);
  }

  /** A moderator changes what it may do. */
  permit(permissions: Partial<Permissions>): void {
    this.#permitted = { ...this.#permitted, ...permissions };
  }

  /** A moderator has stopped these. */
  stop(sources: readonly Source[]): void {
    const now = Date.now();
    const stopped = sources.map((source) => [source, Math.max(now, (this.#stops[source] ?? 0) + 1)]);
    this.#stops = { ...this.#stops, ...(Object.fromEntries(stopped) as Stops) };
  }

  close(): void {
    this.#closed = true;
    this.#token.close();
  }
}
