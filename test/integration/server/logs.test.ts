import { afterEach, describe, expect, test } from 'vitest';
import { createLogger } from '../../../backend/src/logger.js';
import type { SfuRoomServer } from '../../../backend/src/server.js';
import { LogLines } from '../../helpers/log-lines.js';
import { RoomPeer } from '../../helpers/room-peer.js';
import { startServer } from '../../helpers/room-server.js';
import { cameraRequest } from '../../helpers/rtp.js';
import { SECRET, tokenOf } from '../../helpers/tokens.js';
import { until } from '../../helpers/until.js';
import { workersOf } from '../../helpers/server-process.mjs';

/** What people are known by. */
const PERSONAL = {
  name: 'Ada-Lovelace-herself',
  identity: 'ada@example.test',
  message: 'what-Ada-says-to-Bob',
  data: 'what-the-page-says',
  label: 'the-label-of-Ada',
  address: '127.0.0.1',
};

/** What lets somebody in. */
const HEADER_SECRET = 'a-cookie-of-somebody';

let server: SfuRoomServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** Joins, messages, lost sockets, refusals, errors and a dead worker: what happens on a server. */
async function liveThroughADay(level: 'info' | 'debug'): Promise<{ lines: LogLines; secrets: string[] }> {
  const lines = new LogLines();
  server = await startServer({ secret: [SECRET], logger: createLogger(level, lines), gracePeriod: 60_000 });
  const { url } = server;
  const { name, identity, message, data, label } = PERSONAL;
  const token = await tokenOf({ room: 'kitchen', sub: identity, name });
  const api = await tokenOf({ api: true });
  const secrets = [token, api, SECRET, HEADER_SECRET];

  const ada = await RoomPeer.join(url, 'kitchen', { token, name });
  const bob = await RoomPeer.join(url, 'kitchen', { token: await tokenOf({ room: 'kitchen', sub: 'bob' }), name });
  secrets.push(ada.snapshot.session.secret, bob.snapshot.session.secret);
  await ada.request('produce', { producers: [cameraRequest({ label, source: 'custom' })] });
  await ada.request('sendMessage', { id: crypto.randomUUID(), text: message });
  await ada.request('sendData', { topic: 'topic', data });
  await bob.hear('message');
  await ada.ask('updateSelf', { name: [name] });
  await ada.ask(`no-such-request-${message}`, { text: message });
  await ada.ask('updateToken', { token: `${token}x` });
  ada.tell('sendMessage', { text: message });
  await expect(RoomPeer.join(url, 'kitchen', { token: `${token}x`, name })).rejects.toThrow();
  await expect(RoomPeer.enter(url, { token, name, room: 7 })).rejects.toThrow();

  const headers = { authorization: `Bearer ${api}`, cookie: HEADER_SECRET, 'user-agent': name };
  const ask = async (path: string, init: RequestInit = {}): Promise<number> =>
    (await fetch(url + path, { headers, ...init })).status;
  await ask(`/healthz?token=${token}`);
  await ask(`/sfu-room/rooms/kitchen/presence?token=${token}&name=${name}`);
  await ask(`/nowhere?token=${token}`);
  await ask('/sfu-room/api/rooms');
  const told = {
    method: 'POST',
    body: JSON.stringify({ text: message }),
    headers: { ...headers, 'content-type': 'application/json' },
  };
  await ask('/sfu-room/api/rooms/kitchen/messages', told);
  await ask('/sfu-room/api/rooms', { method: 'POST', body: `{"name": "${message}`, headers: told.headers });
  await ask('/sfu-room/api/rooms', { headers: { authorization: `Bearer ${api}x` } });

  for (const pid of workersOf(process.pid)) process.kill(pid, 'SIGKILL');
  await bob.until('it has new media', () => bob.snapshots.length === 2);
  await ada.lose();
  const again = await ada.comeBack(url, { token });
  await again.leave();
  await bob.leave();
  await until('the room is over', () => lines.find('room closed'));
  return { lines, secrets };
}

describe('the log of a server', () => {
  test('tells at info what happens, and nothing of who people are, what they say, and what lets them in', async () => {
    const { lines, secrets } = await liveThroughADay('info');
    const messages = lines.entries.map(({ msg }) => msg);
    expect(messages).toEqual(
      expect.arrayContaining(['room opened', 'peer joined', 'join refused', 'peer recovered', 'peer left']),
    );
    expect(messages).toEqual(expect.arrayContaining(['media worker died, replacing it', 'http request answered']));
    for (const word of [...Object.values(PERSONAL), ...secrets]) expect(lines.text).not.toContain(word);
  });

  test('tells at debug where requests come from, and still no secret', async () => {
    const { lines, secrets } = await liveThroughADay('debug');
    for (const word of secrets) expect(lines.text).not.toContain(word);
    expect(lines.entries).toContainEqual(
      expect.objectContaining({ msg: 'http request answered', path: '/nowhere', status: 404, address: '127.0.0.1' }),
    );
    expect(lines.entries).toContainEqual(expect.objectContaining({ msg: 'request refused', code: 'payload-invalid' }));
  });

  test('has the ids of room, peer and request on the lines that are about them', async () => {
    const { lines } = await liveThroughADay('debug');
    const about = (msg: string): Record<string, unknown> => lines.find(msg) ?? {};
    for (const msg of ['room opened', 'room closed', 'room lost its worker, rebuilding']) {
      expect(about(msg).room).toBe('kitchen');
    }
    for (const msg of ['peer joined', 'peer left', 'peer recovered', 'track published']) {
      expect(about(msg)).toMatchObject({ room: 'kitchen', peer: expect.any(String) as string });
    }
    expect(about('a message that asks for no answer is dropped')).toMatchObject({ room: 'kitchen' });
    expect(about('http request answered').request).toMatch(/^[0-9a-f-]{36}$/);
    // No field stands twice in a line: JSON would hide the one.
    for (const field of ['room', 'peer', 'request']) {
      expect(lines.lines.filter((line) => line.split(`"${field}":`).length > 2)).toEqual([]);
    }
  });

  test('gives the answer to an HTTP request its id, and keeps that of a proxy', async () => {
    const lines = new LogLines();
    server = await startServer({ logger: createLogger('debug', lines) });
    const answered = async (id?: string): Promise<string | null> => {
      const response = await fetch(`${server?.url ?? ''}/healthz`, id ? { headers: { 'X-Request-Id': id } } : {});
      return response.headers.get('x-request-id');
    };
    expect(await answered('from-a-proxy.7')).toBe('from-a-proxy.7');
    const own = await answered();
    expect(own).toMatch(/^[0-9a-f-]{36}$/);
    expect(await answered('no id at all, but a sentence')).toMatch(/^[0-9a-f-]{36}$/);
    await until(
      'all are written',
      () => lines.entries.filter(({ msg }) => msg === 'http request answered').length === 3,
    );
    expect(lines.entries.map(({ request }) => request)).toEqual(expect.arrayContaining(['from-a-proxy.7', own]));
  });
});
