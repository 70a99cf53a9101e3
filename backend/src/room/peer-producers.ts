import type { Producer } from 'mediasoup/types';
import { MAX_LAYERS, MAX_PRODUCERS, type ProduceRequest, type ProducerInfo, type Requests } from 'sfu-room/protocol';
import { rtpParametersFromWire } from '../media/rtp-types.js';
import { spatialLayers } from '../media/spatial-layers.js';
import type { PeerTransport } from '../media/webrtc-transport.js';
import { RequestError } from './request-error.js';
import { TaskQueue } from './task-queue.js';

/** What the producers of a peer tell the room. */
export interface ProducerListener {
  added(info: ProducerInfo, producer: Producer): void;
  changed(info: ProducerInfo): void;
  removed(producerId: string): void;
  /** One has closed by itself: its publisher believes that it is still there. */
  lost(): void;
}

type ProducerChange = Omit<Requests['updateProducer']['request'], 'id'>;

interface Entry {
  info: ProducerInfo;
  producer: Producer;
  transport: PeerTransport;
}

/** The producers of one peer; a label stands for at most one. */
export class PeerProducers {
  readonly #entries = new Map<string, Entry>();
  /** Two that are added at once would both find the label, the id or the last place free. */
  readonly #queue = new TaskQueue();

  constructor(private readonly listener: ProducerListener) {}

  infos(): ProducerInfo[] {
    return [...this.#entries.values()].map(({ info }) => info);
  }

  has(id: string): boolean {
    return this.#entries.has(id);
  }

  /**
   * @param transport asked for when its turn has come
   * @throws RequestError transport-not-found, producer-exists, producer-limit, media-rejected
   */
  add(transport: () => PeerTransport, request: ProduceRequest): Promise<void> {
    return this.#queue.run(() => this.#add(transport(), request));
  }

  /** @throws RequestError producer-not-found */
  async update(id: string, change: ProducerChange): Promise<void> {
    const entry = this.#entries.get(id);
    if (!entry) throw new RequestError('producer-not-found');
    const { info, producer } = entry;
    const { paused, width = info.width, height = info.height } = change;
    if (paused !== info.paused) await (paused ? producer.pause() : producer.resume());
    else if (width === info.width && height === info.height) return;
    entry.info = { ...info, paused, width, height };
    this.listener.changed(entry.info);
  }

  /** @throws RequestError producer-not-found */
  close(id: string): void {
    if (!this.has(id)) throw new RequestError('producer-not-found');
    this.#remove(id);
  }

  /** Their transport is gone. */
  clear(): void {
    for (const id of [...this.#entries.keys()]) this.#remove(id);
  }

  async #add(transport: PeerTransport, request: ProduceRequest): Promise<void> {
    const { rtpParameters, ...rest } = request;
    const info: ProducerInfo = { width: 0, height: 0, ...rest, layers: spatialLayers(rtpParameters.encodings ?? []) };
    if (this.has(info.id)) throw new RequestError('producer-exists');
    if (info.layers > MAX_LAYERS) throw new RequestError('media-rejected', `More than ${MAX_LAYERS} layers.`);
    const replaced = this.infos().find(({ label }) => label === info.label);
    if (!replaced && this.#entries.size >= MAX_PRODUCERS) throw new RequestError('producer-limit');
    const producer = await produce(transport, request);
    // Its transport was replaced, or its peer removed, while the worker answered: nobody would close it any more.
    if (transport.dead) {
      transport.end(producer);
      throw new RequestError('transport-not-found');
    }
    if (replaced) this.#remove(replaced.id);
    this.#entries.set(info.id, { info, producer, transport });
    producer.observer.once('close', () => {
      // With its transport it is made anew anyway.
      if (transport.dead || this.#entries.get(info.id)?.producer !== producer) return;
      this.#remove(info.id);
      this.listener.lost();
    });
    this.listener.added(info, producer);
  }

  #remove(id: string): void {
    const entry = this.#entries.get(id);
    this.#entries.delete(id);
    entry?.transport.end(entry.producer);
    this.listener.removed(id);
  }
}

async function produce(transport: PeerTransport, request: ProduceRequest): Promise<Producer> {
  const { id, kind, paused } = request;
  const rtpParameters = rtpParametersFromWire(request.rtpParameters);
  // The one thing that mediasoup does not check; receivers would fail at it.
  if (rtpParameters.codecs.some(({ mimeType }) => !mimeType.toLowerCase().startsWith(`${kind}/`))) {
    throw new RequestError('media-rejected', `Not every codec is one for ${kind}.`);
  }
  try {
    return await transport.produce({ id, kind, rtpParameters, paused });
  } catch (error) {
    // With a dead worker it is not the track's fault: the client goes on with its next transport.
    if (transport.dead) throw new RequestError('transport-not-found', undefined, { cause: error });
    throw new RequestError('media-rejected', (error as Error).message, { cause: error });
  }
}
