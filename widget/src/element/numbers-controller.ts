import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { RoomClient } from '../client/room-client.js';
import type { RoomStats } from '../client/stats.js';

/** Between two measurements, in ms: numbers that can be read before they change. */
const INTERVAL = 1_000;

/** Measures the call for as long as somebody looks at the numbers. */
export class NumbersController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #client: RoomClient;
  readonly #isWatched: () => boolean;
  #timer: ReturnType<typeof setInterval> | null = null;
  #latest: RoomStats | null = null;

  constructor(host: ReactiveControllerHost, client: RoomClient, isWatched: () => boolean) {
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
    const stats = await this.#client.getStats();
    if (this.#timer === null) return;
    this.#latest = stats;
    this.#host.requestUpdate();
  }
}
