import type { LeaveReason } from '../protocol/events.js';
import type { SessionRef } from '../protocol/snapshot.js';
import { deferred, type Deferred } from './deferred.js';
import { RoomError } from './errors.js';
import { onPageGone } from './page-life.js';
import type { RoomConnection } from './room-connection.js';
import type { RoomOptions } from './room-options.js';
import type { RoomStatus } from './room-state.js';
import type { NamedEvent } from './state-events.js';

type Place = Pick<RoomOptions, 'server' | 'room'>;

export interface CallHost {
  /** It is over, and nobody has heard of it yet. */
  onEnd(): void;
  /** @param events that come with the change */
  onChange(...events: NamedEvent[]): void;
}

/** The stay in a room, from the joining to the end, and what has become of the last one. */
export class Call {
  #connection: RoomConnection | null = null;
  #joining: Deferred<void> | null = null;
  /** What the status is while there is no connection. */
  #rest: { status: RoomStatus; error: RoomError | null } = { status: 'idle', error: null };
  #unwatchPage: (() => void) | null = null;
  /** By server and room: who one was where one was put out. */
  readonly #putOut = new Map<string, SessionRef>();

  constructor(private readonly host: CallHost) {}

  get connection(): RoomConnection | null {
    return this.#connection;
  }

  get status(): RoomStatus {
    return this.#connection?.status ?? this.#rest.status;
  }

  /** Why it failed. */
  get error(): RoomError | null {
    return this.#connection ? null : this.#rest.error;
  }

  /** Resolves when the room is joined; null: it is, or nobody wants to. */
  get joining(): Promise<void> | null {
    return this.#joining?.promise ?? null;
  }

  /** Joins; resolves when that is done. */
  begin(connection: RoomConnection): Promise<void> {
    this.#connection = connection;
    this.#joining = deferred();
    connection.join();
    // The others should not wait for the grace period.
    this.#unwatchPage = onPageGone(() => void this.leave());
    return this.#joining.promise;
  }

  /** The connection has changed. */
  follow(): void {
    if (this.#connection?.status !== 'joined') return;
    this.#joining?.resolve(undefined);
    this.#joining = null;
  }

  /** Who one was where one was put out: who is to stay out does so also where nobody has a token. */
  sessionIn(place: Place): SessionRef | undefined {
    return this.#putOut.get(keyOf(place));
  }

  /** As if there had been none. */
  forget(): void {
    this.#rest = { status: 'idle', error: null };
  }

  async leave(): Promise<void> {
    const connection = this.#connection;
    this.end('left', null);
    await connection?.leave();
  }

  /** All of it is over before anyone hears of it, so that who hears may join again. */
  end(reason: LeaveReason, error: RoomError | null): void {
    const connection = this.#connection;
    const joining = this.#joining;
    if (reason === 'removed' && connection?.session) this.#putOut.set(keyOf(connection.options), connection.session);
    this.#connection = null;
    this.#joining = null;
    this.#rest = { status: error ? 'failed' : 'left', error };
    this.#unwatchPage?.();
    this.#unwatchPage = null;
    this.host.onEnd();
    joining?.reject(error ?? new RoomError('left'));
    const events: NamedEvent[] = [];
    if (error) events.push({ name: 'error', event: { error } });
    if (connection?.fact) events.push({ name: 'left', event: { reason } });
    this.host.onChange(...events);
  }
}

function keyOf({ server, room }: Place): string {
  return `${server} ${room}`;
}
