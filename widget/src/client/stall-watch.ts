/** Silence that is taken for a loss, in ms: two and a half times the longest pause of a microphone that hears nothing. */
const PATIENCE = 1_000;

/** Where alarms are false, such as with a browser that gets its feedback rarely, the patience grows up to this, in ms. */
const MAX_PATIENCE = 8_000;

/** After so long without a silence the patience is what it was, in ms. */
const STEADY = 10_000;

/** What a connection has done so far, and what is to be expected of it. */
export interface Flow {
  /** Packets that have arrived, of media and of its feedback. */
  received: number;
  /** Something should be arriving. */
  expected: boolean;
}

/**
 * Notices that a connection fell silent, seconds before the browser does,
 * which asks the other side every 2.5 s and gives it up after as much again.
 * Each silence is told once: if an ICE restart does not end it, it is not the
 * network's, or the browser will tell.
 */
export class StallWatch {
  #received = 0;
  #lastReceived = 0;
  /** From when on silence counts; null: it has been told of, or nothing has ever arrived. */
  #quietSince: number | null = null;
  #steadySince = 0;
  #patience = PATIENCE;

  /** @param now in ms @returns whether the connection is found to have fallen silent */
  isStalled({ received, expected }: Flow, now: number): boolean {
    if (received !== this.#received) {
      this.#received = received;
      this.#arrived(now);
    } else if (this.#quietSince !== null) {
      if (!expected) this.#quietSince = now;
      else if (now - this.#quietSince >= this.#patience) {
        this.#quietSince = null;
        this.#patience = Math.min(this.#patience * 2, MAX_PATIENCE);
        return true;
      }
    }
    return false;
  }

  #arrived(now: number): void {
    if (now - this.#lastReceived > PATIENCE) this.#steadySince = now;
    else if (now - this.#steadySince > STEADY) this.#patience = PATIENCE;
    this.#lastReceived = now;
    this.#quietSince = now;
  }
}
