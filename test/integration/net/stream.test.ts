import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Counter } from '../../net/counter.mjs';
import { Link } from '../../net/link.mjs';
import { Stream } from '../../net/stream.mjs';

const HOST = '127.0.0.1';

let servers: Server[];
/** What the servers have accepted, and the caller. */
let sockets: Socket[];

beforeEach(() => {
  servers = [];
  sockets = [];
});

afterEach(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers) server.close();
});

async function listen(): Promise<{ port: number; accepted: Promise<Socket> }> {
  const server = createServer({ allowHalfOpen: true });
  servers.push(server);
  server.listen(0, HOST);
  await once(server, 'listening');
  const accepted = once(server, 'connection').then(([socket]: Socket[]) => {
    if (!socket) throw new Error('There is no connection.');
    sockets.push(socket);
    return socket;
  });
  return { port: (server.address() as AddressInfo).port, accepted };
}

/** A stream between a caller and a target: its own socket to the caller, both far ends, and whether it is gone. */
async function open(): Promise<{ stream: Stream; client: Socket; target: Socket; gone: Promise<void> }> {
  const [front, back] = [await listen(), await listen()];
  const caller = connect({ port: front.port, host: HOST, allowHalfOpen: true });
  caller.on('error', () => undefined);
  sockets.push(caller);
  const client = await front.accepted;
  let closed = (): void => undefined;
  const gone = new Promise<void>((resolve) => (closed = resolve));
  const stream = new Stream(client, { host: HOST, port: back.port }, new Link(), new Counter(), () => closed());
  const target = await back.accepted;
  target.on('error', () => undefined);
  return { stream, client, target, gone };
}

test('a connection that is cut resets both ends', async () => {
  const { stream, target, gone } = await open();
  const reset = once(target.resume(), 'error');
  stream.cut();
  expect(await reset).toMatchObject([{ code: 'ECONNRESET' }]);
  await gone;
});

test('a connection that is cut in the turn in which it ends is gone all the same', async () => {
  const { stream, client, gone } = await open();
  client.end();
  stream.cut();
  await gone;
  expect(client.destroyed).toBe(true);
});
