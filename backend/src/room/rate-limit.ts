/** So many within a window of time that moves along. */
export class RateLimit {
  readonly #taken: number[] = [];

  /**
   * @param most how many
   * @param window in ms
   */
  constructor(
    private readonly most: number,
    private readonly window: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** False: it would be one too many. Such a try does not count. */
  take(): boolean {
    const now = this.now();
    const oldest = this.#taken.at(-this.most);
    if (oldest !== undefined && now - oldest < this.window) return false;
    this.#taken.push(now);
    this.#taken.splice(0, this.#taken.length - this.most);
    return true;
  }
}
