/** How long before its end a token is told of, in ms: time for a page to get another; of a short one half of its time. */
const NOTICE = 60_000;

/** The longest that a timer can wait, in ms (2^31 - 1). */
const LONGEST = 2_147_483_647;

/** Tells when a peer's token is about to run out, and when it has. */
export class TokenWatch {
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly events: { expiring(expiresAt: number): void; expired(): void },
    private readonly now: () => number = Date.now,
  ) {}

  /** @param expiresAt in ms since the epoch; null: never */
  watch(expiresAt: number | null): void {
    this.close();
    if (expiresAt === null) return;
    const left = expiresAt - this.now();
    const notice = Math.min(NOTICE, left / 2);
    this.#at(expiresAt - notice, () => {
      this.events.expiring(expiresAt);
      this.#at(expiresAt, () => this.events.expired());
    });
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #at(time: number, task: () => void): void {
    const left = time - this.now();
    this.#timer = setTimeout(
      () => (left > LONGEST ? this.#at(time, task) : task()),
      Math.min(Math.max(0, left), LONGEST),
    ).unref();
  }
}
