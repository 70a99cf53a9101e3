import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer as createTcpServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { observer } from 'mediasoup';
import { afterEach, describe, expect, test } from 'vitest';
import type { SfuRoomServer } from '../../../backend/src/server.js';
import { RoomPeer } from '../../helpers/room-peer.js';
import { healthOf, startServer } from '../../helpers/room-server.js';
import { cameraRequest } from '../../helpers/rtp.js';

const CHILD = fileURLToPath(new URL('../../helpers/server-child.mjs', import.meta.url));

/** What a process may hold at its end: its own input and output, and what is being closed in this turn. */
const HARMLESS = ['PipeWrap', 'TTYWrap', 'Immediate', 'CloseReq', 'FSReqCallback', 'FSReqPromise'];

let server: SfuRoomServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** Runs a server in a process of its own (the built one, as people run it), and uses it meanwhile. */
async function runChild(use: (url: string) => Promise<void>): Promise<{ left: string[]; code: number | null }> {
  const child = spawn(process.execPath, [CHILD], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  // Killed, and so failed, if it does not end.
  const patience = setTimeout(() => child.kill('SIGKILL'), 10_000);
  try {
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const nextLine = async (): Promise<string> => String((await lines.next()).value);
    await use(await nextLine());
    child.stdin.end();
    const left = JSON.parse(await nextLine()) as string[];
    const [code] = await exited;
    return { left: left.filter((resource) => !HARMLESS.includes(resource)), code };
  } finally {
    clearTimeout(patience);
    child.kill('SIGKILL');
  }
}

describe('a process that closed its server', () => {
  test('ends by itself, with nothing open, when nobody came', async () => {
    expect(await runChild(() => Promise.resolve())).toEqual({ left: [], code: 0 });
  });

  test('ends by itself, with nothing open, in the middle of a call and with a peer that is lost', async () => {
    const { left, code } = await runChild(async (url) => {
      const [ada, bob] = [await RoomPeer.join(url, 'kitchen'), await RoomPeer.join(url, 'kitchen')];
      await ada.request('produce', { producers: [cameraRequest()] });
      await bob.hear('consumerAdded');
      await bob.lose();
      await ada.hear('peerChanged');
      await (await fetch(`${url}/healthz`)).text();
    });
    expect({ left, code }).toEqual({ left: [], code: 0 });
  });
});

describe('close', () => {
  test('frees the ports: the next server can have them', async () => {
    server = await startServer();
    const { port, mediaPorts } = server;
    await server.close();
    const [mediaPort = 0] = mediaPorts;
    server = await startServer({ port, mediaPort });
    expect([server.port, server.mediaPorts]).toEqual([port, [mediaPort]]);
  });

  test('cuts its clients, which may come back to the next server as who they were', async () => {
    server = await startServer();
    const ada = await RoomPeer.join(server.url, 'kitchen');
    await server.close();
    await ada.until('the socket is cut', () => ada.disconnected);
    expect(ada.heard('ended')).toEqual([]);
    server = await startServer();
    const back = await ada.comeBack(server.url);
    expect(back.id).toBe(ada.id);
    back.close();
  });

  test('does not wait for connections that say nothing', async () => {
    server = await startServer();
    const silent = await new Promise<Socket>((resolve) => {
      const socket = connect(server?.port ?? 0, '127.0.0.1', () => resolve(socket));
      socket.on('error', () => undefined);
    });
    // The server has accepted it once it answers something later.
    await healthOf(server);
    const begin = performance.now();
    await server.close();
    expect(performance.now() - begin).toBeLessThan(3_000);
    silent.destroy();
  });

  test('does not wait for clients that are too dead to answer', async () => {
    server = await startServer();
    const dead = connect(server.port, '127.0.0.1');
    dead.on('error', () => undefined);
    const upgrade = [
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
      'Host: localhost',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      '\r\n',
    ].join('\r\n');
    await new Promise((resolve) => {
      dead.once('data', resolve);
      dead.write(upgrade);
    });
    dead.pause();
    const begin = performance.now();
    await server.close();
    expect(performance.now() - begin).toBeLessThan(3_000);
    dead.destroy();
  });

  test('does not wait for a worker that hangs', async () => {
    const started: number[] = [];
    const note = ({ pid }: { pid: number }): unknown => started.push(pid);
    observer.on('newworker', note);
    server = await startServer();
    observer.off('newworker', note);
    const [pid = 0] = started;
    process.kill(pid, 'SIGSTOP');
    await server.close();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  test('while somebody joins refuses the join and closes all the same', async () => {
    server = await startServer();
    const joins = Array.from({ length: 5 }, (_, index) => RoomPeer.join(server?.url ?? '', `room-${index}`));
    const settled = Promise.allSettled(joins);
    await server.close();
    for (const result of await settled) if (result.status === 'fulfilled') result.value.close();
  });
});

describe('a server that cannot start', () => {
  test('because its port is taken says so, and leaves nothing behind', async () => {
    const other = createTcpServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port));
    });
    await expect(startServer({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await new Promise((resolve) => other.close(resolve));
    server = await startServer({ port });
  });

  test('because its media port is taken says so, and leaves nothing behind', async () => {
    const other = createSocket('udp4');
    const mediaPort = await new Promise<number>((resolve) => {
      other.bind(0, '127.0.0.1', () => resolve(other.address().port));
    });
    await expect(startServer({ mediaPort })).rejects.toThrow();
    await new Promise<void>((resolve) => other.close(() => resolve()));
    server = await startServer({ mediaPort });
    expect(server.mediaPorts).toEqual([mediaPort]);
  });
});
