import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { PROTOCOL_VERSION, type Capabilities } from 'sfu-room/protocol';
import { Server as SocketServer } from 'socket.io';
import type { Logger } from 'pino';
import { resolveConfig, type Config } from './config.js';
import { createApp } from './http/app.js';
import { isAllowedOrigin } from './http/cors.js';
import { createLogger } from './logger.js';
import { announcedAddressFor } from './media-address.js';
import { rtpCapabilitiesToWire } from './media/rtp-types.js';
import { WorkerPool } from './media/worker-pool.js';
import { RoomRegistry } from './room/room-registry.js';
import { serveSignaling } from './signaling/socket-server.js';

/** Largest packet that is read at all, in bytes. What lies between it and the protocol's limit gets an error code. */
const MAX_READ = 1_000_000;

/**
 * A socket that is silent for the sum of both is lost, in ms: half the default
 * grace period, so that a dead link still leaves time to come back.
 */
const PING = { pingInterval: 5_000, pingTimeout: 5_000 };

export interface ServerOptions extends Partial<Config> {
  /** Default: JSON lines on stderr, as much as `logLevel` says. */
  logger?: Logger;
  /** Folder of the widget's bundle; default: that of the package `sfu-room`. */
  widgetDir?: string;
  /** Folder of the site; default: the one that comes with the backend. */
  siteDir?: string;
}

/** A running server. */
export interface SfuRoomServer {
  /** Where it listens, such as `http://127.0.0.1:3000`. */
  readonly url: string;
  readonly port: number;
  /** Address that clients are told to send media to. */
  readonly announcedAddress: string;
  /** One UDP and TCP port per worker. */
  readonly mediaPorts: readonly number[];
  /** Closes sockets, rooms and workers, in this order; nothing of it is left open. */
  close(): Promise<void>;
}

/**
 * Starts a server that hosts rooms: the widget, the signalling and the media.
 * @throws ConfigError for bad options; the listening error (`EADDRINUSE` …) when the port cannot be had
 */
export async function createServer(options: ServerOptions = {}): Promise<SfuRoomServer> {
  const { logger: givenLogger, widgetDir, siteDir, ...settings } = options;
  const config = resolveConfig(settings);
  const logger = givenLogger ?? createLogger(config.logLevel);
  const mediaHost = config.mediaHost ?? config.host;
  const announcedAddress = announcedAddressFor(mediaHost, config.announcedAddress);
  const pool = await WorkerPool.create(
    config.workers,
    { ip: mediaHost, announcedAddress, port: config.mediaPort },
    logger,
  );
  const rooms = new RoomRegistry(
    { pool, gracePeriod: config.gracePeriod, iceServers: [...config.iceServers], logger },
    logger,
  );
  let io: SocketServer | undefined;
  try {
    const capabilities = await readCapabilities(pool);
    const app = await createApp({
      capabilities: () => capabilities,
      presence: (room) => rooms.presence(room),
      health: () => ({ workers: pool.workers.length, rooms: rooms.size, peers: rooms.peers }),
      origins: config.origins,
      widgetDir,
      serveSite: config.serveSite,
      siteDir,
      logger,
    });
    const http = createHttpServer(app);
    io = new SocketServer(http, {
      ...PING,
      serveClient: false,
      transports: ['websocket', 'polling'],
      maxHttpBufferSize: MAX_READ,
      cors: { origin: config.origins.includes('*') ? '*' : [...config.origins] },
      // CORS binds polling alone; a WebSocket is opened from anywhere unless it is refused.
      allowRequest: (request, answer) => answer(null, isAllowedOrigin(config.origins, request.headers.origin)),
    });
    serveSignaling(io, rooms, logger);
    await listen(http, config.host, config.port);
    return new RunningServer(http, io, rooms, pool, announcedAddress);
  } catch (error) {
    await io?.close();
    rooms.close();
    await pool.close();
    throw error;
  }
}

class RunningServer implements SfuRoomServer {
  readonly url: string;
  readonly port: number;
  readonly mediaPorts: readonly number[];
  readonly #connections = new Set<Socket>();
  #closing: Promise<void> | null = null;

  constructor(
    http: HttpServer,
    private readonly io: SocketServer,
    private readonly rooms: RoomRegistry,
    private readonly pool: WorkerPool,
    readonly announcedAddress: string,
  ) {
    const { port, address, family } = http.address() as AddressInfo;
    this.port = port;
    this.url = `http://${family === 'IPv6' ? `[${address}]` : address}:${String(port)}`;
    this.mediaPorts = pool.workers.map((worker) => worker.port);
    http.on('connection', (connection) => {
      this.#connections.add(connection);
      connection.once('close', () => this.#connections.delete(connection));
    });
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    // A Ctrl-C reaches the workers as well: from here on their end is no accident.
    this.pool.retire();
    // First the sockets: a client that loses its socket comes back, one that is told of an end does not.
    this.io.disconnectSockets(true);
    this.rooms.close();
    const closed = this.io.close();
    // A turn later, when socket.io has said its farewells and stopped the listening.
    await nextTurn();
    // Some never say anything (browsers open connections ahead), or are too dead to answer a farewell.
    for (const connection of this.#connections) connection.destroySoon();
    await closed;
    await this.pool.close();
  }
}

/** The same for every room, since every router has the same codecs. */
async function readCapabilities(pool: WorkerPool): Promise<Capabilities> {
  const { router } = await pool.createRouter();
  const rtpCapabilities = rtpCapabilitiesToWire(router.rtpCapabilities);
  router.close();
  return { protocol: PROTOCOL_VERSION, rtpCapabilities };
}

async function listen(http: HttpServer, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, () => {
      http.off('error', reject);
      resolve();
    });
  });
}
