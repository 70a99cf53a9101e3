import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SocketSignaling } from '../../../widget/src/client/socket-signaling.js';
import type { SignalingListener } from '../../../widget/src/client/signaling.js';
import { handshakeOf } from '../../helpers/rtp.js';
import { until } from '../../helpers/until.js';

let http: HttpServer;
let io: Server;
let sockets: Socket[];
let signaling: SocketSignaling;
const listener = {
  handshake: vi.fn<SignalingListener['handshake']>(),
  snapshot: vi.fn(),
  event: vi.fn(),
  disconnected: vi.fn<SignalingListener['disconnected']>(),
  refused: vi.fn(),
};

beforeEach(async () => {
  sockets = [];
  http = createServer();
  io = new Server(http);
  io.of('/sfu-room').on('connection', (socket) => sockets.push(socket));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  listener.handshake.mockImplementation(() => Promise.resolve(handshakeOf('kitchen')));
  signaling = new SocketSignaling(`http://127.0.0.1:${String((http.address() as AddressInfo).port)}`, listener);
});

afterEach(async () => {
  signaling.close();
  await io.close();
  vi.resetAllMocks();
});

async function connect(): Promise<void> {
  const before = sockets.length;
  signaling.connect();
  await until('the server has another socket', () => sockets.length > before && signaling.connected);
}

describe('a connection', () => {
  test('on which an answer stays out is given up, and its listener hears first', async () => {
    await connect();
    const heard: string[] = [];
    listener.disconnected.mockImplementation(({ code }) => heard.push(`disconnected: ${code}`));
    await signaling.request('restartIce', { transportId: 't' }).catch((error: unknown) => heard.push(String(error)));
    expect(heard[0]).toBe('disconnected: request-timeout');
    expect(heard).toHaveLength(2);
    expect(signaling.connected).toBe(false);
    await until('the server knows', () => sockets[0]?.connected === false);
  });

  test('that is made anew takes the place of the one there is, without a word', async () => {
    await connect();
    await connect();
    await until('the first is gone', () => sockets[0]?.connected === false);
    expect(sockets[1]?.connected).toBe(true);
    expect(listener.disconnected).not.toHaveBeenCalled();
  });

  test('that is made anew while its handshake is prepared sends one handshake', async () => {
    let release = (): void => undefined;
    listener.handshake.mockImplementationOnce(
      () => new Promise((resolve) => (release = () => resolve(handshakeOf('first')))),
    );
    signaling.connect();
    await until('the handshake is asked for', () => listener.handshake.mock.calls.length === 1);
    await connect();
    release();
    // What would have been sent by now has arrived before this answer.
    sockets[0]?.on('leave', (_: unknown, ack: (answer: unknown) => void) => ack({ ok: true, value: null }));
    await signaling.request('leave', {});
    expect(sockets.map(({ handshake }) => handshake.auth.room as unknown)).toEqual(['kitchen']);
  });

  test('that is lost fails what waits for an answer, as unreachable', async () => {
    await connect();
    const answer = signaling.request('leave', {});
    sockets[0]?.disconnect(true);
    await expect(answer).rejects.toMatchObject({ code: 'server-unreachable' });
    expect(listener.disconnected).toHaveBeenCalledOnce();
  });
});
