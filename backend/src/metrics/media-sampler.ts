import { setTimeout as delay } from 'node:timers/promises';
import type { MediaSample } from '../media/media-census.js';
import type { WorkerPool } from '../media/worker-pool.js';
import type { WorkerUsage } from '../media/worker-usage.js';

/** A sample is used again for so long, in ms: however many read the metrics, the workers are asked no more often. */
const LASTS = 5_000;

/** How long a reading waits for the workers, in ms; one that hangs would else hold up what tells that it hangs. */
const TIMEOUT = 2_000;

/** A worker as it was found. */
export interface SlotSample {
  readonly slot: number;
  readonly usage: WorkerUsage;
  readonly media: MediaSample;
}

/** Asks the media workers how they are, when somebody wants to know. */
export class MediaSampler {
  #latest: readonly SlotSample[] = [];
  #takenAt = -Infinity;
  #running: Promise<void> | null = null;

  /** @param taken called with each new sample, once */
  constructor(
    private readonly pool: Pick<WorkerPool, 'slots'>,
    private readonly taken: (sample: readonly SlotSample[]) => void,
    private readonly lasts = LASTS,
  ) {}

  /** Of the workers that answered; one that is being replaced, or hangs, is left out. */
  get latest(): readonly SlotSample[] {
    return this.#latest;
  }

  /** Resolves when the latest is new enough, or when that takes too long. */
  async refresh(): Promise<void> {
    if (performance.now() - this.#takenAt < this.lasts) return;
    this.#running ??= this.#sample().finally(() => {
      this.#running = null;
    });
    await this.#running;
  }

  async #sample(): Promise<void> {
    // Not waited for by the process: it may end meanwhile.
    const late = delay(TIMEOUT, null, { ref: false });
    const asked = this.pool.slots.map((_, slot) => Promise.race([this.#sampleOf(slot), late]));
    const samples = await Promise.all(asked);
    this.#latest = samples.filter((sample) => sample !== null);
    this.#takenAt = performance.now();
    this.taken(this.#latest);
  }

  /** @returns null for a worker that is not there, or died meanwhile */
  async #sampleOf(slot: number): Promise<SlotSample | null> {
    const worker = this.pool.slots[slot];
    if (!worker?.usable) return null;
    try {
      const [usage, media] = await Promise.all([worker.usage(), worker.census.sample()]);
      return { slot, usage, media };
    } catch (error) {
      // It is not the metrics' business that one has died.
      if (this.pool.slots[slot] === worker) throw error;
      return null;
    }
  }
}
