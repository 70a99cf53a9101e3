import type { Server as HttpServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Server as SocketServer } from 'socket.io';
import type { Logger } from 'pino';
import { isAllowedOrigin } from './allowed-origin.js';
import { resolveConfig, type Config } from './config.js';
import { createApp } from './http/app.js';
import { createLogger } from './logger.js';
import type { MediaProbe } from './media/media-probe.js';
import { RoomService } from './room-service.js';
import type { Rooms } from './rooms.js';
import { createWebServer, type WebServer } from './tls.js';

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
  /** The rooms, to look at, to moderate and to listen to. */
  readonly rooms: Rooms;
  /**
   * Lets no room begin any more, tells everyone, and resolves when the rooms are over, at the latest after `patience`
   * (ms; default: the setting `drainTimeout`). `close()` follows it.
   */
  drain(patience?: number): Promise<void>;
  /** Closes sockets, rooms and workers, in this order; nothing of it is left open. */
  close(): Promise<void>;
}

/**
 * Starts a server that hosts rooms: the widget, the signalling and the media.
 * @throws ConfigError for bad options; the listening error (`EADDRINUSE` …) when the port cannot be had
 */
export async function createServer(options: ServerOptions = {}): Promise<SfuRoomServer> {
  return await startServer(options);
}

/** As `createServer`, for the command that looks after its server. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { logger: givenLogger, widgetDir, siteDir, ...settings } = options;
  const config = resolveConfig(settings);
  const logger = givenLogger ?? createLogger(config.logLevel);
  const service = await RoomService.create({ config, logger });
  let io: SocketServer | undefined;
  let web: WebServer | undefined;
  try {
    const app = await createApp({
      ...service.routes,
      health: () => service.health,
      ready: () => service.ready,
      widgetDir,
      serveSite: config.serveSite,
      siteDir,
      logger,
    });
    web = await createWebServer(config, app, logger);
    io = new SocketServer(web.server, {
      ...PING,
      serveClient: false,
      transports: ['websocket', 'polling'],
      maxHttpBufferSize: MAX_READ,
      cors: { origin: config.origins.includes('*') ? '*' : [...config.origins] },
      // CORS binds polling alone; a WebSocket is opened from anywhere unless it is refused.
      allowRequest: (request, answer) => answer(null, isAllowedOrigin(config.origins, request.headers.origin)),
    });
    service.serveOver(io);
    // The root namespace asks for no token, and whoever is in one keeps the connection open for as long as they like.
    io.use((_socket, next) => next(new Error('There is nothing in this namespace.')));
    await listen(web.server, config.host, config.port);
    return new RunningServer(web, io, service, config);
  } catch (error) {
    web?.close();
    await io?.close();
    await service.close();
    throw error;
  }
}

/** A server with what the command needs of it beside what programs do. */
export class RunningServer implements SfuRoomServer {
  readonly url: string;
  readonly port: number;
  readonly mediaPorts: readonly number[];
  readonly #connections = new Set<Socket>();
  #closing: Promise<void> | null = null;

  constructor(
    private readonly web: WebServer,
    private readonly io: SocketServer,
    private readonly service: RoomService,
    private readonly config: Config,
  ) {
    const { port, address, family } = web.server.address() as AddressInfo;
    this.port = port;
    this.url = `http${web.secure ? 's' : ''}://${family === 'IPv6' ? `[${address}]` : address}:${String(port)}`;
    this.mediaPorts = service.mediaPorts;
    web.server.on('connection', (connection: Socket) => {
      this.#connections.add(connection);
      connection.once('close', () => this.#connections.delete(connection));
    });
  }

  get announcedAddress(): string {
    return this.service.announcedAddress;
  }

  get rooms(): Rooms {
    return this.service.rooms;
  }

  /**
   * A place in a media worker that answers when it is reached, for who tries the way to it; close it afterwards.
   * @throws while no worker runs
   */
  async openMediaProbe(): Promise<MediaProbe> {
    return await this.service.openMediaProbe();
  }

  async drain(patience = this.config.drainTimeout): Promise<void> {
    await this.service.drain(patience);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.web.close();
    this.service.cutOff();
    const closed = this.io.close();
    // A turn later, when socket.io has said its farewells and stopped the listening.
    await nextTurn();
    // Some never say anything (browsers open connections ahead), or are too dead to answer a farewell.
    for (const connection of this.#connections) connection.destroySoon();
    await closed;
    await this.service.close();
  }
}

async function listen(http: Pick<HttpServer, 'once' | 'off' | 'listen'>, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, () => {
      http.off('error', reject);
      resolve();
    });
  });
}
