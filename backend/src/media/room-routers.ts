import type { AudioLevelObserver, Producer, Router, RtpCapabilities } from 'mediasoup/types';
import type { DtlsParameters } from 'sfu-room/protocol';
import type { MediaWorker } from './media-worker.js';
import { PeerTransport } from './webrtc-transport.js';
import type { WorkerPool } from './worker-pool.js';

/** How often the loudest producer is looked for, in ms. */
const AUDIO_LEVEL_INTERVAL = 300;

/** Quieter than this is silence, in dBov: above a room's noise, below quiet speech. */
const AUDIO_LEVEL_THRESHOLD = -60;

export interface RoomRoutersEvents {
  /** The worker died, and everything of the room's media with it. */
  lost(): void;
  /** The loudest producer and its level in dBov (-127 to 0), or null in silence. */
  loudest(producerId: string | null, level: number): void;
}

/** The media side of one room: where its transports live and who speaks in it. */
export class RoomRouters {
  static async create(pool: WorkerPool, events: RoomRoutersEvents): Promise<RoomRouters> {
    const worker = await pool.leastLoaded();
    const router = await worker.createRouter();
    const observer = await router.createAudioLevelObserver({
      interval: AUDIO_LEVEL_INTERVAL,
      maxEntries: 1,
      threshold: AUDIO_LEVEL_THRESHOLD,
    });
    if (router.closed) throw new Error('The media worker died.');
    return new RoomRouters(worker, router, observer, events);
  }

  private constructor(
    private readonly worker: MediaWorker,
    private readonly router: Router,
    private readonly observer: AudioLevelObserver,
    events: RoomRoutersEvents,
  ) {
    router.on('workerclose', () => events.lost());
    observer.on('volumes', ([loudest]) => {
      if (loudest) events.loudest(loudest.producer.id, loudest.volume);
    });
    observer.on('silence', () => events.loudest(null, -127));
  }

  get closed(): boolean {
    return this.router.closed;
  }

  createTransport(dtlsParameters?: DtlsParameters): Promise<PeerTransport> {
    return PeerTransport.create(this.worker, this.router, dtlsParameters);
  }

  canConsume(producerId: string, rtpCapabilities: RtpCapabilities): boolean {
    return this.router.canConsume({ producerId, rtpCapabilities });
  }

  /** Lets an audio producer count as a voice; it leaves by itself when it closes. */
  async listenTo(producer: Producer): Promise<void> {
    if (producer.kind === 'audio') await this.observer.addProducer({ producerId: producer.id });
  }

  close(): void {
    this.router.close();
  }
}
