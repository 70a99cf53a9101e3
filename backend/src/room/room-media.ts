import { setTimeout as delay } from 'node:timers/promises';
import type { Producer } from 'mediasoup/types';
import type { Logger } from 'pino';
import type { HeldTransports } from 'sfu-room/protocol';
import type { MediaSample } from '../media/media-census.js';
import { RoomRouters, type RoomRoutersEvents } from '../media/room-routers.js';
import type { WorkerPool } from '../media/worker-pool.js';
import type { Peer } from './peer.js';
import { RequestError } from '../request-error.js';

interface RoomMediaOptions {
  pool: WorkerPool;
  logger: Logger;
}

/** Wait before the media of a room is tried again while no worker runs, in ms. */
const MEDIA_RETRY_DELAY = 250;

/** Who joins waits so often before it is refused; five seconds are many times what a new worker takes. */
const MEDIA_ATTEMPTS = 20;

/** The routers that a room has at the time, and what its peers have on them. */
export class RoomMedia {
  #routers: RoomRouters | null = null;
  #closed = false;

  constructor(
    private readonly options: RoomMediaOptions,
    private readonly events: RoomRoutersEvents,
  ) {}

  /** There are routers, and their worker lives. */
  get live(): boolean {
    return this.#routers?.closed === false;
  }

  /**
   * As `prepare`, for one peer.
   * @throws what went wrong with it
   */
  async prepareOne(peer: Peer, held: HeldTransports | null): Promise<void> {
    const failed = await this.prepare([peer], held);
    if (failed.has(peer)) throw failed.get(peer);
  }

  /**
   * Transports and consumers for these peers, on routers that live.
   * @returns those that have none, and why: it is no reason to keep the others waiting
   * @throws RequestError server-closing; and whatever keeps the whole room from having any
   */
  async prepare(peers: Peer[], held: HeldTransports | null): Promise<Map<Peer, unknown>> {
    for (let attempt = 1; ; attempt++) {
      this.#assertOpen();
      const failed = new Map<Peer, unknown>();
      const forEach = (step: (peer: Peer) => Promise<void>): Promise<unknown> =>
        Promise.all(
          peers
            .filter((peer) => !failed.has(peer))
            .map((peer) => step(peer).catch((error: unknown) => failed.set(peer, error))),
        );
      try {
        const routers = await this.#liveRouters();
        await forEach((peer) => peer.prepare(routers, held));
        await forEach((peer) => peer.consumers.sync());
        if (!routers.closed) return failed;
        for (const error of failed.values()) throw error;
      } catch (error) {
        // The room was closed under way, and its routers with it: the worker is as well as before.
        this.#assertOpen();
        // A worker that died under way is a reason to go on with the next one; anything else is not.
        if (this.live || attempt === MEDIA_ATTEMPTS) throw error;
        this.options.logger.warn({ err: error }, 'no media for the room, trying again');
        await delay(MEDIA_RETRY_DELAY);
      }
    }
  }

  /** How it flows at the moment; null: there is none. */
  async sample(): Promise<MediaSample | null> {
    return (await this.#routers?.census.sample()) ?? null;
  }

  /** Lets an audio producer count as a voice. */
  listenTo(producer: Producer): void {
    this.#routers
      ?.listenTo(producer)
      .catch((error: unknown) => this.options.logger.debug({ err: error }, 'no level of a producer that went'));
  }

  close(): void {
    this.#closed = true;
    this.#routers?.close();
  }

  /** @throws RequestError server-closing */
  #assertOpen(): void {
    if (this.#closed) throw new RequestError('server-closing');
  }

  async #liveRouters(): Promise<RoomRouters> {
    if (this.#routers && !this.#routers.closed) return this.#routers;
    const routers = await RoomRouters.create(this.options.pool, this.events);
    if (this.#closed) routers.close();
    this.#routers = routers;
    return routers;
  }
}
