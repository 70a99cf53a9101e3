import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { WebhookEventName } from './webhook-event.js';

/** Of the table below. */
const VERSION = 1;

const SCHEMA = `
  CREATE TABLE delivery (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    room TEXT NOT NULL,
    event TEXT NOT NULL,
    at INTEGER NOT NULL,
    body TEXT NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0,
    due INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX delivery_lane ON delivery (endpoint, room, seq);
  PRAGMA user_version = ${String(VERSION)};
`;

/** An event on its way to one endpoint. */
export interface Delivery {
  /** Grows in the order in which things happened. */
  readonly seq: number;
  readonly id: string;
  readonly event: WebhookEventName;
  /** When it happened, in ms since the epoch. */
  readonly at: number;
  readonly body: string;
  /** Attempts so far. */
  readonly failures: number;
}

export type NewDelivery = Pick<Delivery, 'id' | 'event' | 'at' | 'body'> & { endpoint: string; room: string };

/**
 * What is not delivered yet, in a file that outlives the process: it is written
 * before the first attempt. Its order is that of the events.
 */
export class WebhookStore {
  readonly #database: DatabaseSync;
  readonly #pending = new Map<string, number>();
  readonly #insert: StatementSync;
  readonly #head: StatementSync;
  readonly #update: StatementSync;
  readonly #delete: StatementSync;

  /**
   * @param dir is made where it is missing; readable by this user alone, since events name people
   * @throws Error when another process uses the file, or when it is none of this program's
   */
  static async open(dir: string): Promise<WebhookStore> {
    // Loaded here, since Node 22 prints a warning at it: who wants no webhooks shall see none.
    const { DatabaseSync: Database } = await import('node:sqlite');
    await mkdir(dir, { recursive: true, mode: 0o700 });
    const path = join(dir, 'webhooks.sqlite');
    const database = new Database(path);
    try {
      await chmod(path, 0o600);
      return new WebhookStore(prepared(database));
    } catch (error) {
      database.close();
      throw explained(error, path);
    }
  }

  private constructor(database: DatabaseSync) {
    this.#database = database;
    this.#insert = database.prepare(
      'INSERT INTO delivery (id, endpoint, room, event, at, body) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#head = database.prepare(
      'SELECT seq, id, event, at, body, failures FROM delivery WHERE endpoint = ? AND room = ? ORDER BY seq LIMIT 1',
    );
    this.#update = database.prepare('UPDATE delivery SET failures = ?, due = ? WHERE seq = ?');
    this.#delete = database.prepare('DELETE FROM delivery WHERE seq = ?');
    this.#recount();
  }

  /** Of all endpoints, also of those that are not configured any more. */
  get size(): number {
    return [...this.#pending.values()].reduce((sum, count) => sum + count, 0);
  }

  pendingFor(endpoint: string): number {
    return this.#pending.get(endpoint) ?? 0;
  }

  /** All of them or, where it throws, none. */
  add(deliveries: readonly NewDelivery[]): void {
    this.#database.exec('BEGIN');
    try {
      for (const { id, endpoint, room, event, at, body } of deliveries) {
        this.#insert.run(id, endpoint, room, event, at, body);
      }
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#rollBack();
      throw error;
    }
    for (const { endpoint } of deliveries) this.#count(endpoint, 1);
  }

  /** Rooms that an endpoint is still to be told of. @property due when to try the next, in ms since the epoch */
  lanes(endpoint: string): { room: string; due: number }[] {
    // SQLite takes the columns beside a MIN from the row that has it.
    const rows = this.#database
      .prepare('SELECT room, due, MIN(seq) FROM delivery WHERE endpoint = ? GROUP BY room ORDER BY MIN(seq)')
      .all(endpoint);
    return rows.map(({ room, due }) => ({ room: String(room), due: Number(due) }));
  }

  /** The next for this endpoint of this room. */
  head(endpoint: string, room: string): Delivery | undefined {
    return this.#head.get(endpoint, room) as Delivery | undefined;
  }

  /** @param due in ms since the epoch */
  failed({ seq, failures }: Delivery, due: number): void {
    this.#update.run(failures + 1, due, seq);
  }

  remove(endpoint: string, { seq }: Delivery): void {
    // It may have been dropped meanwhile, to make place.
    this.#count(endpoint, -Number(this.#delete.run(seq).changes));
  }

  /** Makes place. @returns how many went, by endpoint */
  dropOldest(count: number): Map<string, number> {
    return this.#drop('seq IN (SELECT seq FROM delivery ORDER BY seq LIMIT ?)', count);
  }

  /** What nobody will deliver. @param before in ms since the epoch */
  dropForgotten(endpoints: readonly string[], before: number): Map<string, number> {
    const places = endpoints.map(() => '?').join(', ');
    return this.#drop(`at < ? AND endpoint NOT IN (${places})`, before, ...endpoints);
  }

  close(): void {
    this.#database.close();
  }

  #drop(which: string, ...values: (string | number)[]): Map<string, number> {
    const before = new Map(this.#pending);
    this.#database.prepare(`DELETE FROM delivery WHERE ${which}`).run(...values);
    this.#recount();
    const gone = [...before].map(([endpoint, count]) => [endpoint, count - this.pendingFor(endpoint)] as const);
    return new Map(gone.filter(([, count]) => count > 0));
  }

  #rollBack(): void {
    try {
      this.#database.exec('ROLLBACK');
    } catch (error) {
      // At a full or broken disk SQLite has done it itself, and what it says of that is not what went wrong.
      if (!(error instanceof Error && error.message.includes('no transaction is active'))) throw error;
    }
  }

  #recount(): void {
    this.#pending.clear();
    const rows = this.#database.prepare('SELECT endpoint, COUNT(*) AS count FROM delivery GROUP BY endpoint').all();
    for (const { endpoint, count } of rows) this.#pending.set(String(endpoint), Number(count));
  }

  #count(endpoint: string, change: number): void {
    this.#pending.set(endpoint, this.pendingFor(endpoint) + change);
  }
}

function prepared(database: DatabaseSync): DatabaseSync {
  // One process alone: two that deliver the same would break the order. The lock ends with the process, however it ends.
  database.exec('PRAGMA locking_mode = EXCLUSIVE');
  database.exec('PRAGMA journal_mode = WAL');
  // Safe against the end of the process; a power cut may take the last moments, which a flush per event would not be worth.
  database.exec('PRAGMA synchronous = NORMAL');
  const version = Number(database.prepare('PRAGMA user_version').get()?.user_version);
  if (version === 0) database.exec(SCHEMA);
  else if (version !== VERSION) throw new Error(`it is of version ${String(version)}`);
  return database;
}

function explained(error: unknown, path: string): Error {
  const reason = error instanceof Error ? error.message : String(error);
  const hint = reason.includes('locked') ? 'another server uses it; give each a data folder of its own' : reason;
  return new Error(`The webhooks' file ${path} cannot be opened: ${hint}.`, { cause: error });
}
