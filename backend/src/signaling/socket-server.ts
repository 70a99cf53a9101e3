import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import {
  ERROR_CODES,
  MAX_PACKET_LENGTH,
  NAMESPACE,
  type Ack,
  type ClientToServer,
  type ErrorCode,
  type ServerToClient,
  type WireError,
} from 'sfu-room/protocol';
import type { Namespace, Server } from 'socket.io';
import { isAllowedOrigin } from '../allowed-origin.js';
import type { Authorize } from '../auth/authorize.js';
import type { Grants } from '../auth/grants.js';
import { RequestError } from '../request-error.js';
import type { Peer } from '../room/peer.js';
import type { Room } from '../room/room.js';
import type { RoomRegistry } from '../room/room-registry.js';
import type { ServerEvents } from '../room/server-events.js';
import { TaskQueue } from '../room/task-queue.js';
import { Visitor } from '../room/visitor.js';
import type { AdmissionControl } from './admission-control.js';
import { limitBacklog } from './backlog.js';
import { HANDLERS, type Asker } from './handlers.js';
import { checkPermitted } from './permit.js';
import { SocketChannel, type RoomSocket } from './socket-channel.js';
import { isRequestName, parseHandshake, parseRequest } from './validate.js';

/** Requests of one socket that may wait for their answers; a client makes a handful. */
const MAX_PENDING = 256;

interface SignalingOptions {
  readonly rooms: RoomRegistry;
  readonly authorize: Authorize;
  /** The client's address, seen through trusted proxies. */
  readonly addressOf: (request: IncomingMessage) => string;
  /** Origins whose pages may join; `*` for all. */
  readonly origins: readonly string[];
  readonly admission: AdmissionControl;
  readonly events: ServerEvents;
  readonly logger: Logger;
}

/** A socket that was let in, or waits for it. */
interface Entry {
  readonly room: Room;
  readonly who: Peer | Visitor;
  readonly authorize: Asker['authorize'];
}

/** The signalling: a socket becomes a peer, its requests become calls on the room. */
export function serveSignaling(
  io: Server<ClientToServer, ServerToClient>,
  options: SignalingOptions,
): Namespace<ClientToServer, ServerToClient> {
  const { logger, events } = options;
  // Weak: a client that is gone before its join is done never gets a `connection` that would forget it.
  const entries = new WeakMap<RoomSocket, Entry>();
  const joining = new WeakSet<object>();
  const namespace = io.of(NAMESPACE);

  // The join happens before the socket is accepted: so a refusal reaches the
  // client as the answer to its handshake, and an accepted one gets the
  // snapshot at once.
  namespace.use((socket, next) => {
    // One connection is one peer: a second handshake on it, sent before the first was accepted, would make another.
    if (joining.has(socket.conn)) {
      next(refusal(new RequestError('rate-limited').toWire()));
      return;
    }
    joining.add(socket.conn);
    const since = performance.now();
    const answered = (code: ErrorCode | null): void => {
      joining.delete(socket.conn);
      events.emit('joinanswered', { ms: performance.now() - since, code });
    };
    join(socket, options).then(
      (entry) => {
        answered(null);
        entries.set(socket, entry);
        next();
      },
      (cause: unknown) => {
        const error = toWireError(cause, logger);
        answered(error.code);
        next(refusal(error));
      },
    );
  });

  namespace.on('connection', (socket) => {
    const entry = entries.get(socket);
    if (!entry) return;
    entries.delete(socket);
    serve(socket, entry, options);
  });
  return namespace;
}

async function join(socket: RoomSocket, options: SignalingOptions): Promise<Entry> {
  const { rooms, admission, authorize, addressOf, origins } = options;
  const { request } = socket;
  const { headers } = request;
  if (!isAllowedOrigin(origins, headers.origin)) {
    throw new RequestError('not-permitted', 'Pages of this origin may not use the server.');
  }
  const { auth } = socket.handshake;
  if (lengthOf(auth) > MAX_PACKET_LENGTH) throw new RequestError('payload-too-large');
  const handshake = parseHandshake(auth);
  const attempt = { room: handshake.room, address: addressOf(request), headers };
  const authorizeToken = (token: string): Promise<Grants> => authorize({ ...attempt, token });
  const { session } = handshake;
  const returning = session !== undefined && rooms.get(handshake.room)?.holds(session) === true;
  if (returning) await admission.comeBack(session.id);
  return await admission.join(attempt.address, returning, async () => {
    const grants = await authorizeToken(handshake.token ?? '');
    const room = rooms.getOrCreate(handshake.room, grants.limits);
    return { room, who: await room.join(handshake, grants), authorize: authorizeToken };
  });
}

/** socket.io hands `data` to the client's `connect_error`. */
function refusal(error: WireError): Error & { data?: unknown } {
  return Object.assign(new Error('refused'), { data: error });
}

function toWireError(error: unknown, logger: Logger): WireError {
  if (error instanceof RequestError) return error.toWire();
  // What the client is told leads to the line in the log.
  const request = randomUUID();
  logger.error({ err: error, request }, 'request failed');
  return new RequestError('server-error', `${ERROR_CODES['server-error']} (${request})`).toWire();
}

function serve(
  socket: RoomSocket,
  { room, who, authorize }: Entry,
  { logger: serverLogger, events, admission }: SignalingOptions,
): void {
  const logger = serverLogger.child({ room: room.name, peer: who.id });
  const channel = new SocketChannel(socket);
  const requests = new TaskQueue();
  let asker: Asker | null = null;
  let pending = 0;
  // A large packet is seen before it is decoded, but not which handler it will
  // come to: after the first one every payload of this socket is measured.
  let measured = false;
  const look = ({ data }: { data?: unknown }): void => {
    if (typeof data !== 'string' || data.length > MAX_PACKET_LENGTH) measured = true;
  };
  socket.conn.on('packet', look);
  const forget = limitBacklog(socket.conn, () => {
    logger.info('a client that does not read is cut off');
  });
  socket.onAny((name: unknown, ...args: unknown[]) => {
    const ack = args.pop();
    if (typeof ack !== 'function') {
      logger.debug('a message that asks for no answer is dropped');
      return;
    }
    const since = performance.now();
    const reply = (answer: Ack<unknown>): void => {
      const known = isRequestName(name) ? name : 'unknown';
      const code = answer.ok ? null : answer.error.code;
      events.emit('requestanswered', { name: known, ms: performance.now() - since, code });
      (ack as (answer: Ack<unknown>) => void)(answer);
    };
    if (pending >= MAX_PENDING) {
      reply({ ok: false, error: new RequestError('rate-limited').toWire() });
      return;
    }
    pending += 1;
    const tooLarge = measured && lengthOf(args[0]) > MAX_PACKET_LENGTH;
    // In turn, as they were sent: one request may rest on the one before.
    requests
      .run(async () => {
        await admission.request(who.id);
        return await answer(asker, channel, name, args[0], tooLarge);
      })
      .finally(() => {
        pending -= 1;
      })
      .then(
        (value) => reply({ ok: true, value }),
        (error: unknown) => reply({ ok: false, error: toWireError(error, logger) }),
      );
  });
  socket.on('disconnect', () => {
    socket.conn.off('packet', look);
    forget();
    if (asker) room.detach(asker.peer, channel);
    else if (who instanceof Visitor) room.door.withdraw(who);
  });
  const attach = (peer: Peer): void => {
    asker = { room, peer, authorize };
    room.attach(peer, channel);
  };
  if (who instanceof Visitor) {
    wait(socket, room, who, attach).catch((error: unknown) => {
      // Its client comes again, and hears why as the answer to that.
      logger.debug({ err: error }, 'a visitor that was let in could not enter');
      socket.disconnect();
    });
  } else attach(who);
}

/** Waits at the door; the socket stays open meanwhile. */
async function wait(socket: RoomSocket, room: Room, visitor: Visitor, enter: (peer: Peer) => void): Promise<void> {
  socket.emit('knocking', { session: visitor.session });
  room.door.knock(visitor);
  const answer = await visitor.answer;
  if (answer === 'admitted') {
    const peer = await room.enter(visitor);
    // It stays for the grace period, as any peer whose socket is lost.
    if (socket.connected) enter(peer);
    return;
  }
  if (answer === 'denied') socket.emit('ended', { reason: 'removed', seq: 0 });
  socket.disconnect();
}

async function answer(
  asker: Asker | null,
  channel: SocketChannel,
  name: unknown,
  payload: unknown,
  tooLarge: boolean,
): Promise<unknown> {
  if (tooLarge) throw new RequestError('payload-too-large');
  if (!isRequestName(name)) throw new RequestError('request-unknown');
  if (!asker) throw new RequestError('not-joined');
  if (!isMember(asker.peer, channel)) throw new RequestError('session-expired');
  checkPermitted(asker.peer, name);
  const handle = HANDLERS[name] as (asker: Asker, request: unknown) => unknown;
  return await handle(asker, parseRequest(name, payload));
}

/** In characters of JSON; what is nested too deeply for JSON is too large for anything. */
function lengthOf(payload: unknown): number {
  try {
    return JSON.stringify(payload ?? null).length;
  } catch {
    return Infinity;
  }
}

/** A socket that was replaced, or whose peer was removed, may still have requests under way. */
function isMember(peer: Peer, channel: SocketChannel): boolean {
  return peer.isAttached(channel);
}
