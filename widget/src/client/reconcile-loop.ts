import { deferred, type Deferred } from './deferred.js';
import { RoomError } from './errors.js';
import type { Fact } from './fact.js';
import type { Intent } from './intent.js';
import { executeOwn } from './own-requests.js';
import { reconcile, type Step } from './reconcile.js';
import { settleAll } from './settle-all.js';
import type { Signaling } from './signaling.js';
import type { Transports } from './transports.js';

/** What is to be made equal to the intent. */
export interface Reconciled {
  readonly fact: Fact;
  readonly transports: Pick<Transports, 'have' | 'execute'>;
}

export interface ReconcileHost {
  readonly intent: Intent;
  readonly signaling: Pick<Signaling, 'request'>;
  /** Null: the room is not joined at the moment, or there is nothing to join it with yet. */
  current(): Reconciled | null;
  patch(change: (fact: Fact) => Fact): void;
  /** A pass is over. */
  changed(): void;
  /** Everything is as the intent says. */
  settled(): void;
  /** What is asked for would be refused again. */
  refused(error: RoomError): void;
  /** A step could not be done. */
  failed(error: RoomError): void;
}

/** The one loop that brings everything about. Changes during a pass make another. */
export class ReconcileLoop {
  #waiters: Deferred<void>[] = [];
  #dirty = false;
  #running = false;
  #closed = false;
  /** Counts the snapshots: with one that came meanwhile, what failed before it is done anew anyway. */
  #snapshots = 0;

  constructor(private readonly host: ReconcileHost) {}

  /** Resolves when the intent as it is now has its effect; waits for the connection where it must. */
  sync(): Promise<void> {
    if (this.#closed) return Promise.reject(new RoomError('left'));
    const waiter = deferred<void>();
    this.#waiters.push(waiter);
    this.wake();
    return waiter.promise;
  }

  /** Something is otherwise than before. */
  wake(): void {
    this.#dirty = true;
    if (!this.#running) void this.#run();
  }

  /** A snapshot came. */
  renew(): void {
    this.#snapshots += 1;
    this.wake();
  }

  /** Whoever waits for an effect hears why there is none. */
  close(error: RoomError): void {
    this.#closed = true;
    for (const { reject } of this.#waiters.splice(0)) reject(error);
  }

  async #run(): Promise<void> {
    this.#running = true;
    try {
      // A turn later, so that all changes of one turn are one pass.
      await Promise.resolve();
      for (;;) {
        const current = this.#dirty && !this.#closed ? this.host.current() : null;
        if (!current) return;
        await this.#pass(current);
      }
    } finally {
      this.#running = false;
    }
  }

  async #pass({ fact, transports }: Reconciled): Promise<void> {
    const { host } = this;
    this.#dirty = false;
    const snapshots = this.#snapshots;
    try {
      const steps = reconcile(host.intent, transports.have, fact);
      if (steps.length === 0) {
        host.settled();
        for (const { resolve } of this.#waiters.splice(0)) resolve(undefined);
        return;
      }
      // To the end of every step: what one pass has begun, and not done, the next would begin again.
      await settleAll([transports.execute(steps), ...steps.map((step) => this.#executeOwn(step))]);
      this.#dirty = true;
    } catch (error) {
      if (snapshots === this.#snapshots) host.failed(RoomError.from(error, 'media-rejected'));
    }
    host.changed();
  }

  async #executeOwn(step: Step): Promise<void> {
    const { host } = this;
    const change = await executeOwn(step, host.signaling, (error) => host.refused(error));
    if (change) host.patch(change);
  }
}
