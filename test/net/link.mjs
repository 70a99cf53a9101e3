/**
 * How a relay treats what passes: shared by all of its connections and flows.
 */
export class Link {
  /** One way, in ms. */
  delay = 0;
  #blocked = false;
  /** @type {Set<() => void>} */
  #waiting = new Set();

  get blocked() {
    return this.#blocked;
  }

  block() {
    this.#blocked = true;
  }

  unblock() {
    this.#blocked = false;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }

  /**
   * Calls once the link is open again.
   *
   * @param {() => void} wake
   */
  whenOpen(wake) {
    this.#waiting.add(wake);
  }
}
