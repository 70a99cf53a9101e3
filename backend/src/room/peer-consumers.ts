import type { Consumer } from 'mediasoup/types';
import type { Logger } from 'pino';
import {
  trackId,
  type ConsumerInfo,
  type ConsumerUpdate,
  type LayerDemand,
  type ProducerInfo,
  type ReceiveIntent,
} from 'sfu-room/protocol';
import type { RoomRouters } from '../media/room-routers.js';
import { rtpCapabilitiesFromWire, rtpParametersToWire, type wire } from '../media/rtp-types.js';
import type { PeerTransport } from '../media/webrtc-transport.js';
import { RequestError } from '../request-error.js';

/** A producer of another peer, as a candidate for a consumer. */
export interface Publication {
  peerId: string;
  producer: ProducerInfo;
}

/** What consumers are made from; read anew at each pass. */
interface ReceiveSide {
  routers: RoomRouters;
  transport: PeerTransport;
  rtpCapabilities: wire.RtpCapabilities;
  receive: ReceiveIntent;
  publications: Publication[];
}

interface ConsumerListener {
  added(info: ConsumerInfo): void;
  changed(consumerId: string, paused: boolean): void;
  removed(consumerId: string): void;
  /** What is wanted of others' producers may have changed. */
  synced(): void;
}

/** Screens are given the bits before cameras are when there are not enough for both (1-255, 1 is the least). */
const SCREEN_PRIORITY = 10;

/**
 * What a consumer begins with, until its client tells how large the video is
 * shown: the smallest layer is there soonest, and no sender starts a larger
 * one for nothing.
 */
const FIRST_LAYER = 0;

interface Entry {
  consumer: Consumer;
  transport: PeerTransport;
  peerId: string;
  /** By the receive intent. */
  paused: boolean;
  /** The client can take its packets. */
  ready: boolean;
  /** Highest spatial layer that the client wants, null for none. */
  layer: number | null;
}

/**
 * The consumers of one peer, kept equal to what its receive intent and the
 * room's producers ask for. Whatever changes, `sync()` is the one path.
 */
export class PeerConsumers {
  /** By producer id. */
  readonly #entries = new Map<string, Entry>();
  #dirty = false;
  #running: Promise<void> | null = null;

  /** @param side null while the peer has no media */
  constructor(
    private readonly side: () => ReceiveSide | null,
    private readonly listener: ConsumerListener,
    private readonly logger: Logger,
  ) {}

  infos(): ConsumerInfo[] {
    return [...this.#entries.values()].map((entry) => this.#info(entry));
  }

  /** What this peer wants of others' videos, as it is now. */
  demands(): LayerDemand[] {
    return [...this.#entries].flatMap(([producerId, { consumer, paused, layer }]) =>
      consumer.kind === 'video' && !consumer.closed ? [{ producerId, layer: paused ? null : layer }] : [],
    );
  }

  /**
   * @throws RequestError consumer-not-found, when one of them is not this peer's (it may just have closed);
   * the others are updated all the same
   */
  async update(updates: ConsumerUpdate[]): Promise<void> {
    const byId = new Map([...this.#entries.values()].map((entry) => [entry.consumer.id, entry]));
    let missing = false;
    for (const { id, ready, layer } of updates) {
      const entry = byId.get(id);
      if (!entry) {
        missing = true;
        continue;
      }
      if (ready) entry.ready = true;
      if (layer !== undefined) entry.layer = layer;
    }
    await this.sync();
    if (missing) throw new RequestError('consumer-not-found');
  }

  /** Pictures were lost on the way: without this, decoders wait up to three seconds before they ask. */
  requestKeyFrames(ofProducer: (id: string) => boolean = () => true): void {
    for (const [producerId, { consumer }] of this.#entries) {
      if (consumer.kind !== 'video' || consumer.closed || consumer.paused || !ofProducer(producerId)) continue;
      consumer.requestKeyFrame().catch((error: unknown) => this.logger.debug({ err: error }, 'no keyframe asked for'));
    }
  }

  /** Their transport is gone. */
  clear(): void {
    for (const [producerId, entry] of this.#entries) this.#remove(producerId, entry);
  }

  /** Resolves when everything that changed before the call has its effect. */
  sync(): Promise<void> {
    this.#dirty = true;
    this.#running ??= this.#run();
    return this.#running;
  }

  async #run(): Promise<void> {
    // Begins a turn later, so that changes of one turn share a pass (and
    // `#running` is set before it can be cleared).
    await Promise.resolve();
    try {
      while (this.#dirty) {
        this.#dirty = false;
        await this.#pass();
      }
      this.listener.synced();
    } finally {
      this.#running = null;
    }
  }

  async #pass(): Promise<void> {
    const side = this.side();
    if (!side || side.routers.closed || side.transport.dead) return;
    const wanted = new Map(side.publications.filter((p) => isWanted(p, side.receive)).map((p) => [p.producer.id, p]));
    for (const [producerId, entry] of this.#entries) {
      if (!wanted.has(producerId) || entry.consumer.closed) this.#remove(producerId, entry);
    }
    await Promise.all(
      [...wanted.values()].map(async (publication) => {
        const paused = isPaused(publication, side.receive);
        const entry = this.#entries.get(publication.producer.id);
        try {
          if (entry) await this.#update(entry, publication.producer, paused);
          else await this.#create(side, publication, paused);
        } catch (error) {
          // The producer or the transport went away meanwhile: what closed it syncs again.
          const gone = side.routers.closed || side.transport.dead || !this.#stillThere(publication);
          this.logger[gone ? 'debug' : 'error']({ err: error, producerId: publication.producer.id }, 'consumer failed');
        }
      }),
    );
  }

  #stillThere({ producer }: Publication): boolean {
    return this.side()?.publications.some((publication) => publication.producer.id === producer.id) ?? false;
  }

  async #create(side: ReceiveSide, { peerId, producer }: Publication, paused: boolean): Promise<void> {
    const rtpCapabilities = rtpCapabilitiesFromWire(side.rtpCapabilities);
    if (!side.routers.canConsume(producer.id, rtpCapabilities)) return;
    // Until the transport has been offered to the client no packet can be lost
    // on it, so that its first consumers need no word that the client is ready.
    const { transport } = side;
    const ready = !transport.offered;
    const consumer = await transport.consume({
      producerId: producer.id,
      rtpCapabilities,
      paused: paused || !ready,
      ...(producer.layers > 1 ? { preferredLayers: { spatialLayer: FIRST_LAYER } } : {}),
    });
    // Its transport was replaced, or its peer removed, while the worker answered.
    if (transport.dead) {
      transport.end(consumer);
      return;
    }
    const entry: Entry = { consumer, transport, peerId, paused, ready, layer: FIRST_LAYER };
    this.#entries.set(producer.id, entry);
    consumer.observer.once('close', () => {
      // By itself, or with its producer; with its transport all are made anew anyway.
      if (transport.dead || this.#entries.get(producer.id) !== entry) return;
      this.sync().catch((error: unknown) => this.logger.error({ err: error }, 'consumers not in order'));
    });
    this.listener.added(this.#info(entry));
    if (producer.source === 'screen') await consumer.setPriority(SCREEN_PRIORITY);
  }

  async #update(entry: Entry, { layers }: ProducerInfo, paused: boolean): Promise<void> {
    const { consumer, layer, ready } = entry;
    if (layer !== null && layers > 1) {
      const spatialLayer = Math.min(layer, layers - 1);
      if (consumer.preferredLayers?.spatialLayer !== spatialLayer) await consumer.setPreferredLayers({ spatialLayer });
    }
    const flows = !paused && ready && layer !== null;
    if (flows && consumer.paused) await consumer.resume();
    if (!flows && !consumer.paused) await consumer.pause();
    if (entry.paused === paused) return;
    entry.paused = paused;
    this.listener.changed(consumer.id, paused);
  }

  #remove(producerId: string, entry: Entry): void {
    this.#entries.delete(producerId);
    entry.transport.end(entry.consumer);
    this.listener.removed(entry.consumer.id);
  }

  #info({ consumer, peerId, paused, ready, layer }: Entry): ConsumerInfo {
    const { id, producerId, kind } = consumer;
    const rtpParameters = rtpParametersToWire(consumer.rtpParameters);
    return { id, peerId, producerId, kind, rtpParameters, paused, ready, layer };
  }
}

export function isWanted({ peerId, producer }: Publication, receive: ReceiveIntent): boolean {
  return receive.subscribe === 'auto' || producer.broadcast || receive.peers.includes(peerId);
}

export function isPaused({ peerId, producer }: Publication, receive: ReceiveIntent): boolean {
  return (
    receive.paused ||
    receive.pausedPeers.includes(peerId) ||
    receive.pausedTracks.includes(trackId(peerId, producer.label))
  );
}
