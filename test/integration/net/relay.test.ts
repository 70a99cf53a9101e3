import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Relay, RELAY_HOST, SERVER_HOST } from '../../net/relay.mjs';

/** How long it is listened before it is said that nothing came, in ms. */
const SILENCE = 150;

let server: Server;
let udpServer: UdpSocket;
let accepted: Socket[];
/** Ports that the server has seen UDP come from. */
let seen: number[];
let relay: Relay;
let clients: { close(): void }[];

beforeEach(async () => {
  accepted = [];
  seen = [];
  clients = [];
  server = createServer((socket) => {
    accepted.push(socket);
    socket.on('data', (data) => socket.write(data));
    socket.on('error', () => undefined);
  });
  server.listen(0, SERVER_HOST);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  udpServer = createSocket('udp4');
  udpServer.on('message', (data, { address, port: from }) => {
    seen.push(from);
    udpServer.send(data, from, address);
  });
  udpServer.bind(port, SERVER_HOST);
  await once(udpServer, 'listening');
  relay = await Relay.open(port);
});

afterEach(async () => {
  for (const client of clients) client.close();
  await relay.close();
  for (const socket of accepted) socket.destroy();
  udpServer.close();
  await new Promise((resolve) => server.close(resolve));
});

interface Client {
  say(text: string): void;
  /** What has come back so far. */
  heard(): string;
  /** Resolves with the time that it took, in ms. */
  hears(text: string): Promise<number>;
  ended: string | null;
  close(): void;
}

function client(open: (onData: (data: Buffer) => void) => Pick<Client, 'say' | 'close'>): Client {
  let heard = '';
  const watchers = new Set<() => void>();
  const it: Client = {
    ended: null,
    heard: () => heard,
    hears: async (text) => {
      const begin = performance.now();
      await new Promise<void>((resolve) => {
        const look = (): void => {
          if (!heard.includes(text)) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
      });
      return performance.now() - begin;
    },
    ...open((data) => {
      heard += data.toString();
      for (const look of [...watchers]) look();
    }),
  };
  clients.push(it);
  return it;
}

async function tcpClient(): Promise<Client> {
  const socket = connect(relay.port, RELAY_HOST);
  const it = client((onData) => {
    socket.on('data', onData);
    return { say: (text) => socket.write(text), close: () => socket.destroy() };
  });
  socket.on('error', (error: NodeJS.ErrnoException) => (it.ended = error.code ?? 'error'));
  socket.on('end', () => (it.ended ??= 'end'));
  await new Promise((resolve) => {
    socket.on('connect', resolve);
    socket.on('close', resolve);
  });
  return it;
}

function udpClient(): Client {
  const socket = createSocket('udp4');
  return client((onData) => {
    socket.on('message', onData);
    return { say: (text) => socket.send(text, relay.port, RELAY_HOST), close: () => socket.close() };
  });
}

const silence = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, SILENCE));

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
};

const CLIENTS: [string, () => Client | Promise<Client>][] = [
  ['TCP', tcpClient],
  ['UDP', udpClient],
];

describe.each(CLIENTS)('%s through the relay', (name, open) => {
  const counter = (): Relay['tcp'] => (name === 'TCP' ? relay.tcp : relay.udp);

  test('passes both ways, and is counted', async () => {
    const ann = await open();
    ann.say('hello');
    await ann.hears('hello');
    expect(counter()).toEqual({ up: { packets: 1, bytes: 5 }, down: { packets: 1, bytes: 5 } });
  });

  test('is as late as it is told, each way', async () => {
    const ann = await open();
    ann.say('warm');
    await ann.hears('warm');
    relay.delay = 100;
    ann.say('late');
    expect(await ann.hears('late')).toBeGreaterThanOrEqual(198);
    relay.delay = 0;
    ann.say('soon');
    expect(await ann.hears('soon')).toBeLessThan(150);
  });

  test('is silent while blocked, and passes again after', async () => {
    const ann = await open();
    ann.say('before ');
    await ann.hears('before');
    relay.block();
    ann.say('within ');
    await silence();
    expect(ann.heard()).toBe('before ');
    expect(ann.ended).toBeNull();
    relay.unblock();
    ann.say('after');
    await ann.hears('after');
    // As TCP repeats and UDP does not.
    expect(ann.heard()).toBe(name === 'TCP' ? 'before within after' : 'before after');
  });
});

describe('TCP through the relay', () => {
  test('keeps its order when the delay becomes shorter', async () => {
    const ann = await tcpClient();
    relay.delay = 60;
    ann.say('first ');
    await silence();
    relay.delay = 120;
    ann.say('second ');
    relay.delay = 0;
    ann.say('third');
    await ann.hears('third');
    expect(ann.heard()).toBe('first second third');
  });

  test('pays for its opening with what it says first', async () => {
    relay.delay = 50;
    const ann = await tcpClient();
    ann.say('one');
    expect(await ann.hears('one')).toBeGreaterThanOrEqual(198);
    ann.say('two');
    const second = await ann.hears('two');
    expect(second).toBeGreaterThanOrEqual(98);
    expect(second).toBeLessThan(190);
  });

  test('that is cut is reset on both sides, and refused until it is mended', async () => {
    const ann = await tcpClient();
    ann.say('hello');
    await ann.hears('hello');
    const closed = new Promise((resolve) => accepted[0]?.on('close', resolve));
    await relay.cut();
    await closed;
    await until(() => ann.ended !== null);
    expect(ann.ended).toBe('ECONNRESET');
    expect((await tcpClient()).ended).toBe('ECONNREFUSED');
    await relay.mend();
    const bob = await tcpClient();
    bob.say('again');
    await bob.hears('again');
  });

  test('that is stranded says nothing any more, while new connections pass', async () => {
    const ann = await tcpClient();
    ann.say('hello');
    await ann.hears('hello');
    relay.strand();
    ann.say(' there');
    accepted[0]?.write('anybody?');
    const bob = await tcpClient();
    bob.say('new');
    await bob.hears('new');
    await silence();
    expect([ann.heard(), ann.ended]).toEqual(['hello', null]);
  });

  test('hands an end on', async () => {
    const ann = await tcpClient();
    ann.say('hello');
    await ann.hears('hello');
    accepted[0]?.end('bye');
    await ann.hears('bye');
    await until(() => ann.ended !== null);
    expect(ann.ended).toBe('end');
  });

  test('to a server that is not there is reset', async () => {
    await new Promise((resolve) => server.close(resolve));
    const ann = await tcpClient();
    await until(() => ann.ended !== null);
    expect(ann.ended).toBe('ECONNRESET');
    server.listen(relay.port, SERVER_HOST);
    await once(server, 'listening');
  });
});

describe('UDP through the relay', () => {
  test('comes from one port for each client, and from another after rebind', async () => {
    const [ann, bob] = [udpClient(), udpClient()];
    for (const [who, text] of [
      [ann, 'a'],
      [bob, 'b'],
      [ann, 'c'],
    ] as const) {
      who.say(text);
      await who.hears(text);
    }
    expect(seen[2]).toBe(seen[0]);
    expect(seen[1]).not.toBe(seen[0]);
    relay.rebind();
    ann.say('d');
    await ann.hears('d');
    expect(seen.slice(0, 3)).not.toContain(seen[3]);
    const [port = 0] = seen;
    udpServer.send('to the old port', port, SERVER_HOST);
    await silence();
    expect(ann.heard()).toBe('acd');
  });
});
