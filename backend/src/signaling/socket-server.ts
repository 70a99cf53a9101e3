import type { Logger } from 'pino';
import { MAX_PACKET_LENGTH, NAMESPACE, type Ack, type ClientToServer, type ServerToClient } from 'sfu-room/protocol';
import type { Namespace, Server } from 'socket.io';
import type { Peer } from '../room/peer.js';
import { RequestError } from '../room/request-error.js';
import type { RoomRegistry } from '../room/room-registry.js';
import { TaskQueue } from '../room/task-queue.js';
import { HANDLERS, type Asker } from './handlers.js';
import { SocketChannel, type RoomSocket } from './socket-channel.js';
import { isRequestName, parseHandshake, parseRequest } from './validate.js';

/** Requests of one socket that may wait for their answers; a client makes a handful. */
const MAX_PENDING = 256;

/** The signalling: a socket becomes a peer, its requests become calls on the room. */
export function serveSignaling(
  io: Server<ClientToServer, ServerToClient>,
  rooms: RoomRegistry,
  logger: Logger,
): Namespace<ClientToServer, ServerToClient> {
  // Weak: a client that is gone before its join is done never gets a `connection` that would forget it.
  const askers = new WeakMap<RoomSocket, Asker>();
  const joining = new WeakSet<object>();
  const namespace = io.of(NAMESPACE);

  // The join happens before the socket is accepted: so a refusal reaches the
  // client as the answer to its handshake, and an accepted one gets the
  // snapshot at once.
  namespace.use((socket, next) => {
    // One connection is one peer: a second handshake on it, sent before the first was accepted, would make another.
    if (joining.has(socket.conn)) {
      next(refusal(new RequestError('rate-limited'), logger));
      return;
    }
    joining.add(socket.conn);
    const joined = join(socket, rooms).finally(() => joining.delete(socket.conn));
    joined.then(
      (asker) => {
        askers.set(socket, asker);
        next();
      },
      (error: unknown) => next(refusal(error, logger)),
    );
  });

  namespace.on('connection', (socket) => {
    const asker = askers.get(socket);
    if (!asker) return;
    askers.delete(socket);
    serve(socket, asker, logger);
  });
  return namespace;
}

async function join(socket: RoomSocket, rooms: RoomRegistry): Promise<Asker> {
  const { auth } = socket.handshake;
  if (lengthOf(auth) > MAX_PACKET_LENGTH) throw new RequestError('payload-too-large');
  const handshake = parseHandshake(auth);
  const room = rooms.getOrCreate(handshake.room);
  const peer = await room.join(handshake);
  return { room, peer };
}

/** socket.io hands `data` to the client's `connect_error`. */
function refusal(error: unknown, logger: Logger): Error & { data?: unknown } {
  return Object.assign(new Error('refused'), { data: toWireError(error, logger) });
}

function toWireError(error: unknown, logger: Logger) {
  if (error instanceof RequestError) return error.toWire();
  logger.error({ err: error }, 'request failed');
  return new RequestError('server-error').toWire();
}

function serve(socket: RoomSocket, asker: Asker, logger: Logger): void {
  const { room, peer } = asker;
  const channel = new SocketChannel(socket);
  const requests = new TaskQueue();
  let pending = 0;
  // A large packet is seen before it is decoded, but not which handler it will
  // come to: after the first one every payload of this socket is measured.
  let measured = false;
  const look = ({ data }: { data?: unknown }): void => {
    if (typeof data !== 'string' || data.length > MAX_PACKET_LENGTH) measured = true;
  };
  socket.conn.on('packet', look);
  socket.onAny((name: unknown, ...args: unknown[]) => {
    const ack = args.pop();
    if (typeof ack !== 'function') {
      logger.debug({ peer: peer.id }, 'a message that asks for no answer is dropped');
      return;
    }
    const reply = ack as (answer: Ack<unknown>) => void;
    if (pending >= MAX_PENDING) {
      reply({ ok: false, error: new RequestError('rate-limited').toWire() });
      return;
    }
    pending += 1;
    const tooLarge = measured && lengthOf(args[0]) > MAX_PACKET_LENGTH;
    // In turn, as they were sent: one request may rest on the one before.
    requests
      .run(() => answer(asker, channel, name, args[0], tooLarge))
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
    room.detach(peer, channel);
  });
  room.attach(peer, channel);
}

async function answer(
  asker: Asker,
  channel: SocketChannel,
  name: unknown,
  payload: unknown,
  tooLarge: boolean,
): Promise<unknown> {
  if (tooLarge) throw new RequestError('payload-too-large');
  if (!isRequestName(name)) throw new RequestError('request-unknown');
  if (!isMember(asker.peer, channel)) throw new RequestError('session-expired');
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
