import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { ServerEventMap, ServerEvents } from '../room/server-events.js';
import { EndpointQueue, type EndpointFigures } from './endpoint-queue.js';
import { RETRY_POLICY, type RetryPolicy } from './retry-policy.js';
import { WEBHOOK_EVENTS, type WebhookEventName } from './webhook-event.js';
import { ATTEMPT_TIMEOUT, WebhookEndpoint, type WebhookEndpointOptions } from './webhook-endpoint.js';
import { WebhookStore } from './webhook-store.js';

/** Events that may wait; at half a kilobyte each, 50 MB of disk: a day of a busy server whose receiver is down. */
const MAX_PENDING = 100_000;

/** When the store is full, this part of it is dropped at once, so that a full one is not told of at every event. */
const DROPPED_PART = 0.01;

/** How long `close` waits for deliveries that are under way, in ms: so that the end of the rooms is told today. */
const CLOSE_TIMEOUT = 2_000;

export interface WebhooksOptions {
  /** No two with the same URL. */
  readonly endpoints: readonly WebhookEndpointOptions[];
  /** Folder of the store. */
  readonly dir: string;
  readonly events: ServerEvents;
  readonly logger: Logger;
  /** Default: see `RETRY_POLICY`. */
  readonly retry?: RetryPolicy;
  /** How long an attempt may take, in ms; default: 10,000. */
  readonly timeout?: number;
  /** Most events that wait; default: 100,000. */
  readonly maxPending?: number;
}

/**
 * Tells other systems what happens on this server, at least once each, and in
 * the order of each room.
 */
export class Webhooks {
  readonly #queues: ReadonlyMap<string, EndpointQueue>;
  /** What ends the listening. */
  readonly #stops: readonly (() => void)[];
  #closing: Promise<void> | null = null;

  /** @throws Error when an endpoint is wrong, or the store cannot be opened */
  static async open(options: WebhooksOptions): Promise<Webhooks> {
    const { endpoints, timeout = ATTEMPT_TIMEOUT, dir, logger, retry = RETRY_POLICY } = options;
    const targets = endpoints.map((endpoint) => new WebhookEndpoint(endpoint, timeout));
    const keys = targets.map(({ key }) => key);
    if (new Set(keys).size < keys.length) throw new Error('Two webhooks have the same URL.');
    const store = await WebhookStore.open(dir);
    const forgotten = store.dropForgotten(keys, Date.now() - retry.giveUpAfter);
    for (const count of forgotten.values()) {
      logger.warn({ count }, 'webhooks for an endpoint that is not configured any more are dropped');
    }
    const queues = targets.map((target) => new EndpointQueue(target, store, retry, logger));
    return new Webhooks(options, store, queues);
  }

  private constructor(
    private readonly options: WebhooksOptions,
    private readonly store: WebhookStore,
    queues: readonly EndpointQueue[],
  ) {
    this.#queues = new Map(queues.map((queue) => [queue.endpoint.key, queue]));
    this.#stops = WEBHOOK_EVENTS.map((name) => options.events.on(name, (event) => this.#take(name, event)));
    for (const queue of queues) queue.resume();
  }

  /** Events that are not delivered yet. */
  get pending(): number {
    return this.figures.reduce((sum, { pending }) => sum + pending, 0);
  }

  /** By endpoint. */
  get figures(): EndpointFigures[] {
    return [...this.#queues.values()].map(({ figures }) => figures);
  }

  /** Hears no more events, and leaves what is not delivered by then to the next start. Nothing of it is left open. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    for (const stop of this.#stops) stop();
    await Promise.all([...this.#queues.values()].map((queue) => queue.close(CLOSE_TIMEOUT)));
    this.store.close();
  }

  /** Nothing that goes wrong here may harm the room that tells. */
  #take(name: WebhookEventName, event: ServerEventMap[WebhookEventName]): void {
    const { logger } = this.options;
    const { room, at } = event;
    const queues = [...this.#queues.values()].filter(({ endpoint }) => endpoint.wants(name));
    if (queues.length === 0) return;
    const id = randomUUID();
    const body = JSON.stringify({ id, event: name, ...event });
    try {
      this.#makePlace(queues.length);
      this.store.add(queues.map(({ endpoint }) => ({ id, endpoint: endpoint.key, room, event: name, at, body })));
    } catch (error) {
      for (const queue of queues) queue.countDropped('unstored', 1);
      logger.error({ err: error, room, event: name }, 'a webhook cannot be stored and is lost');
      return;
    }
    for (const queue of queues) queue.notify(room);
  }

  #makePlace(count: number): void {
    const { maxPending = MAX_PENDING, logger } = this.options;
    if (this.store.size + count <= maxPending) return;
    const dropped = this.store.dropOldest(Math.max(count, Math.floor(maxPending * DROPPED_PART)));
    for (const [key, gone] of dropped) {
      const queue = this.#queues.get(key);
      queue?.countDropped('full', gone);
      logger.error({ count: gone, endpoint: queue?.endpoint.host }, 'too many webhooks wait, the oldest are dropped');
    }
  }
}
