import type {
  Consumer,
  ConsumerOptions,
  IceParameters,
  Producer,
  ProducerOptions,
  Router,
  WebRtcTransport,
} from 'mediasoup/types';
import type { DtlsParameters, TransportInfo } from 'sfu-room/protocol';
import { closing } from './closing.js';
import type { MediaWorker } from './media-worker.js';
import { dtlsParametersFromWire } from './rtp-types.js';

/**
 * Where the server's bandwidth estimation begins, in bit/s: enough for a
 * camera's middle layer, so that the first picture is not the smallest.
 */
const INITIAL_OUTGOING_BITRATE = 1_000_000;

/**
 * The estimation never goes below, in bit/s: the smallest layer of one video
 * still passes. After an outage it would else stay at nothing for good, since
 * it learns from video alone and would let none pass.
 */
const MIN_OUTGOING_BITRATE = 100_000;

export interface PeerTransportOptions {
  /** Of the client, where known: connects at once, which saves the client a request. */
  dtlsParameters: DtlsParameters | undefined;
  /** Most that the client may send, in bit/s; null: no limit. */
  maxIncomingBitrate: number | null;
}

/** A transport of one peer in one direction. */
export class PeerTransport {
  #connected = false;
  #offered = false;

  static async create(
    worker: MediaWorker,
    router: Router,
    { dtlsParameters, maxIncomingBitrate }: PeerTransportOptions,
  ): Promise<PeerTransport> {
    const transport = await router.createWebRtcTransport({
      webRtcServer: worker.webRtcServer,
      enableUdp: true,
      enableTcp: true,
      preferUdp: true,
      initialAvailableOutgoingBitrate: INITIAL_OUTGOING_BITRATE,
    });
    worker.addLoad(transport);
    const peerTransport = new PeerTransport(transport, worker);
    try {
      await Promise.all([
        transport.setMinOutgoingBitrate(MIN_OUTGOING_BITRATE),
        maxIncomingBitrate !== null && transport.setMaxIncomingBitrate(maxIncomingBitrate),
        dtlsParameters && peerTransport.connect(dtlsParameters),
      ]);
    } catch (error) {
      peerTransport.close();
      throw error;
    }
    return peerTransport;
  }

  private constructor(
    private readonly transport: WebRtcTransport,
    private readonly worker: MediaWorker,
  ) {}

  /** Calls when it has died, by whatever. */
  onDead(listener: () => void): void {
    this.transport.observer.once('close', listener);
    this.transport.observer.on('dtlsstatechange', () => {
      if (this.dead) listener();
    });
  }

  /** Calls when the client is heard from another address or port than before: what was sent to the old one is lost. */
  onPathChanged(listener: () => void): void {
    this.transport.observer.on('iceselectedtuplechange', () => {
      // The first path is no change, and a keyframe asked for before there is a connection is only in the way of the next.
      if (this.transport.dtlsState === 'connected') listener();
    });
  }

  get id(): string {
    return this.transport.id;
  }

  /** Gone, or of no use any more: a closed DTLS association never opens again. */
  get dead(): boolean {
    return this.transport.closed || this.transport.dtlsState === 'failed' || this.transport.dtlsState === 'closed';
  }

  /** The client may know of it. */
  get offered(): boolean {
    return this.#offered;
  }

  /** Idempotent: a client that lost the answer asks again. */
  async connect(dtlsParameters: DtlsParameters): Promise<void> {
    if (this.#connected) return;
    this.#connected = true;
    try {
      await this.transport.connect({ dtlsParameters: dtlsParametersFromWire(dtlsParameters) });
    } catch (error) {
      this.#connected = false;
      throw error;
    }
  }

  /** What a client needs to build its end. */
  offer(): TransportInfo {
    this.#offered = true;
    const { id, iceParameters, iceCandidates, dtlsParameters } = this.transport;
    return { id, iceParameters, iceCandidates, dtlsParameters, connected: this.#connected };
  }

  restartIce(): Promise<IceParameters> {
    return this.transport.restartIce();
  }

  produce(options: ProducerOptions): Promise<Producer> {
    return this.transport.produce(options);
  }

  consume(options: ConsumerOptions): Promise<Consumer> {
    return this.transport.consume(options);
  }

  /** Closes a producer or consumer of this transport. */
  end(part: Producer | Consumer): void {
    closing(this.worker, part);
  }

  close(): void {
    closing(this.worker, this.transport);
  }
}
