import type { Consumer } from 'mediasoup/types';
import type { Logger } from 'pino';
import { trackId, type ConsumerInfo, type ProducerInfo, type ReceiveIntent } from 'sfu-room/protocol';
import type { RoomRouters } from '../media/room-routers.js';
import { rtpCapabilitiesFromWire, rtpParametersToWire, type wire } from '../media/rtp-types.js';
import type { PeerTransport } from '../media/webrtc-transport.js';
import { RequestError } from './request-error.js';

/** A producer of another peer, as a candidate for a consumer. */
export interface Publication {
  peerId: string;
  producer: ProducerInfo;
}

/** What consumers are made from; read anew at each pass. */
export interface ReceiveSide {
  routers: RoomRouters;
  transport: PeerTransport;
  rtpCapabilities: wire.RtpCapabilities;
  receive: ReceiveIntent;
  publications: Publication[];
}

export interface ConsumerListener {
  added(info: ConsumerInfo): void;
  changed(consumerId: string, paused: boolean): void;
  removed(consumerId: string): void;
}

interface Entry {
  consumer: Consumer;
  peerId: string;
  /** By the receive intent. */
  paused: boolean;
  /** The client can take its packets. */
  ready: boolean;
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

  /**
   * @throws RequestError consumer-not-found, when one of them is not this peer's (it may just have closed);
   * the others are ready all the same
   */
  async setReady(consumerIds: string[]): Promise<void> {
    const byId = new Map([...this.#entries.values()].map((entry) => [entry.consumer.id, entry]));
    const entries = consumerIds.map((id) => byId.get(id));
    for (const entry of entries) if (entry) entry.ready = true;
    await this.sync();
    if (entries.includes(undefined)) throw new RequestError('consumer-not-found');
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
          if (entry) await this.#update(entry, paused);
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
    const ready = !side.transport.offered;
    const consumer = await side.transport.transport.consume({
      producerId: producer.id,
      rtpCapabilities,
      paused: paused || !ready,
    });
    // Its transport was replaced, or its peer removed, while the worker answered.
    if (side.transport.dead) {
      consumer.close();
      return;
    }
    const entry = { consumer, peerId, paused, ready };
    this.#entries.set(producer.id, entry);
    this.listener.added(this.#info(entry));
  }

  async #update(entry: Entry, paused: boolean): Promise<void> {
    const flows = !paused && entry.ready;
    if (flows && entry.consumer.paused) await entry.consumer.resume();
    if (!flows && !entry.consumer.paused) await entry.consumer.pause();
    if (entry.paused === paused) return;
    entry.paused = paused;
    this.listener.changed(entry.consumer.id, paused);
  }

  #remove(producerId: string, entry: Entry): void {
    entry.consumer.close();
    this.#entries.delete(producerId);
    this.listener.removed(entry.consumer.id);
  }

  #info({ consumer, peerId, paused, ready }: Entry): ConsumerInfo {
    const { id, producerId, kind } = consumer;
    return { id, peerId, producerId, kind, rtpParameters: rtpParametersToWire(consumer.rtpParameters), paused, ready };
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
