import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { RoomError } from '../client/errors.js';
import type { RoomClient } from '../client/room-client.js';
import type { RoomStats } from '../client/stats.js';
import type { ErrorCode } from '../protocol/errors.js';

/** Between two measurements, in ms: numbers that can be read before they change. */
const INTERVAL = 1_000;

/** There is no call to measure, or nothing as yet to measure it with. */
const EXPECTED: readonly ErrorCode[] = ['left', 'not-joined', 'server-unreachable'];

/** Measures the call for as long as somebody looks at the numbers. */
export class NumbersController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #client: Pick<RoomClient, 'getStats'>;
  readonly #isWatched: () => boolean;
  #timer: ReturnType<typeof setInterval> | null = null;
  #latest: RoomStats | null = null;

  constructor(host: ReactiveControllerHost, client: Pick<RoomClient, 'getStats'>, isWatched: () => boolean) {
    this.#host = host;
    this.#client = client;
    this.#isWatched = isWatched;
    host.addController(this);
  }

  /** Null until they were measured. */
  get latest(): RoomStats | null {
    return this.#latest;
  }

  hostUpdated(): void {
    if (!this.#isWatched()) this.hostDisconnected();
    else if (this.#timer === null) {
      this.#timer = setInterval(() => void this.#measure(), INTERVAL);
      void this.#measure();
    }
  }

  hostDisconnected(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#latest = null;
  }

  async #measure(): Promise<void> {
    const stats = await this.#client.getStats().catch((error: unknown) => {
      if (!EXPECTED.includes((error as RoomError).code)) throw error;
      return null;
    });
    if (this.#timer === null || !stats) return;
    this.#latest = stats;
    this.#host.requestUpdate();
  }
}
