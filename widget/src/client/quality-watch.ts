import { RoomError } from './errors.js';
import { isSame, UNKNOWN, type Qualities } from './qualities.js';
import type { Measured, StatsMeter } from './stats-meter.js';
import type { RoomStats } from './stats.js';

/** How often the quality is looked at, in ms. */
const INTERVAL = 2_000;

/** Watches the quality of all connections while the page is seen. What measures it is loaded then: a join does without. */
export class QualityWatch {
  #qualities = UNKNOWN;
  #meter: Promise<StatsMeter> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  /**
   * @param measured null: there is nothing to measure now
   * @param onChange the qualities are others than before
   */
  constructor(
    private readonly measured: () => Measured | null,
    private readonly onChange: () => void,
  ) {}

  get qualities(): Qualities {
    return this.#qualities;
  }

  start(): void {
    if (this.#timer === undefined) this.#lookLater();
  }

  /** The numbers of the last seconds. @throws RoomError not-joined, left, server-unreachable: they could not be loaded */
  async stats(): Promise<RoomStats> {
    const meter = await this.#load();
    if (this.#closed) throw new RoomError('left');
    return await meter.stats();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    // One that could not be loaded has nothing to close.
    this.#meter?.then(
      (meter) => meter.close(),
      () => undefined,
    );
  }

  #lookLater(): void {
    this.#timer = setTimeout(() => {
      void this.#look().then((qualities) => {
        if (this.#closed) return;
        this.#lookLater();
        if (isSame(qualities, this.#qualities)) return;
        this.#qualities = qualities;
        this.onChange();
      });
    }, INTERVAL);
  }

  async #look(): Promise<Qualities> {
    try {
      const meter = await this.#load();
      if (isPageShown()) return await meter.look();
      meter.pause();
      return this.#qualities;
    } catch {
      // Not loaded, or the transports went meanwhile: the next look tries again, and until then nothing is known.
      return UNKNOWN;
    }
  }

  #load(): Promise<StatsMeter> {
    this.#meter ??= import('./stats-meter.js').then(
      ({ StatsMeter }) => new StatsMeter(this.measured),
      (error: unknown) => {
        this.#meter = null;
        throw RoomError.from(error, 'server-unreachable');
      },
    );
    return this.#meter;
  }
}

/** Outside of browsers there is no page, and nothing hides it. */
function isPageShown(): boolean {
  return !('document' in globalThis) || document.visibilityState === 'visible';
}
