import { execFile } from 'node:child_process';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { API_SECRET, apiToken } from '../helpers/api-client.js';
import { usingServer } from '../helpers/room-server.js';

/** The built one, as people run it. */
const MAIN = fileURLToPath(new URL('../../backend/dist/main.js', import.meta.url));

const server = usingServer({ secret: [API_SECRET] });
const strangers: Server[] = [];

afterEach(() => {
  for (const stranger of strangers.splice(0)) {
    stranger.closeAllConnections();
    stranger.close();
  }
});

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

async function rooms(args: readonly string[], env: Record<string, string> = {}): Promise<Outcome> {
  return await new Promise((resolve) => {
    const options = { env: { ...process.env, ...env }, timeout: 15_000 };
    execFile(process.execPath, [MAIN, 'rooms', ...args], options, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

const here = (): string[] => ['--url', server.url, '--secret', API_SECRET];

/** Something else that answers HTTP. */
async function stranger(answer: RequestListener): Promise<string> {
  const http = createServer(answer);
  strangers.push(http);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
}

describe('sfu-room rooms list', () => {
  it('prints the rooms as a table, whose fields hold no space', async () => {
    expect(await rooms(['list', ...here()])).toEqual({
      code: 0,
      stdout: 'ROOM  PEERS  TRACKS  SINCE  STATE\n',
      stderr: '',
    });
    const token = await apiToken({ room: '*', permissions: { moderate: true } });
    const ada = await server.join('a-long-name-of-a-room', { token });
    await server.join('a-long-name-of-a-room', { token });
    await server.join('b', { token });
    await ada.request('moderate', { action: 'rule', rules: { locked: true, lobby: true } });
    const { stdout } = await rooms(['list', ...here()]);
    const [head = '', ...lines] = stdout.trimEnd().split('\n');
    const fields = lines.map((line) => line.split(/ +/));
    expect(fields).toEqual([
      ['a-long-name-of-a-room', '2', '0', expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/), 'locked,lobby'],
      ['b', '1', '0', expect.any(String), 'open'],
    ]);
    for (const [line, [, peers = '']] of lines.map((line, index) => [line, fields[index] ?? []] as const)) {
      expect(line.indexOf(` ${peers} `) + 1).toBe(head.indexOf('PEERS'));
    }
  });

  it('prints JSON as the REST API gives it, with a token in place of the secret', async () => {
    await server.join('standup', { token: await apiToken({ room: 'standup' }) });
    const { code, stdout } = await rooms(['list', '--url', server.url, '--token', await apiToken(), '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ rooms: [{ name: 'standup', peers: 1, locked: false }] });
  });

  it('finds the server by its settings, as the server itself does', async () => {
    const env = { SFU_ROOM_SECRET: API_SECRET, SFU_ROOM_HOST: '0.0.0.0', SFU_ROOM_PORT: new URL(server.url).port };
    expect(await rooms(['list'], env)).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('sfu-room rooms end', () => {
  it('ends a room for everyone in it', async () => {
    const token = await apiToken({ room: 'standup' });
    const [ada, bob] = [await server.join('standup', { token }), await server.join('standup', { token })];
    expect(await rooms(['end', 'standup', ...here()])).toEqual({ code: 0, stdout: 'Ended standup.\n', stderr: '' });
    for (const peer of [ada, bob]) expect((await peer.hear('ended')).reason).toBe('ended');
    expect(await server.health()).toMatchObject({ rooms: 0, peers: 0 });
  });

  it('says so as JSON', async () => {
    await server.join('standup', { token: await apiToken({ room: 'standup' }) });
    const { stdout } = await rooms(['end', 'standup', '--json', ...here()]);
    expect(JSON.parse(stdout)).toEqual({ ended: 'standup' });
  });

  it('fails where there is no such room', async () => {
    expect(await rooms(['end', 'empty', ...here()])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'sfu-room: There is no room "empty".\n',
    });
  });
});

describe('what goes wrong is said in one sentence', () => {
  it.each([
    [['list'], 2, /^sfu-room: The REST API takes a token: give the secret .*\n$/],
    [['list', '--url', 'rooms'], 2, /^sfu-room: --url takes the address of a server, .* not "rooms"\.\n$/],
    [['list', '--url', 'ftp://a.example', '--token', 'x'], 2, /^sfu-room: --url takes .*\n$/],
    [
      ['list', '--url', 'http://127.0.0.1:1', '--token', 'x'],
      1,
      /^sfu-room: The server at http:\/\/127\.0\.0\.1:1 .*\n$/,
    ],
    [['end'], 2, /^sfu-room: missing required argument 'room'\n$/],
    [['lsit'], 2, /^sfu-room: unknown command 'lsit' \(Did you mean list\?\)\n$/],
  ])('%j ends with %i', async (args, code, sentence) => {
    const { stderr, ...rest } = await rooms(args);
    expect(rest).toEqual({ code, stdout: '' });
    expect(stderr).toMatch(sentence);
  });

  it('where the server does not know the secret', async () => {
    const other = 'another secret that is long enough too';
    const { code, stderr } = await rooms(['list', '--url', server.url, '--secret', other]);
    expect(code).toBe(1);
    expect(stderr).toBe('sfu-room: The token is signed by none of the keys of this server.\n');
  });

  it.each<[string, RequestListener]>([
    ['a page', (_, response) => response.writeHead(502).end('<h1>Bad gateway</h1>')],
    ['JSON of another kind', (_, response) => response.writeHead(404).end('{"error":"gone"}')],
  ])('where something else answers, with %s', async (_, answer) => {
    const url = await stranger(answer);
    const { code, stderr } = await rooms(['list', '--url', url, '--token', 'x']);
    expect(code).toBe(1);
    expect(stderr).toBe(
      `sfu-room: There is no REST API at ${url}: it is switched off there, or this is no sfu-room server.\n`,
    );
  });

  it('where the server sends elsewhere, which is not told the token', async () => {
    const asked: unknown[] = [];
    const elsewhere = await stranger((request, response) => {
      asked.push(request.headers.authorization);
      response.end('{"rooms":[]}');
    });
    const url = await stranger((_, response) => response.writeHead(307, { location: elsewhere }).end());
    expect(await rooms(['list', '--url', url, '--token', 'x'])).toMatchObject({ code: 1, stdout: '' });
    expect(asked).toEqual([]);
  });
});
