import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { stunLength, type Endpoint } from './stun-message.js';

/** Carries messages to one other end and back. */
export interface Wire {
  /** What is sent may be lost, and so has to be sent again. */
  readonly lossy: boolean;
  send(message: Buffer): void;
  /** @param listener takes the place of the one before */
  onMessage(listener: (message: Buffer) => void): void;
  /** Told when nothing will come any more, and why. */
  onEnd(listener: (error: Error) => void): void;
  close(): void;
}

/** How messages follow each other in a stream: STUN's own length (TURN), or a length before each (RFC 4571, ICE). */
type Framing = 'stun' | 'length';

/** @param to an IP address and a port */
export async function openUdp({ address, port }: Endpoint): Promise<Wire> {
  const socket = createSocket(isIP(address) === 6 ? 'udp6' : 'udp4');
  let ended: (error: Error) => void = () => undefined;
  try {
    // Connected, so that the system tells of a port where nobody listens.
    socket.connect(port, address);
    await once(socket, 'connect');
  } catch (error) {
    socket.close();
    throw error;
  }
  socket.on('error', (error) => ended(error));
  return {
    lossy: true,
    send: (message) => socket.send(message, (error) => error && ended(error)),
    onMessage: (listener) => void socket.removeAllListeners('message').on('message', listener),
    onEnd: (listener) => (ended = listener),
    close: () => socket.removeAllListeners('message').close(),
  };
}

/** @param timeout for the connection, in ms */
export async function openTcp({ address, port }: Endpoint, framing: Framing, timeout: number): Promise<Wire> {
  const socket = connectTcp(port, address);
  await established(socket, 'connect', timeout);
  return overStream(socket, framing);
}

/** @param name that the certificate must be for */
export async function openTls({ address, port }: Endpoint, name: string, timeout: number): Promise<Wire> {
  const socket = connectTls({ port, host: address, ...(isIP(name) === 0 ? { servername: name } : {}) });
  await established(socket, 'secureConnect', timeout);
  return overStream(socket, 'stun');
}

async function established(socket: Socket, event: string, timeout: number): Promise<void> {
  try {
    await once(socket, event, { signal: AbortSignal.timeout(timeout) });
  } catch (error) {
    socket.on('error', () => undefined).destroy();
    throw error;
  }
}

function overStream(socket: Socket, framing: Framing): Wire {
  let rest: Buffer = Buffer.alloc(0);
  let listener: (message: Buffer) => void = () => undefined;
  let ended: (error: Error) => void = () => undefined;
  socket.on('data', (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes]);
    for (;;) {
      const head = framing === 'length' ? 2 : 0;
      const length = framing === 'length' ? (rest.length < 2 ? null : rest.readUInt16BE(0)) : stunLength(rest);
      if (length === null || rest.length < head + length) return;
      const message = rest.subarray(head, head + length);
      rest = rest.subarray(head + length);
      listener(message);
    }
  });
  socket.on('error', (error) => ended(error));
  socket.on('close', () => ended(new Error('The other end has closed the connection.')));
  return {
    lossy: false,
    send: (message) => {
      if (framing === 'length') {
        const head = Buffer.alloc(2);
        head.writeUInt16BE(message.length);
        socket.write(head);
      }
      socket.write(message);
    },
    onMessage: (next) => (listener = next),
    onEnd: (next) => (ended = next),
    close: () => {
      ended = () => undefined;
      socket.destroy();
    },
  };
}
