import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { createWorker, version } from 'mediasoup';
import type { Router, TransportListenInfo, WebRtcServer, WebRtcTransport, Worker } from 'mediasoup/types';
import { MEDIA_CODECS } from './codecs.js';
import { Heartbeat } from './heartbeat.js';
import { MediaCensus } from './media-census.js';
import { readUsage, type WorkerUsage } from './worker-usage.js';

/** How long a worker may take to end by itself, in ms; one that hangs never would. */
const CLOSE_TIMEOUT = 2_000;

/** Of the media engine. */
export const MEDIASOUP_VERSION = version;

export interface MediaListen {
  /** Address the workers bind to. */
  ip: string;
  /** Address that clients are told to send to. */
  announcedAddress: string;
  /** One UDP and TCP port, or 0 for any free ones. */
  port: number;
}

interface Observed {
  observer: { once(event: 'close', listener: () => void): unknown };
}

/** One mediasoup worker with its one WebRtcServer: all media of its rooms enters by one port. */
export class MediaWorker extends EventEmitter<{ died: [Error]; failing: [unknown]; unanswered: [Error] }> {
  /** What lives on it. */
  readonly census = new MediaCensus((error) => this.notAnswered(error));
  readonly #worker: Worker;
  readonly #webRtcServer: WebRtcServer;
  readonly #port: number;
  readonly #heartbeat: Heartbeat;
  #load = 0;
  #failing = false;

  static async create(listen: MediaListen): Promise<MediaWorker> {
    const worker = await withoutSignalListeners(() => createWorker({ logLevel: 'warn' }));
    try {
      const info = (protocol: 'udp' | 'tcp', port: number): TransportListenInfo => ({
        protocol,
        ip: listen.ip,
        announcedAddress: listen.announcedAddress,
        ...(port === 0 ? {} : { port }),
      });
      const webRtcServer = await worker.createWebRtcServer({
        listenInfos: [info('udp', listen.port), info('tcp', listen.port)],
      });
      const { udpSockets } = await webRtcServer.dump();
      return new MediaWorker(worker, webRtcServer, udpSockets[0]?.port ?? listen.port);
    } catch (error) {
      worker.close();
      throw error;
    }
  }

  private constructor(worker: Worker, webRtcServer: WebRtcServer, port: number) {
    super();
    this.#worker = worker;
    this.#webRtcServer = webRtcServer;
    this.#port = port;
    // The least that it can be asked; every request of a worker that hangs would wait for ever.
    this.#heartbeat = new Heartbeat(
      () => worker.getResourceUsage(),
      () => this.fail(new Error('The media worker does not answer.')),
    );
    worker.observer.once('close', () => this.#heartbeat.stop());
    worker.on('died', (error) => this.emit('died', error));
  }

  get pid(): number {
    return this.#worker.pid;
  }

  /** UDP port of its media. */
  get port(): number {
    return this.#port;
  }

  get webRtcServer(): WebRtcServer {
    return this.#webRtcServer;
  }

  /** Rooms can be built on it. */
  get usable(): boolean {
    return !this.#worker.closed && !this.#failing;
  }

  /** Routers and transports that live on it: what the pool balances. */
  get load(): number {
    return this.#load;
  }

  /** The router counts from the call on, so that of many that are asked for in one turn each finds those before it. */
  async createRouter(): Promise<Router> {
    this.#load += 1;
    try {
      const router = await this.#worker.createRouter({ mediaCodecs: MEDIA_CODECS });
      this.#uncount(router);
      return router;
    } catch (error) {
      this.#load -= 1;
      throw error;
    }
  }

  /** Counts a transport until it closes. */
  addLoad(transport: WebRtcTransport): void {
    this.#load += 1;
    this.#uncount(transport);
    this.census.watch(transport);
  }

  #uncount(part: Observed): void {
    part.observer.once('close', () => {
      this.#load -= 1;
    });
  }

  /** Something on it that is open does not answer; it runs on without. */
  notAnswered(error: Error): void {
    this.emit('unanswered', error);
  }

  /** What it has taken of the machine so far. */
  usage(): Promise<WorkerUsage> {
    return readUsage(this.#worker);
  }

  /** Its process is of no use any more: ended here, so that it is replaced as one that died. */
  fail(reason: unknown): void {
    if (!this.usable) return;
    this.#failing = true;
    this.emit('failing', reason);
    process.kill(this.pid, 'SIGKILL');
  }

  /** Resolves once the process is gone and its ports are free. */
  async close(): Promise<void> {
    if (this.#worker.subprocessClosed) return;
    const gone = new Promise<void>((resolve) => this.#worker.once('subprocessclose', () => resolve()));
    this.#worker.close();
    const timer = setTimeout(() => process.kill(this.pid, 'SIGKILL'), CLOSE_TIMEOUT);
    await gone;
    clearTimeout(timer);
    // Node lets go of the child's handle in the closing phase of this turn, which timers follow.
    await delay(0);
  }
}

/**
 * mediasoup closes its workers at SIGINT and SIGTERM by itself, before the
 * server can end its rooms in order. It listens from within the call, so that
 * what listens after it and not before is mediasoup's.
 */
function withoutSignalListeners<T>(call: () => T): T {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const before = new Set(signals.flatMap((signal) => process.listeners(signal)));
  const result = call();
  for (const signal of signals) {
    for (const listener of process.listeners(signal)) if (!before.has(listener)) process.off(signal, listener);
  }
  return result;
}
