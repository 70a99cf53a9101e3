import { get as getHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { get as getHttps } from 'node:https';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SfuRoomServer } from '../../backend/src/server.js';
import { NAMESPACE, type RoomSnapshot, type WireError } from '../../widget/src/protocol/index.js';
import { Nginx } from '../helpers/nginx.js';
import { startServer } from '../helpers/room-server.js';
import { handshakeOf } from '../helpers/rtp.js';

let server: SfuRoomServer;
let nginx: Nginx;
const sockets: Socket[] = [];

async function begin(trustedProxies: string[]): Promise<void> {
  // So few that whose join it is shows.
  server = await startServer({ trustedProxies, open: true, joinsPerMinute: 1 });
  nginx = await Nginx.start(server.port);
}

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.disconnect();
  await nginx.close();
  await server.close();
});

/** Joins a room through the proxy over wss; `joined`, or the code of the refusal. */
async function join(options: Partial<ManagerOptions & SocketOptions> & { localAddress?: string }): Promise<string> {
  const socket = io(`https://127.0.0.1:${String(nginx.httpsPort)}${NAMESPACE}`, {
    auth: handshakeOf('proxied'),
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    ca: nginx.certificate,
    ...options,
  });
  sockets.push(socket);
  return await new Promise((resolve, reject) => {
    socket.once('snapshot', (snapshot: RoomSnapshot) => resolve(snapshot.room === 'proxied' ? 'joined' : 'elsewhere'));
    socket.once('connect_error', (error) => {
      const { data } = error as Error & { data?: WireError };
      if (data) resolve(data.code);
      else reject(error);
    });
  });
}

describe('behind nginx with the configuration that is handed out', () => {
  beforeEach(() => begin(['loopback']));

  it('pages come by https, and http leads there', async () => {
    const health = await ask(getHttps, { port: nginx.httpsPort, path: '/healthz', ca: nginx.certificate });
    expect(health).toMatchObject({ status: 200, body: expect.stringMatching('"status":"ok"') as string });
    const plain = await ask(getHttp, { port: nginx.httpPort, path: '/docs/' });
    expect(plain.status).toBe(301);
    expect(plain.location).toBe('https://rooms.example.org/docs/');
  });

  it('a room is joined over wss, and peers are told apart by their own addresses', async () => {
    expect(await join({ localAddress: '127.0.0.1' })).toBe('joined');
    expect(await join({ localAddress: '127.0.0.1' })).toBe('rate-limited');
    expect(await join({ localAddress: '127.0.0.2' })).toBe('joined');
    expect(nginx.log).not.toMatch(/\[(warn|error|emerg)\]/);
  });

  it('nobody is another by saying so', async () => {
    const said = { 'X-Forwarded-For': '9.9.9.9', Forwarded: 'for=9.9.9.9' };
    expect(await join({ localAddress: '127.0.0.3' })).toBe('joined');
    expect(await join({ localAddress: '127.0.0.3', extraHeaders: said })).toBe('rate-limited');
  });
});

describe('behind nginx that is not trusted', () => {
  beforeEach(() => begin([]));

  it('all who come are one address', async () => {
    expect(await join({ localAddress: '127.0.0.1' })).toBe('joined');
    expect(await join({ localAddress: '127.0.0.2' })).toBe('rate-limited');
  });
});

// There is no such name: it is found on loopback, and the certificate must be for it.
type Lookup = NonNullable<RequestOptions['lookup']>;

const toLoopback: Lookup = (_name, options, callback) => {
  const address = { address: '127.0.0.1', family: 4 };
  if (options.all) callback(null, [address]);
  else callback(null, address.address, address.family);
};

async function ask(
  get: typeof getHttp | typeof getHttps,
  options: RequestOptions & { ca?: string },
): Promise<{ status: number | undefined; location: string | undefined; body: string }> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ host: 'rooms.example.org', lookup: toLoopback, agent: false, ...options }, resolve).once('error', reject);
  });
  let body = '';
  for await (const chunk of response.setEncoding('utf8')) body += String(chunk);
  return { status: response.statusCode, location: response.headers.location, body };
}
