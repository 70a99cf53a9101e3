import type { Producer } from 'mediasoup/types';
import { MAX_LAYERS, type ProduceRequest, type ProducerInfo, type Requests, type Source } from 'sfu-room/protocol';
import { rtpParametersFromWire } from '../media/rtp-types.js';
import { spatialLayers } from '../media/spatial-layers.js';
import type { PeerTransport } from '../media/webrtc-transport.js';
import { RequestError } from '../request-error.js';
import { TaskQueue } from './task-queue.js';

/** What the producers of a peer tell the room. */
export interface ProducerListener {
  added(info: ProducerInfo, producer: Producer): void;
  changed(info: ProducerInfo): void;
  removed(info: ProducerInfo): void;
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
  /**
   * Two that are added at once would both find the label, the id or the last place free; and a publisher that unmutes
   * while a moderator mutes would find the pause not yet noted.
   */
  readonly #queue = new TaskQueue();

  /**
   * @param most how many there may be at a time
   * @param permits whether this source may be published, as of now
   */
  constructor(
    private readonly listener: ProducerListener,
    private readonly most: number,
    private readonly permits: (source: Source) => boolean,
  ) {}

  infos(): ProducerInfo[] {
    return [...this.#entries.values()].map(({ info }) => info);
  }

  has(id: string): boolean {
    return this.#entries.has(id);
  }

  /**
   * @param transport asked for when its turn has come
   * @throws RequestError not-permitted, transport-not-found, producer-exists, producer-limit, media-rejected
   */
  add(transport: () => PeerTransport, request: ProduceRequest): Promise<void> {
    return this.#queue.run(() => this.#add(transport(), request));
  }

  /** @throws RequestError producer-not-found */
  update(id: string, change: ProducerChange): Promise<void> {
    return this.#queue.run(() => this.#update(id, change));
  }

  async #update(id: string, change: ProducerChange): Promise<void> {
    const entry = this.#entries.get(id);
    if (!entry) throw new RequestError('producer-not-found');
    const { info, producer } = entry;
    const { paused, width = info.width, height = info.height } = change;
    if (paused !== info.paused) await (paused ? producer.pause() : producer.resume());
    else if (width === info.width && height === info.height) return;
    entry.info = { ...info, paused, width, height };
    this.listener.changed(entry.info);
  }

  /** Those of these sources that it sends, paused or not. */
  sources(among: readonly Source[]): Source[] {
    return [...new Set(this.infos().map(({ source }) => source))].filter((source) => among.includes(source));
  }

  /** Pauses whatever is of these sources. */
  async stop(sources: readonly Source[]): Promise<void> {
    await this.#queue.run(async () => {
      for (const { id } of this.#of(sources)) if (this.has(id)) await this.#update(id, { paused: true });
    });
  }

  /** Closes whatever is of these sources. */
  withhold(sources: readonly Source[]): void {
    for (const { id } of this.#of(sources)) this.#remove(id);
  }

  #of(sources: readonly Source[]): ProducerInfo[] {
    return this.infos().filter(({ source }) => sources.includes(source));
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
    if (!this.permits(info.source)) throw new RequestError('not-permitted');
    if (this.has(info.id)) throw new RequestError('producer-exists');
    if (info.layers > MAX_LAYERS) throw new RequestError('media-rejected', `More than ${MAX_LAYERS} layers.`);
    const replaced = this.infos().find(({ label }) => label === info.label);
    if (!replaced && this.#entries.size >= this.most) throw new RequestError('producer-limit');
    const producer = await produce(transport, request);
    // Its transport was replaced, or its peer removed, while the worker answered: nobody would close it any more.
    if (transport.dead) {
      transport.end(producer);
      throw new RequestError('transport-not-found');
    }
    // Taken from it meanwhile: what `withhold` closes did not have this one yet.
    if (!this.permits(info.source)) {
      transport.end(producer);
      throw new RequestError('not-permitted');
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
    if (!entry) return;
    this.#entries.delete(id);
    entry.transport.end(entry.producer);
    this.listener.removed(entry.info);
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
