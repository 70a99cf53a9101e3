import type { AudioLevelObserver, Producer, Router, RtpCapabilities, WebRtcTransport } from 'mediasoup/types';
import { closing } from './closing.js';
import { MediaCensus } from './media-census.js';
import type { MediaWorker } from './media-worker.js';
import { PeerTransport, type PeerTransportOptions } from './webrtc-transport.js';
import type { WorkerPool } from './worker-pool.js';

/** How often levels are looked at, in ms. */
const AUDIO_LEVEL_INTERVAL = 300;

/** Quieter than this is silence, in dBov: above a room's noise, below quiet speech. */
const AUDIO_LEVEL_THRESHOLD = -60;

/** Of the loudest, so many are told apart. */
const AUDIO_LEVEL_ENTRIES = 8;

export interface AudioLevel {
  producerId: string;
  /** In dBov, -127 to 0. */
  level: number;
}

export interface RoomRoutersEvents {
  /** The worker died, and everything of the room's media with it. */
  lost(): void;
  /** Who is heard, loudest first; told once as empty when nobody is any more. */
  audible(levels: AudioLevel[]): void;
}

/** The media side of one room: where its transports live and who speaks in it. */
export class RoomRouters {
  /** What lives on them. */
  readonly census = new MediaCensus((error) => this.worker.notAnswered(error));

  static async create(pool: WorkerPool, events: RoomRoutersEvents): Promise<RoomRouters> {
    const { worker, router } = await pool.createRouter();
    try {
      const observer = await router.createAudioLevelObserver({
        interval: AUDIO_LEVEL_INTERVAL,
        maxEntries: AUDIO_LEVEL_ENTRIES,
        threshold: AUDIO_LEVEL_THRESHOLD,
      });
      if (router.closed) throw new Error('The media worker died.');
      return new RoomRouters(worker, router, observer, events);
    } catch (error) {
      closing(worker, router);
      throw error;
    }
  }

  private constructor(
    private readonly worker: MediaWorker,
    private readonly router: Router,
    private readonly observer: AudioLevelObserver,
    events: RoomRoutersEvents,
  ) {
    router.on('workerclose', () => events.lost());
    router.observer.on('newtransport', (transport) => {
      if (transport.type === 'webrtc') this.census.watch(transport as WebRtcTransport);
    });
    observer.on('volumes', (volumes) => {
      events.audible(volumes.map(({ producer, volume }) => ({ producerId: producer.id, level: volume })));
    });
    observer.on('silence', () => events.audible([]));
  }

  get closed(): boolean {
    return this.router.closed;
  }

  createTransport(options: PeerTransportOptions): Promise<PeerTransport> {
    return PeerTransport.create(this.worker, this.router, options);
  }

  canConsume(producerId: string, rtpCapabilities: RtpCapabilities): boolean {
    return this.router.canConsume({ producerId, rtpCapabilities });
  }

  /** Lets an audio producer count as a voice; it leaves by itself when it closes. */
  async listenTo(producer: Producer): Promise<void> {
    if (producer.kind === 'audio') await this.observer.addProducer({ producerId: producer.id });
  }

  close(): void {
    closing(this.worker, this.router);
  }
}
