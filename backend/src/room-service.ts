import type { IncomingMessage } from 'node:http';
import {
  PROTOCOL_VERSION,
  type Capabilities,
  type ClientToServer,
  type Presence,
  type ServerToClient,
} from 'sfu-room/protocol';
import type { Logger } from 'pino';
import type { Server as SocketServer } from 'socket.io';
import { createApi } from './api/create-api.js';
import type { Authorize } from './auth/authorize.js';
import { clientAddressBy } from './client-address.js';
import { TokenKeys } from './auth/token-keys.js';
import { authorizeAnybody, authorizeBy, authorizeByToken, type AuthorizeHook } from './auth/token-authorizer.js';
import { asksForTokens, type Config } from './config.js';
import type { RoutesOptions } from './http/app.js';
import { answerMetrics } from './http/metrics.js';
import { logEvents } from './event-log.js';
import { iceServersFor } from './ice-servers.js';
import { announcedAddressFor } from './media-address.js';
import { openMediaProbe, type MediaProbe } from './media/media-probe.js';
import { rtpCapabilitiesToWire } from './media/rtp-types.js';
import { WorkerPool } from './media/worker-pool.js';
import { Metrics } from './metrics/metrics.js';
import { packageVersion } from './package-version.js';
import { RoomRegistry } from './room/room-registry.js';
import { ServerEvents } from './room/server-events.js';
import { Rooms } from './rooms.js';
import { AdmissionControl } from './signaling/admission-control.js';
import { serveSignaling } from './signaling/socket-server.js';
import { Webhooks } from './webhooks/webhooks.js';

interface RoomServiceOptions {
  readonly config: Config;
  /** In place of tokens. */
  readonly authorize?: AuthorizeHook | undefined;
  readonly logger: Logger;
}

interface Parts {
  readonly config: Config;
  readonly authorize: Authorize;
  /** Null: no tokens are asked for. */
  readonly keys: TokenKeys | null;
  readonly servesApi: boolean;
  readonly pool: WorkerPool;
  readonly registry: RoomRegistry;
  readonly events: ServerEvents;
  readonly webhooks: Webhooks | null;
  readonly capabilities: Capabilities;
  /** Address that clients are told to send media to. */
  readonly announcedAddress: string;
  readonly logger: Logger;
}

/** Rooms with their media and their signalling, whatever web server they are reached by. */
export class RoomService {
  readonly rooms: Rooms;
  /** What the HTTP routes need of it. */
  readonly routes: Omit<RoutesOptions, 'widgetDir' | 'logger'>;
  readonly #admission: AdmissionControl;
  readonly #metrics: Metrics;
  /** The client's address, seen through trusted proxies. */
  readonly #addressOf: (request: IncomingMessage) => string;
  /** Counts a request over HTTP. @throws RequestError rate-limited */
  readonly #admit = async (request: IncomingMessage): Promise<void> => {
    await this.#admission.visit(this.#addressOf(request));
  };
  readonly #disconnect: (() => void)[] = [];

  static async create({ config, authorize: hook, logger }: RoomServiceOptions): Promise<RoomService> {
    const keys = asksForTokens(config) ? await TokenKeys.create({ ...config, logger }) : null;
    const authorize = hook ? authorizeBy(hook, logger) : keys ? authorizeByToken(keys) : authorizeAnybody;
    const ip = config.mediaHost ?? config.host;
    const announcedAddress = announcedAddressFor(ip, config.announcedAddress);
    const pool = await WorkerPool.create(config.workers, { ip, announcedAddress, port: config.mediaPort }, logger);
    const events = new ServerEvents(logger);
    logEvents(events, logger);
    let webhooks: Webhooks | null = null;
    try {
      const { webhooks: endpoints, dataDir: dir } = config;
      // Not opened for nothing: it takes a folder, and some versions of Node print a warning.
      webhooks = endpoints.length > 0 ? await Webhooks.open({ endpoints, dir, events, logger }) : null;
      const registry = new RoomRegistry({
        pool,
        gracePeriod: config.gracePeriod,
        iceServers: (peerId) => iceServersFor(config, peerId, Date.now()),
        limits: {
          peers: config.maxPeers,
          producers: config.maxProducers,
          bitrate: config.maxBitrate,
          duration: config.maxDuration,
          emptyTimeout: config.emptyTimeout,
        },
        maxRooms: config.maxRooms,
        maxPeers: config.maxTotalPeers,
        firstModerates: !hook && !keys,
        events,
        logger,
      });
      const capabilities = await readCapabilities(pool);
      return new RoomService({
        // The REST API knows who asks by tokens alone; an application that has its own means has the same in `rooms`.
        servesApi: config.api && !hook,
        ...{ config, authorize, keys, pool, registry, events, webhooks, capabilities, announcedAddress, logger },
      });
    } catch (error) {
      await webhooks?.close();
      await pool.close();
      throw error;
    }
  }

  private constructor(private readonly parts: Parts) {
    const { config, pool, registry, events, webhooks } = parts;
    this.rooms = new Rooms(registry, events);
    this.#admission = new AdmissionControl(config);
    this.#metrics = new Metrics({ rooms: registry, pool, events, webhooks: webhooks ?? undefined });
    this.#addressOf = clientAddressBy(config.trustedProxies);
    this.routes = this.#createRoutes();
  }

  get announcedAddress(): string {
    return this.parts.announcedAddress;
  }

  /** One UDP and TCP port per worker. */
  get mediaPorts(): number[] {
    return this.parts.pool.workers.map((worker) => worker.port);
  }

  /** Something that answers at the media port, for who looks whether it is reached. */
  async openMediaProbe(): Promise<MediaProbe> {
    const [worker] = this.parts.pool.workers;
    if (!worker) throw new Error('No media worker is running.');
    return await openMediaProbe(worker);
  }

  #createRoutes(): RoomService['routes'] {
    const { capabilities, registry, authorize, config, keys, servesApi } = this.parts;
    const { origins, metrics: readers } = config;
    return {
      capabilities,
      presence: (room: string): Presence => registry.presence(room),
      authorize,
      addressOf: this.#addressOf,
      admit: this.#admit,
      origins,
      api: servesApi ? this.#createApi() : undefined,
      metrics: readers === 'off' ? undefined : answerMetrics(this.#metrics, { open: readers === 'open', keys }),
    };
  }

  #createApi(): RoutesOptions['api'] {
    const { config, keys, logger } = this.parts;
    return createApi({
      version: packageVersion(),
      rooms: this.rooms,
      keys,
      samples: this.#metrics.samples,
      origins: config.origins,
      admit: this.#admit,
      logger,
    });
  }

  /** Media can be served, and rooms may begin. */
  get ready(): boolean {
    const { pool, registry } = this.parts;
    return pool.workers.length > 0 && !registry.draining;
  }

  get health(): { workers: number; rooms: number; peers: number } {
    const { pool, registry } = this.parts;
    return { workers: pool.workers.length, rooms: registry.size, peers: registry.peers };
  }

  /** Serves the signalling over these sockets, in a namespace of its own. */
  serveOver(io: SocketServer<ClientToServer, ServerToClient>): void {
    const { registry: rooms, authorize, events, logger, config } = this.parts;
    const namespace = serveSignaling(io, {
      ...{ rooms, authorize, events, logger },
      admission: this.#admission,
      addressOf: this.#addressOf,
      origins: config.origins,
    });
    this.#disconnect.push(() => namespace.disconnectSockets(true));
  }

  /** As `RoomRegistry.drain`. @param patience in ms */
  async drain(patience: number): Promise<void> {
    await this.parts.registry.drain(patience);
  }

  /** First the sockets: a client that loses its socket comes back, one that is told of an end does not. */
  cutOff(): void {
    // A Ctrl-C reaches the workers as well: from here on their end is no accident.
    this.parts.pool.retire();
    for (const disconnect of this.#disconnect.splice(0)) disconnect();
    this.parts.registry.close();
  }

  async close(): Promise<void> {
    this.cutOff();
    // After the rooms: their ends are told as well.
    await this.parts.webhooks?.close();
    this.#metrics.close();
    await this.parts.pool.close();
  }
}

/** The same for every room, since every router has the same codecs. */
async function readCapabilities(pool: WorkerPool): Promise<Capabilities> {
  const { router } = await pool.createRouter();
  const rtpCapabilities = rtpCapabilitiesToWire(router.rtpCapabilities);
  router.close();
  return { protocol: PROTOCOL_VERSION, rtpCapabilities };
}
