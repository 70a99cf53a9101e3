import { Registry } from 'prom-client';
import type { WorkerPool } from '../media/worker-pool.js';
import type { RoomRegistry } from '../room/room-registry.js';
import type { ServerEvents } from '../room/server-events.js';
import type { Webhooks } from '../webhooks/webhooks.js';
import { countEvents } from './event-metrics.js';
import { gaugeMedia } from './media-metrics.js';
import type { MediaSampler } from './media-sampler.js';
import { processRegistry } from './process-metrics.js';
import { gaugeRooms } from './room-metrics.js';
import { gaugeWebhooks } from './webhook-metrics.js';

interface MetricsOptions {
  readonly rooms: RoomRegistry;
  readonly pool: WorkerPool;
  readonly events: ServerEvents;
  readonly webhooks?: Webhooks | undefined;
}

/**
 * How the server does, for Prometheus. No label names a room or a peer: their
 * number has no bound, and they are nobody's business who reads metrics.
 */
export class Metrics {
  readonly #registry = new Registry();
  /** Of the workers; whoever else wants to know takes them here, so that the workers are asked once. */
  readonly samples: MediaSampler;
  readonly #lookAtMedia: () => Promise<void>;
  readonly #looks: readonly (() => void)[];
  readonly #stopCounting: () => void;

  constructor({ rooms, pool, events, webhooks }: MetricsOptions) {
    this.#stopCounting = countEvents(events, this.#registry);
    const { samples, look } = gaugeMedia(pool, this.#registry);
    this.samples = samples;
    this.#lookAtMedia = look;
    this.#looks = [gaugeRooms(rooms, this.#registry), ...(webhooks ? [gaugeWebhooks(webhooks, this.#registry)] : [])];
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** In Prometheus' text format. */
  async text(): Promise<string> {
    await this.#lookAtMedia();
    for (const look of this.#looks) look();
    return (await this.#registry.metrics()) + (await processRegistry().metrics());
  }

  close(): void {
    this.#stopCounting();
    this.#registry.clear();
  }
}
