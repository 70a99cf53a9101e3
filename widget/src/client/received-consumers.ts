import type { Consumer, Transport } from 'mediasoup-client/types';
import type { ConsumerUpdate } from '../protocol/events.js';
import type { ConsumerInfo } from '../protocol/snapshot.js';
import { RoomError } from './errors.js';
import type { Step } from './reconcile.js';
import { settleAll } from './settle-all.js';
import type { TransportsOptions } from './transports-options.js';

/** A consumer as the page gets it. */
export interface ReceivedTrack {
  readonly info: ConsumerInfo;
  readonly track: MediaStreamTrack;
  readonly stream: MediaStream;
}

/** The consumers of this client, by id. */
export class ReceivedConsumers {
  readonly #received = new Map<string, ReceivedTrack & { consumer: Consumer }>();
  /** Those that the browser refused; asked for again they would be refused again. */
  readonly #refused = new Set<string>();

  /** @param transport null: there is none to receive on yet */
  constructor(
    private readonly transport: () => Transport | null,
    private readonly options: TransportsOptions,
  ) {}

  get byId(): ReadonlyMap<string, ReceivedTrack> {
    return this.#received;
  }

  get refused(): ReadonlySet<string> {
    return this.#refused;
  }

  /** Their transport closes. */
  clear(): void {
    this.#received.clear();
    this.#refused.clear();
  }

  /** @throws RoomError of the signalling, when a request could not be made */
  async execute(steps: Step[]): Promise<void> {
    for (const step of steps) if (step.do === 'dropConsumers') step.ids.forEach((id) => this.#drop(id));
    await settleAll(
      steps.map(async (step) => {
        if (step.do === 'consume') await this.#consume(step.consumers);
        if (step.do === 'updateConsumers') await this.#update(step.updates);
      }),
    );
  }

  async #consume(infos: ConsumerInfo[]): Promise<void> {
    const transport = this.transport();
    if (!transport) return;
    // All in one turn: mediasoup-client puts them into one negotiation.
    await Promise.all(infos.map((info) => this.#consumeOne(info)));
  }

  async #consumeOne(info: ConsumerInfo): Promise<void> {
    const transport = this.transport();
    if (!transport) return;
    const { id, producerId, kind, rtpParameters } = info;
    try {
      const streamId = this.options.streamGroup(info);
      const consumer = await transport.consume({ id, producerId, kind, rtpParameters, streamId });
      const { track } = consumer;
      this.#received.set(id, { info, consumer, track, stream: new MediaStream([track]) });
      consumer.observer.once('close', () => {
        if (this.#received.get(id)?.consumer !== consumer) return;
        this.#received.delete(id);
        this.options.onChange();
      });
    } catch (error) {
      if (transport.closed) return;
      this.#refused.add(id);
      this.options.onConsumeFailed(info, RoomError.from(error, 'media-rejected'));
    }
  }

  async #update(consumers: ConsumerUpdate[]): Promise<void> {
    await this.options.signaling.request('updateConsumers', { consumers }).catch((error: unknown) => {
      // One of them has just been closed, of which an event tells; the server has updated the others.
      if (!(error instanceof RoomError && error.code === 'consumer-not-found')) throw error;
    });
    this.options.onConsumersUpdated(consumers);
  }

  #drop(id: string): void {
    const received = this.#received.get(id);
    this.#received.delete(id);
    this.#refused.delete(id);
    received?.consumer.close();
  }
}
