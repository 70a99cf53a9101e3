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
/** Whether the server lets the next connection open. */
const allows = vi.fn<() => boolean>();
const listener = {
  handshake: vi.fn<SignalingListener['handshake']>(),
  snapshot: vi.fn(),
  knocking: vi.fn(),
  event: vi.fn(),
  disconnected: vi.fn<SignalingListener['disconnected']>(),
  refused: vi.fn(),
};

beforeEach(async () => {
  sockets = [];
  allows.mockReturnValue(true);
  http = createServer();
  io = new Server(http, { allowRequest: (_, decide) => decide(null, allows()) });
  io.of('/sfu-room').on('connection', (socket) => sockets.push(socket));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  listener.handshake.mockImplementation(() => Promise.resolve(handshakeOf('kitchen')));
  signaling = new SocketSignaling(`http://127.0.0.1:${String((http.address() as AddressInfo).port)}`, listener);
});

afterEach(async () => {
  vi.useRealTimers();
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

  test('whose handshake the server never answers is given up', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const asked = new Promise<void>((resolve) => io.of('/sfu-room').use(() => resolve()));
    signaling.connect();
    await asked;
    vi.advanceTimersByTime(7_999);
    expect(listener.disconnected).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(listener.disconnected).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'request-timeout' }));
  });

  test('that was let in is not given up later', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const told = new Promise<void>((resolve) => listener.snapshot.mockImplementation(() => resolve()));
    io.of('/sfu-room').on('connection', (socket) => socket.emit('snapshot', {}));
    signaling.connect();
    await told;
    vi.advanceTimersByTime(8_000);
    expect(listener.disconnected).not.toHaveBeenCalled();
  });
});

describe('a warm connection', () => {
  const opened = (): Promise<unknown> => new Promise((resolve) => io.engine.once('connection', resolve));

  test('that is closed as soon as it opens is opened again, each time after a longer while', async () => {
    const times: number[] = [];
    io.engine.on('connection', (connection: { close(): void }) => {
      times.push(performance.now());
      connection.close();
    });
    signaling.warm();
    await until('it was opened four times', () => times.length === 4);
    const [first = 0, , , fourth = 0] = times;
    // At least half of 200, 400 and 800 ms.
    expect(fourth - first).toBeGreaterThan(650);
  });

  test('that is refused is tried again, and joined over when it stands', async () => {
    allows.mockReturnValueOnce(false);
    const standing = opened();
    signaling.warm();
    await standing;
    expect(allows).toHaveBeenCalledTimes(2);
    await connect();
    expect(allows).toHaveBeenCalledTimes(2);
  });

  test('is not opened again by itself once it is joined over, or closed', async () => {
    signaling.warm();
    await opened();
    await connect();
    sockets[0]?.conn.close();
    await until('the loss is heard of', () => listener.disconnected.mock.calls.length === 1);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    vi.advanceTimersByTime(5_000);
    expect(allows).toHaveBeenCalledTimes(1);
  });
});
