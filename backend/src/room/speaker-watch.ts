/** How often the level of one who goes on speaking is told, in ms. */
const LEVEL_INTERVAL = 1_000;

/** Turns the stream of audio levels into word of who speaks: at once when that changes, now and then while it goes on. */
export class SpeakerWatch {
  #peerId: string | null = null;
  #toldAt = 0;

  constructor(
    private readonly tell: (peerId: string | null, level: number) => void,
    private readonly now: () => number = Date.now,
  ) {}

  /** @param level in dBov, -127 to 0 */
  heard(peerId: string | null, level: number): void {
    const changed = peerId !== this.#peerId;
    if (!changed && (peerId === null || this.now() - this.#toldAt < LEVEL_INTERVAL)) return;
    this.#peerId = peerId;
    this.#toldAt = this.now();
    this.tell(peerId, level);
  }

  /** A peer that left speaks no more. */
  forget(peerId: string): void {
    if (peerId === this.#peerId) this.heard(null, -127);
  }
}
