/** How often it is asked for a sign of life, in ms. */
const INTERVAL = 2_000;

/**
 * After so many looks in a row that find the same question unanswered it hangs: six seconds in which it moved no media
 * either. Looks are counted and not time, since a process that was itself held up for long looks once after it, and
 * then reads the answers that came meanwhile.
 */
const MISSES = 3;

/** Notices that something which answers at once, as a rule, does not answer any more. */
export class Heartbeat {
  readonly #timer: NodeJS.Timeout;
  #waiting = false;
  #misses = 0;

  /** @param ask rejects when it has ended, which others tell */
  constructor(
    private readonly ask: () => Promise<unknown>,
    private readonly onHung: () => void,
  ) {
    this.#timer = setInterval(() => this.#look(), INTERVAL).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    if (!this.#waiting) {
      this.#misses = 0;
      this.#waiting = true;
      const answered = (): void => {
        this.#waiting = false;
      };
      this.ask().then(answered, answered);
      return;
    }
    this.#misses += 1;
    if (this.#misses < MISSES) return;
    this.stop();
    this.onHung();
  }
}
