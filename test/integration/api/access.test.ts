import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { ApiClient, API_SECRET, apiToken } from '../../helpers/api-client.js';
import { startServer, usingServer } from '../../helpers/room-server.js';
import { tokenOf } from '../../helpers/tokens.js';

const server = usingServer({ secret: [API_SECRET] });
let api: ApiClient;

beforeAll(async () => {
  api = await ApiClient.open(server.url);
});

describe('a token for some rooms', () => {
  it('sees and changes these alone, and is told nothing of the others', async () => {
    const token = await apiToken({ api: true, room: 'school-*' });
    await server.join('school-a', { token: await apiToken({ room: 'school-a' }) });
    await server.join('office', { token: await apiToken({ room: 'office' }) });
    const { body } = await api.call('listRooms', { token });
    expect((body as { rooms: { name: string }[] }).rooms.map(({ name }) => name)).toEqual(['school-a']);
    expect(await api.codeOf('getRoom', { token, room: 'school-a' })).toBe('none');
    // The same answer, whether it is there or not.
    for (const room of ['office', 'empty', 'school']) {
      expect(await api.codeOf('getRoom', { token, room }), room).toBe('not-permitted');
      expect(await api.codeOf('endRoom', { token, room }), room).toBe('not-permitted');
    }
    expect(await api.codeOf('openRoom', { token, body: { name: 'office-2' } })).toBe('not-permitted');
    expect(await api.codeOf('getStats', { token })).toBe('not-permitted');
  });

  it.each([
    [{ room: 'school-a' }, 'none'],
    [{ room: 'school-*' }, 'none'],
    [{ room: 'school-b*', api: true }, 'none'],
    [{ room: '*' }, 'not-permitted'],
    [{ room: 's*' }, 'not-permitted'],
    [{ room: '*school-a' }, 'not-permitted'],
    [{ room: 'office' }, 'not-permitted'],
    [{ api: true }, 'not-permitted'],
    [{}, 'payload-invalid'],
  ])('that makes one of %j is answered with %s', async (body, code) => {
    const token = await apiToken({ api: true, room: 'school-*' });
    expect(await api.codeOf('signToken', { token, body })).toBe(code);
  });
});

describe('a token that ends', () => {
  const hour = 3_600_000;
  const expiryOf = async (expiresIn: number | null, body: object): Promise<number> => {
    const token = await tokenOf({ api: true }, expiresIn, API_SECRET);
    const answer = await api.call('signToken', { token, body });
    return ((answer.body as { expiresAt: number }).expiresAt - Date.now()) / hour;
  };

  it('makes tokens for the API that end no later', async () => {
    expect(await expiryOf(hour, { api: true, expiresIn: 9 * hour })).toBeCloseTo(1, 2);
    expect(await expiryOf(hour, { api: true, room: 'a', expiresIn: 9 * hour })).toBeCloseTo(1, 2);
    expect(await expiryOf(9 * hour, { api: true, expiresIn: hour })).toBeCloseTo(1, 2);
    expect(await expiryOf(null, { api: true, expiresIn: 9 * hour })).toBeCloseTo(9, 2);
  });

  it('makes tokens for calls that outlast it', async () => {
    expect(await expiryOf(hour, { room: 'a', expiresIn: 9 * hour })).toBeCloseTo(9, 2);
  });
});

describe('a claim that is none', () => {
  it.each([
    [{ room: 'a', moderate: true }],
    [{ room: 'a', permissions: { moderator: true } }],
    [{ room: 'a', limits: { peers: 0 } }],
    [{ room: 'two words' }],
    [{ room: 'a', expiresIn: 0 }],
  ])('makes no token: %j', async (body) => {
    expect(await api.codeOf('signToken', { body })).toBe('payload-invalid');
  });
});

describe('a server', () => {
  it('without a secret lets nobody use the API, and says which setting to set', async () => {
    const open = await startServer();
    try {
      const client = await ApiClient.open(open.url);
      for (const id of client.ids) {
        const { status, body } = await client.call(id, { room: 'standup', body: client.hasBody(id) ? {} : undefined });
        expect(status, id).toBe(403);
        expect(body, id).toMatchObject({ error: { code: 'not-permitted' } });
        expect(JSON.stringify(body), id).toMatch('--secret');
      }
    } finally {
      await open.close();
    }
  });

  it('has no API where that is switched off', async () => {
    const without = await startServer({ secret: [API_SECRET], api: false });
    try {
      for (const path of ['', '/', '/openapi.json', '/rooms']) {
        const response = await fetch(`${without.url}/sfu-room/api${path}`);
        expect(response.status, path).toBe(404);
        expect(await response.json()).toMatchObject({ error: { code: 'not-found' } });
      }
    } finally {
      await without.close();
    }
  });

  it('that has public keys alone makes no tokens, and says why', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const folder = await mkdtemp(join(tmpdir(), 'sfu-room-api-'));
    const tokenKeys = join(folder, 'public.pem');
    await writeFile(tokenKeys, publicKey.export({ type: 'spki', format: 'pem' }));
    const verifying = await startServer({ tokenKeys });
    try {
      const client = await ApiClient.open(verifying.url);
      const token = await new SignJWT({ api: true }).setProtectedHeader({ alg: 'ES256' }).sign(privateKey);
      expect(await client.codeOf('listRooms', { token })).toBe('none');
      const { status, body } = await client.call('signToken', { token, body: { room: 'standup' } });
      expect(status).toBe(403);
      expect(body).toMatchObject({
        error: { code: 'not-permitted', message: expect.stringMatching('secret') as string },
      });
    } finally {
      await verifying.close();
      await rm(folder, { recursive: true });
    }
  });
});

describe('pages', () => {
  const rooms = (url: string): string => `${url}/sfu-room/api/rooms`;

  it('of the listed origins alone may read the answers', async () => {
    const origins = ['https://office.example'];
    const listing = await startServer({ secret: [API_SECRET], origins });
    try {
      const headers = { authorization: `Bearer ${await apiToken()}` };
      const allowed = await fetch(rooms(listing.url), { headers: { ...headers, origin: 'https://office.example' } });
      expect(allowed.headers.get('access-control-allow-origin')).toBe('https://office.example');
      expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
      const other = await fetch(rooms(listing.url), { headers: { ...headers, origin: 'https://evil.example' } });
      expect(other.headers.get('access-control-allow-origin')).toBeNull();
      const preflight = await fetch(`${rooms(listing.url)}/a/peers/b`, {
        method: 'OPTIONS',
        headers: { origin: 'https://office.example', 'access-control-request-method': 'DELETE' },
      });
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get('access-control-allow-methods')).toBe('GET, POST, PATCH, DELETE');
      expect(preflight.headers.get('access-control-allow-headers')).toBe('Authorization, Content-Type');
    } finally {
      await listing.close();
    }
  });
});

describe('what is no operation', () => {
  it.each([
    ['GET', '/nothing'],
    ['PUT', '/rooms/a'],
    ['POST', '/rooms/a/peers/b/explode'],
  ])('%s %s is not found', async (method, path) => {
    const response = await fetch(`${server.url}/sfu-room/api${path}`, { method });
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ error: { code: 'not-found', message: expect.any(String) as string } });
  });

  it('is an address or a body that cannot be read', async () => {
    const headers = { authorization: `Bearer ${await apiToken()}`, 'content-type': 'application/json' };
    const url = `${server.url}/sfu-room/api/rooms`;
    for (const response of [
      await fetch(`${url}/%ff`, { headers }),
      await fetch(url, { method: 'POST', headers, body: '{"name":' }),
      await fetch(url, { method: 'POST', headers: { ...headers, 'content-type': 'text/plain' }, body: '{"name":"a"}' }),
    ]) {
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ error: { code: 'payload-invalid' } });
    }
  });
});
