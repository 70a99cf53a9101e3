import type { RoomLimits } from '../auth/room-limits.js';

/** A room that was made ahead of its peers waits for the first so long, in ms: as one is early for a meeting. */
const AHEAD = 600_000;

interface RoomLifeHost {
  isEmpty(): boolean;
  /** Nobody is in it, nor will be. */
  empty(): void;
  /** It has lasted as long as it may. */
  over(): void;
  started(at: number): void;
}

/** From when to when a room is there: from its first peer, or from when a program opened it, until it is left alone. */
export class RoomLife {
  /** Joins that wait for their turn: the room must not close under them when its last peer leaves. */
  #joining = 0;
  #startedAt: number | null = null;
  /** How long it waits for peers while it has none, in ms. */
  #emptyTimeout = 0;
  /** It has waited so long. */
  #overdue = false;
  #hurried = false;
  #vacant: NodeJS.Timeout | undefined;
  #lasting: NodeJS.Timeout | undefined;

  constructor(
    private readonly limits: Pick<RoomLimits, 'duration' | 'emptyTimeout'>,
    private readonly host: RoomLifeHost,
  ) {}

  get hasBegun(): boolean {
    return this.#startedAt !== null;
  }

  /** In ms since the epoch; now, if it has not begun. */
  get startedAt(): number {
    return this.#startedAt ?? Date.now();
  }

  /** It begins without peers. */
  open(): void {
    this.begin();
    this.#emptyTimeout = Math.max(AHEAD, this.limits.emptyTimeout);
    this.check();
  }

  /** It has a peer, or the first of them. */
  begin(): void {
    this.#endVacancy();
    this.#emptyTimeout = this.limits.emptyTimeout;
    if (this.#startedAt !== null) return;
    this.#startedAt = Date.now();
    const { duration } = this.limits;
    if (duration !== null) this.#lasting = setTimeout(() => this.host.over(), duration);
    this.host.started(this.#startedAt);
  }

  /** Keeps the room while somebody joins. */
  async during<T>(join: () => Promise<T>): Promise<T> {
    this.#joining += 1;
    try {
      return await join();
    } finally {
      this.#joining -= 1;
      this.check();
    }
  }

  /** From now on it waits for nobody. */
  hurry(): void {
    this.#hurried = true;
    this.check();
  }

  /** Somebody may have left. */
  check(): void {
    if (!this.host.isEmpty() || this.#joining > 0) return;
    if (this.#emptyTimeout === 0 || this.#overdue || this.#hurried) {
      this.host.empty();
      return;
    }
    // It runs on while somebody tries to join, so that those who are refused do not keep an empty room.
    this.#vacant ??= setTimeout(() => {
      this.#overdue = true;
      this.check();
    }, this.#emptyTimeout);
  }

  #endVacancy(): void {
    clearTimeout(this.#vacant);
    this.#vacant = undefined;
    this.#overdue = false;
  }

  close(): void {
    clearTimeout(this.#vacant);
    clearTimeout(this.#lasting);
  }
}
