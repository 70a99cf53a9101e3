import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Server as SocketServer } from 'socket.io';
import type { AuthorizeHook } from './auth/token-authorizer.js';
import { asksForTokens, ConfigError, resolveConfig, type Config } from './config.js';
import { createRoutes } from './http/app.js';
import { createLogger } from './logger.js';
import { RoomService } from './room-service.js';
import type { Rooms } from './rooms.js';

/** What of the settings is the application's own business, and not to be set here. */
type OfTheApplication = 'host' | 'port' | 'cert' | 'key' | 'serveSite';

export interface AttachOptions extends Partial<Omit<Config, OfTheApplication>> {
  /** The Express application; the rooms take the paths that begin with `/sfu-room`. Attach before its 404 handler. */
  app: { use(handler: RequestHandler): unknown };
  /** The socket.io server; the rooms take the namespace `/sfu-room`. */
  io: SocketServer;
  /** Decides by the application's own means who gets in, in place of tokens. */
  authorize?: AuthorizeHook;
  /** Default: JSON lines on stderr, as much as `logLevel` says. */
  logger?: Logger;
  /** Folder of the widget's bundle; default: that of the package `sfu-room`. */
  widgetDir?: string;
}

/** Rooms within an application. */
export interface AttachedRooms {
  /** The rooms, to look at, to moderate and to listen to. */
  readonly rooms: Rooms;
  /** Address that clients are told to send media to. */
  readonly announcedAddress: string;
  /** One UDP and TCP port per worker. */
  readonly mediaPorts: readonly number[];
  /** As of `SfuRoomServer`. */
  drain(patience?: number): Promise<void>;
  /** Ends the rooms and their media. The application's own server and sockets go on. */
  close(): Promise<void>;
}

/**
 * Puts rooms into an Express and socket.io application that there is already, beside its own routes and namespaces.
 * @throws ConfigError for bad options, and where nothing says who may come in: `authorize`, `secret`, `tokenKeys` or `open`
 */
export async function attachSfuRoom(options: AttachOptions): Promise<AttachedRooms> {
  const { app, io, authorize, logger: givenLogger, widgetDir, ...settings } = options;
  const config = resolveConfig(settings, authorize !== undefined);
  if (authorize && asksForTokens(config)) {
    throw new ConfigError('Either the application decides who comes in (authorize), or tokens do (secret, tokenKeys).');
  }
  if (!authorize && !asksForTokens(config) && !config.open) {
    throw new ConfigError(
      'Nothing says who may come in: give an authorize function or a secret, or open: true if everyone may.',
    );
  }
  const logger = givenLogger ?? createLogger(config.logLevel);
  const service = await RoomService.create({ config, authorize, logger });
  try {
    app.use(await createRoutes({ ...service.routes, widgetDir, logger }));
    service.serveOver(io);
  } catch (error) {
    await service.close();
    throw error;
  }
  return {
    rooms: service.rooms,
    announcedAddress: service.announcedAddress,
    mediaPorts: service.mediaPorts,
    drain: (patience = config.drainTimeout) => service.drain(patience),
    close: () => service.close(),
  };
}
