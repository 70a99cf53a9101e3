import { setTimeout as delay } from 'node:timers/promises';
import type { Router } from 'mediasoup/types';
import type { Logger } from 'pino';
import { MediaWorker, type MediaListen } from './media-worker.js';

/** Wait between attempts to replace a worker that does not start, in ms. */
const RESTART_DELAY = { first: 100, most: 5_000 };

/**
 * One worker per slot. A worker that dies is replaced in its slot, on the same
 * port, so that the firewall's holes stay right.
 */
export class WorkerPool {
  readonly #slots: (MediaWorker | null)[];
  readonly #starting = new Map<number, Promise<void>>();
  readonly #abort = new AbortController();
  readonly #deaths: number[];

  /** @param listen port: of the first worker, the next has the next port; 0 gives each any free one. */
  static async create(size: number, listen: MediaListen, logger: Logger): Promise<WorkerPool> {
    const pool = new WorkerPool(size, listen, logger);
    const started = await Promise.allSettled(pool.#slots.map((_, slot) => pool.#start(slot)));
    const failed = started.find((result) => result.status === 'rejected');
    if (failed) {
      await pool.close();
      throw failed.reason;
    }
    return pool;
  }

  private constructor(
    size: number,
    readonly listen: MediaListen,
    private readonly logger: Logger,
  ) {
    this.#slots = Array.from({ length: size }, () => null);
    this.#deaths = this.#slots.map(() => 0);
  }

  get workers(): readonly MediaWorker[] {
    return this.#slots.filter((worker) => worker !== null);
  }

  /** By slot; null: its worker is being replaced. */
  get slots(): readonly (MediaWorker | null)[] {
    return this.#slots;
  }

  /** How many workers died, by slot. */
  get deaths(): readonly number[] {
    return this.#deaths;
  }

  /**
   * A router on the worker with the least load. Waits for workers that are being replaced,
   * so that the rooms of a dead worker do not all pile up on the others.
   */
  async createRouter(): Promise<{ worker: MediaWorker; router: Router }> {
    // A dead worker's routers close just before its `died` event: without this
    // turn the rooms would ask before the pool knows.
    await Promise.resolve();
    await Promise.allSettled(this.#starting.values());
    const [first, ...rest] = this.workers.filter(({ usable }) => usable);
    if (!first) throw new Error('No media worker is running.');
    // In one turn with the choice: else all who wait here would choose the same.
    const worker = rest.reduce((least, other) => (other.load < least.load ? other : least), first);
    return { worker, router: await worker.createRouter() };
  }

  /** A worker that ends is not replaced any more. */
  retire(): void {
    this.#abort.abort();
  }

  async close(): Promise<void> {
    this.retire();
    await Promise.allSettled(this.#starting.values());
    await Promise.all(this.workers.map((worker) => worker.close()));
    this.#slots.fill(null);
  }

  async #start(slot: number): Promise<void> {
    const port = this.listen.port === 0 ? 0 : this.listen.port + slot;
    const worker = await MediaWorker.create({ ...this.listen, port });
    if (this.#abort.signal.aborted) {
      await worker.close();
      return;
    }
    this.#slots[slot] = worker;
    worker.on('failing', (reason) => this.logger.error({ err: reason, pid: worker.pid }, 'media worker fails'));
    worker.on('unanswered', (error) => this.logger.warn({ err: error, pid: worker.pid }, 'a sample of media has gaps'));
    worker.once('died', (error) => {
      this.#slots[slot] = null;
      if (this.#abort.signal.aborted) return;
      this.#deaths[slot] = (this.#deaths[slot] ?? 0) + 1;
      this.logger.error({ err: error, pid: worker.pid, port: worker.port }, 'media worker died, replacing it');
      void this.#replace(slot);
    });
  }

  async #replace(slot: number): Promise<void> {
    for (let wait = RESTART_DELAY.first; !this.#abort.signal.aborted; wait = Math.min(wait * 2, RESTART_DELAY.most)) {
      const attempt = this.#start(slot);
      this.#starting.set(slot, attempt);
      try {
        await attempt;
        this.logger.info({ pid: this.#slots[slot]?.pid }, 'media worker replaced');
        return;
      } catch (error) {
        this.logger.error({ err: error }, 'a media worker does not start');
      } finally {
        this.#starting.delete(slot);
      }
      await delay(wait, undefined, { signal: this.#abort.signal, ref: false }).catch(() => undefined);
    }
  }
}
