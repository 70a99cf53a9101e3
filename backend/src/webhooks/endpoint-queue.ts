import type { Logger } from 'pino';
import { isGivenUp, retryDelay, type RetryPolicy } from './retry-policy.js';
import type { WebhookEndpoint } from './webhook-endpoint.js';
import type { Delivery, WebhookStore } from './webhook-store.js';

/**
 * Attempts of one endpoint at a time: enough for a receiver that takes 100 ms
 * to hear of 80 events in a second, and few enough to harm none.
 */
const CONCURRENCY = 8;

/**
 * Why an event was not delivered. full: the store was · expired: no attempt succeeded in time · refused: the receiver
 * wants it not · unstored: the disk failed.
 */
type DropReason = 'full' | 'expired' | 'refused' | 'unstored';

/** How the deliveries to one endpoint went since the start. */
export interface EndpointFigures {
  /** Host of the endpoint. */
  readonly endpoint: string;
  /** Still to be delivered. */
  readonly pending: number;
  readonly taken: number;
  /** Attempts, not events. */
  readonly failed: number;
  readonly dropped: Readonly<Record<DropReason, number>>;
}

/**
 * Brings what is stored for one endpoint there. Within a room the order holds:
 * the next event waits until the one before is taken or given up. Rooms do not wait for each other.
 */
export class EndpointQueue {
  /** Rooms in the order of their turns. */
  readonly #ready = new Set<string>();
  /** Rooms that wait for their next attempt. */
  readonly #waiting = new Map<string, NodeJS.Timeout>();
  /** Rooms with an attempt under way. */
  readonly #active = new Map<string, Promise<void>>();
  readonly #figures = { taken: 0, failed: 0, dropped: { full: 0, expired: 0, refused: 0, unstored: 0 } };
  readonly #logger: Logger;
  #stopped = false;
  #onIdle: () => void = () => undefined;

  constructor(
    readonly endpoint: WebhookEndpoint,
    private readonly store: WebhookStore,
    private readonly policy: RetryPolicy,
    logger: Logger,
  ) {
    this.#logger = logger.child({ endpoint: endpoint.host });
  }

  get figures(): EndpointFigures {
    const { host, key } = this.endpoint;
    const { taken, failed, dropped } = this.#figures;
    return { endpoint: host, pending: this.store.pendingFor(key), taken, failed, dropped: { ...dropped } };
  }

  /** Goes on with what an earlier process left behind. */
  resume(now = Date.now()): void {
    for (const { room, due } of this.store.lanes(this.endpoint.key)) {
      if (due <= now) this.#ready.add(room);
      else this.#wait(room, Math.min(due - now, this.policy.most));
    }
    this.#pump();
  }

  /** There is something new of this room in the store. */
  notify(room: string): void {
    if (this.#waiting.has(room) || this.#active.has(room)) return;
    this.#ready.add(room);
    this.#pump();
  }

  countDropped(reason: DropReason, count: number): void {
    this.#figures.dropped[reason] += count;
  }

  /** Gives what can be delivered at once so long to be so, in ms; then stops. What is left stays in the store. */
  async close(timeout: number): Promise<void> {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    await this.#idle(timeout);
    this.#stopped = true;
    this.endpoint.close();
    await Promise.all(this.#active.values());
    for (const timer of this.#waiting.values()) clearTimeout(timer);
  }

  async #idle(timeout: number): Promise<void> {
    if (this.#ready.size + this.#active.size === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeout);
      this.#onIdle = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #pump(): void {
    while (!this.#stopped && this.#active.size < CONCURRENCY) {
      const [room] = this.#ready;
      if (room === undefined) break;
      this.#ready.delete(room);
      this.#active.set(room, this.#serve(room));
    }
    if (this.#ready.size + this.#active.size === 0) this.#onIdle();
  }

  async #serve(room: string): Promise<void> {
    // A turn later, so that the room is noted as active before it can be done.
    await Promise.resolve();
    let wait: number | null = null;
    let more = false;
    try {
      const delivery = this.store.head(this.endpoint.key, room);
      if (delivery) wait = await this.#attempt(room, delivery);
      more = this.store.head(this.endpoint.key, room) !== undefined;
    } catch (error) {
      this.#logger.error({ err: error, room }, 'the store of the webhooks fails');
      wait = this.policy.most;
    }
    this.#active.delete(room);
    if (this.#stopped) return;
    if (wait !== null) this.#wait(room, wait);
    else if (more) this.#ready.add(room);
    this.#pump();
  }

  /** @returns how long to wait before the next one, in ms; null: the next event has its turn */
  async #attempt(room: string, delivery: Delivery): Promise<number | null> {
    const { id, event, body, at } = delivery;
    const outcome = await this.endpoint.post(id, body);
    const log = { room, event, webhook: id, attempts: delivery.failures + 1 };
    if (outcome.result === 'taken') {
      this.#figures.taken += 1;
      this.store.remove(this.endpoint.key, delivery);
      this.#logger[delivery.failures > 0 ? 'info' : 'debug'](log, 'webhook taken');
      return null;
    }
    if (outcome.result === 'refused') return this.#giveUp(delivery, 'refused', log, '410');
    // It is the end of this process that ended the attempt.
    if (this.#stopped) return null;
    this.#figures.failed += 1;
    const { reason } = outcome;
    if (isGivenUp(at, this.policy)) return this.#giveUp(delivery, 'expired', log, reason);
    const wait = retryDelay(delivery.failures + 1, this.policy);
    this.store.failed(delivery, Date.now() + wait);
    // The first failure is news; of the hundredth the queue's length tells.
    this.#logger[delivery.failures === 0 ? 'warn' : 'debug']({ ...log, reason, wait }, 'webhook failed, trying again');
    return wait;
  }

  #giveUp(delivery: Delivery, why: DropReason, log: object, reason: string): null {
    this.countDropped(why, 1);
    this.store.remove(this.endpoint.key, delivery);
    this.#logger[why === 'refused' ? 'warn' : 'error']({ ...log, reason }, 'webhook given up');
    return null;
  }

  #wait(room: string, delay: number): void {
    const timer = setTimeout(() => {
      this.#waiting.delete(room);
      this.notify(room);
    }, delay);
    this.#waiting.set(room, timer);
  }
}
