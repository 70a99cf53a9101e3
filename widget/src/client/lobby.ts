import { ROOM_NAME_PATTERN } from '../protocol/limits.js';
import { Presence, type FetchPresence, type PresentPeer } from './presence.js';
import type { RoomConnection } from './room-connection.js';
import type { RoomOptions } from './room-options.js';

export interface LobbyHost {
  /** As they are now. */
  options(): RoomOptions;
  readonly fetchPresence: FetchPresence;
  /** For the join that would be made now. */
  createConnection(): RoomConnection;
  /** Who is present has changed. */
  onChange(): void;
}

/** What goes on before a join: the connection is made ready, and it is known who is in the room. */
export class Lobby {
  /** Ready to join. */
  #warm: RoomConnection | null = null;
  #presence: { readonly of: string; readonly watch: Presence } | null = null;
  #open = false;

  constructor(private readonly host: LobbyHost) {}

  get isOpen(): boolean {
    return this.#open;
  }

  /** Null: not known. */
  get present(): readonly PresentPeer[] | null {
    return this.#presence?.watch.present ?? null;
  }

  open(): void {
    this.#open = true;
    this.follow();
  }

  close(): void {
    this.#open = false;
    this.#unwatch();
    this.#drop();
  }

  /** The options may be others than before. */
  follow(): void {
    if (!this.#open) return;
    this.warm();
    const { server, room, token } = this.host.options();
    const of = JSON.stringify([server, room, token]);
    if (this.#presence?.of === of) return;
    this.#unwatch();
    if (!ROOM_NAME_PATTERN.test(room)) return;
    const ask = (signal: AbortSignal): Promise<readonly PresentPeer[]> =>
      this.host.fetchPresence({ server, room, token, signal });
    this.#presence = { of, watch: new Presence(ask, () => this.host.onChange()) };
  }

  /** Opens the connection that the join will be made with. What is wrong is heard of by the join. */
  warm(): void {
    if (this.#isWarm() || !ROOM_NAME_PATTERN.test(this.host.options().room)) return;
    this.#drop();
    try {
      this.#warm = this.host.createConnection();
      this.#warm.warm();
    } catch {
      // Such as a server that is no URL: join() says so.
    }
  }

  /** The connection to join with; the lobby is over. */
  take(): RoomConnection {
    const warm = this.#isWarm() ? this.#warm : null;
    if (warm) this.#warm = null;
    this.close();
    return warm ?? this.host.createConnection();
  }

  /** Is it for the join that would be made now? */
  #isWarm(): boolean {
    const { server, room, token } = this.host.options();
    const { options } = this.#warm ?? {};
    return options?.server === server && options.room === room && options.token === token;
  }

  #drop(): void {
    void this.#warm?.leave();
    this.#warm = null;
  }

  #unwatch(): void {
    this.#presence?.watch.close();
    this.#presence = null;
  }
}
