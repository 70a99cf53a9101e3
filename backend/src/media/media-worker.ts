import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { createWorker } from 'mediasoup';
import type { Router, TransportListenInfo, WebRtcServer, Worker } from 'mediasoup/types';
import { MEDIA_CODECS } from './codecs.js';

export interface MediaListen {
  /** Address the workers bind to. */
  ip: string;
  /** Address that clients are told to send to. */
  announcedAddress: string;
  /** One UDP and TCP port, or 0 for any free ones. */
  port: number;
}

/** One mediasoup worker with its one WebRtcServer: all media of its rooms enters by one port. */
export class MediaWorker extends EventEmitter<{ died: [Error]; failing: [unknown] }> {
  readonly #worker: Worker;
  readonly #webRtcServer: WebRtcServer;
  readonly #port: number;
  #load = 0;

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

  get closed(): boolean {
    return this.#worker.closed;
  }

  /** Transports that live on it: what the pool balances. */
  get load(): number {
    return this.#load;
  }

  createRouter(): Promise<Router> {
    return this.#worker.createRouter({ mediaCodecs: MEDIA_CODECS });
  }

  /** Counts a transport until it closes. */
  addLoad(transport: { observer: { once(event: 'close', listener: () => void): unknown } }): void {
    this.#load += 1;
    transport.observer.once('close', () => {
      this.#load -= 1;
    });
  }

  /** Its process is of no use any more: ended here, so that it is replaced as one that died. */
  fail(reason: unknown): void {
    if (this.closed) return;
    this.emit('failing', reason);
    process.kill(this.pid, 'SIGKILL');
  }

  /** Resolves once the process is gone and its ports are free. */
  async close(): Promise<void> {
    if (this.#worker.subprocessClosed) return;
    const gone = new Promise<void>((resolve) => this.#worker.once('subprocessclose', () => resolve()));
    this.#worker.close();
    await gone;
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
