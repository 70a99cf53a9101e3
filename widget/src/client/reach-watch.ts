/** How often it is looked, in ms. */
const INTERVAL = 1_000;

/**
 * So many looks in a row without a connection are too many. The slowest way there is takes nine round trips: TCP and TLS
 * to a TURN server (3), an allocation and a permission there (3), an ICE check (1), DTLS (2), each of a second on the
 * worst of networks. Browsers take longer to give up: Chromium 15 s, and by RFC 8489 a check may take 39.5 s.
 */
const PATIENCE = 10;

/** `idle`: there is nothing to carry, or no server to ask for another way. */
export type Reach = 'idle' | 'waiting' | 'connected';

/**
 * Notices that media does not get through at all, such as to a wrong address or through a firewall. It tells so once,
 * until there was a connection in between.
 */
export class ReachWatch {
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Looks and not time, which goes on while a computer sleeps. */
  #waited = 0;
  #told = false;

  constructor(
    private readonly reach: () => Reach,
    private readonly onUnreachable: () => void,
  ) {}

  /** Does nothing when it has begun. */
  begin(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.begin();
      this.#look();
    }, INTERVAL);
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #look(): void {
    const reach = this.reach();
    if (reach === 'connected') this.#told = false;
    this.#waited = reach === 'waiting' ? this.#waited + 1 : 0;
    if (this.#told || this.#waited < PATIENCE) return;
    this.#told = true;
    this.onUnreachable();
  }
}
