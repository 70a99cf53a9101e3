import type { Logger } from 'pino';
import { MAX_PACKET_LENGTH, NAMESPACE, type Ack } from 'sfu-room/protocol';
import type { Namespace, Server, Socket } from 'socket.io';
import type { Peer } from '../room/peer.js';
import { RequestError } from '../room/request-error.js';
import type { RoomRegistry } from '../room/room-registry.js';
import { TaskQueue } from '../room/task-queue.js';
import { HANDLERS, type Asker } from './handlers.js';
import { SocketChannel } from './socket-channel.js';
import { isRequestName, parseHandshake, parseRequest } from './validate.js';

/** What the socket carries from the handshake to its connection. */
type Sockets = WeakMap<Socket, Asker>;

/** The signalling: a socket becomes a peer, its requests become calls on the room. */
export function serveSignaling(io: Server, rooms: RoomRegistry, logger: Logger): Namespace {
  // Weak: a client that is gone before its join is done never gets a `connection` that would forget it.
  const joined: Sockets = new WeakMap();
  const namespace = io.of(NAMESPACE);

  // The join happens before the socket is accepted: so a refusal reaches the
  // client as the answer to its handshake, and an accepted one gets the
  // snapshot at once.
  namespace.use((socket, next) => {
    join(socket, rooms).then(
      (asker) => {
        joined.set(socket, asker);
        next();
      },
      (error: unknown) => next(refusal(error, logger)),
    );
  });

  namespace.on('connection', (socket) => {
    const asker = joined.get(socket);
    if (!asker) return;
    joined.delete(socket);
    serve(socket, asker, logger);
  });
  return namespace;
}

async function join(socket: Socket, rooms: RoomRegistry): Promise<Asker> {
  const { auth } = socket.handshake;
  if (JSON.stringify(auth).length > MAX_PACKET_LENGTH) throw new RequestError('payload-too-large');
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

function serve(socket: Socket, asker: Asker, logger: Logger): void {
  const { room, peer } = asker;
  const channel = new SocketChannel(socket);
  const requests = new TaskQueue();
  let packet = { length: 0, binary: false };
  // The packet event comes synchronously before the packet is decoded, so that
  // this is the packet that the handler below is called for. Binary parts follow
  // the text that they belong to.
  const measure = ({ data }: { data?: unknown }): void => {
    if (typeof data === 'string') packet = { length: data.length, binary: false };
    else if (data instanceof Uint8Array) packet = { length: packet.length + data.byteLength, binary: true };
  };
  socket.conn.on('packet', measure);
  socket.onAny((name: unknown, ...args: unknown[]) => {
    const ack = args.pop();
    if (typeof ack !== 'function') {
      logger.debug({ peer: peer.id }, 'a message that asks for no answer is dropped');
      return;
    }
    const reply = ack as (answer: Ack<unknown>) => void;
    const unfit = unfitness(packet);
    // In turn, as they were sent: one request may rest on the one before.
    requests
      .run(() => answer(asker, channel, name, args[0], unfit))
      .then(
        (value) => reply({ ok: true, value }),
        (error: unknown) => reply({ ok: false, error: toWireError(error, logger) }),
      );
  });
  socket.on('disconnect', () => {
    socket.conn.off('packet', measure);
    room.detach(peer, channel);
  });
  room.attach(peer, channel);
}

async function answer(
  asker: Asker,
  channel: SocketChannel,
  name: unknown,
  payload: unknown,
  unfit: RequestError | null,
): Promise<unknown> {
  if (unfit) throw unfit;
  if (!isRequestName(name)) throw new RequestError('request-unknown');
  if (!isMember(asker.peer, channel)) throw new RequestError('session-expired');
  const handle = HANDLERS[name] as (asker: Asker, request: unknown) => unknown;
  return await handle(asker, parseRequest(name, payload));
}

/** Why a packet is not even looked at, or null. */
function unfitness({ length, binary }: { length: number; binary: boolean }): RequestError | null {
  if (length > MAX_PACKET_LENGTH) return new RequestError('payload-too-large');
  // To the schemas a buffer is an object with a property for each byte.
  return binary ? new RequestError('payload-invalid', 'No request has binary data in it.') : null;
}

/** A socket that was replaced, or whose peer was removed, may still have requests under way. */
function isMember(peer: Peer, channel: SocketChannel): boolean {
  return peer.isAttached(channel);
}
