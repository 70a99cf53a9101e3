import { deferred, type Deferred } from './deferred.js';
import { RoomError } from './errors.js';
import type { Fact } from './fact.js';
import { expectedTracks, measuredTracks } from './measured-tracks.js';
import { UNKNOWN, type Qualities } from './qualities.js';
import { QualityPolicy } from './quality.js';
import { readingOf, type Reading } from './stats-reading.js';
import { statsBetween, type RoomStats } from './stats.js';
import type { Transports } from './transports.js';

/** What is measured. */
export interface Measured {
  readonly fact: Fact;
  readonly transports: Pick<Transports, 'received' | 'sent' | 'reports'>;
}

/** What a rate is measured over at least, and at most, in ms. */
const SHORTEST = 1_000;
const LONGEST = 10_000;

/**
 * Reads the browser's counters and makes numbers of them. Whoever asks, and however often, gets those of a second at
 * least: nobody's asking cuts somebody else's interval short.
 */
export class StatsMeter {
  readonly #policy = new QualityPolicy();
  /** The last one, and the one before, each at least the shortest interval after the other. */
  #readings: readonly Reading[] = [];
  /** Of the last look at the quality. */
  #looked: Reading | null = null;
  #qualities = UNKNOWN;
  readonly #waiting = new Map<Deferred<void>, ReturnType<typeof setTimeout>>();

  /** @param measured null: there is nothing to measure any more */
  constructor(private readonly measured: () => Measured | null) {}

  /** One look at the quality; to be called at regular intervals. The first only begins one. */
  async look(): Promise<Qualities> {
    if (!this.measured()) return UNKNOWN;
    const reading = await this.#read();
    const before = this.#looked;
    this.#looked = reading;
    const fact = this.measured()?.fact;
    if (!before || !fact || reading.at <= before.at) return this.#qualities;
    const peers = fact.peers.map(({ id }) => id);
    this.#qualities = this.#policy.next(statsBetween(before, reading), expectedTracks(fact), peers);
    return this.#qualities;
  }

  /** The looks are interrupted: nothing can be said of the time until the next. */
  pause(): void {
    this.#looked = null;
  }

  /** @throws RoomError not-joined, left */
  async stats(): Promise<RoomStats> {
    const reading = await this.#read();
    const before = this.#readings.find(({ at }) => isBetween(reading.at - at, SHORTEST, LONGEST));
    if (before) return statsBetween(before, reading);
    await this.#wait(SHORTEST);
    return statsBetween(reading, await this.#read());
  }

  close(): void {
    for (const [waiting, timer] of this.#waiting) {
      clearTimeout(timer);
      waiting.reject(new RoomError('left'));
    }
    this.#waiting.clear();
  }

  async #read(): Promise<Reading> {
    const measured = this.measured();
    if (!measured) throw new RoomError('not-joined');
    const { fact, transports } = measured;
    const reports = await transports.reports();
    const reading = readingOf(
      // Unlike the clock it is never set.
      performance.timeOrigin + performance.now(),
      reports,
      measuredTracks(fact, transports.received.values(), transports.sent),
    );
    const [last] = this.#readings;
    if (!last || reading.at - last.at >= SHORTEST) this.#readings = [reading, ...this.#readings].slice(0, 2);
    return reading;
  }

  #wait(ms: number): Promise<void> {
    const waiting = deferred<void>();
    const done = (): void => {
      this.#waiting.delete(waiting);
      waiting.resolve(undefined);
    };
    this.#waiting.set(waiting, setTimeout(done, ms));
    return waiting.promise;
  }
}

function isBetween(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}
