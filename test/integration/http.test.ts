import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createApp, type AppOptions } from '../../backend/src/http/app.js';
import { presencePath } from '../../widget/src/protocol/index.js';

const SCRIPT = `export const loaded = ${JSON.stringify('a script that can be compressed '.repeat(50))};\n`;
const CHUNK = 'export default {};\n';
const YEAR = 'public, max-age=31536000, immutable';

let folder: string;
const servers: Server[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sfu-room-http-'));
  await mkdir(join(folder, 'widget/sfu-room'), { recursive: true });
  await mkdir(join(folder, 'site'));
  await writeFile(join(folder, 'widget/sfu-room.js'), SCRIPT);
  await writeFile(join(folder, 'widget/sfu-room.js.map'), '{}');
  await writeFile(join(folder, 'widget/sfu-room/de-x1.js'), CHUNK);
  await writeFile(join(folder, 'widget/notes.txt'), 'not served');
  await writeFile(join(folder, 'site/index.html'), '<title>Rooms</title>');
  await mkdir(join(folder, 'site/docs/embed'), { recursive: true });
  await writeFile(join(folder, 'site/docs/embed/index.html'), '<title>Embed</title>');
});

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

afterAll(() => rm(folder, { recursive: true }));

/** The app on a free port, and a fetch that goes there. */
async function serving(options: Partial<AppOptions> = {}) {
  const app = await createApp({
    capabilities: { protocol: 1, rtpCapabilities: {} },
    health: () => ({ workers: 1, rooms: 2, peers: 3 }),
    ready: () => true,
    presence: () => ({ peers: [], count: 0 }),
    origins: ['*'],
    widgetDir: join(folder, 'widget'),
    siteDir: join(folder, 'site'),
    ...options,
  });
  const server = createServer(app);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(`http://127.0.0.1:${port}${path}`, { method, headers: { 'accept-encoding': 'identity', ...headers } });
}

describe('the script', () => {
  it('can be embedded by a page of any origin, isolated ones too', async () => {
    const get = await serving({ origins: ['https://only.example'] });
    const response = await get('/sfu-room.js', { origin: 'https://other.example' });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(SCRIPT);
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('is asked for anew each time, and sent only when it changed', async () => {
    const get = await serving();
    const first = await get('/sfu-room.js');
    const etag = first.headers.get('etag') ?? '';
    expect(first.headers.get('cache-control')).toBe('no-cache');
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    // As browsers ask; without it, Node's fetch would add no-cache, which wants the body.
    const revalidate = { 'cache-control': 'max-age=0' };
    const second = await get('/sfu-room.js', { ...revalidate, 'if-none-match': etag });
    expect(second.status).toBe(304);
    expect(second.headers.get('access-control-allow-origin')).toBe('*');
    expect((await get('/sfu-room.js', { ...revalidate, 'if-none-match': '"other"' })).status).toBe(200);
  });

  it.each([
    ['br', 'gzip, deflate, br, zstd'],
    ['gzip', 'gzip, deflate'],
    [null, 'identity'],
    [null, 'br;q=0'],
  ])('comes as %s to whoever accepts "%s"', async (encoding, accepted) => {
    const get = await serving();
    const response = await get('/sfu-room.js', { 'accept-encoding': accepted });
    expect(response.headers.get('content-encoding')).toBe(encoding);
    expect(response.headers.get('vary')).toMatch('Accept-Encoding');
    expect(await response.text()).toBe(SCRIPT);
    if (encoding !== null) {
      expect(Number(response.headers.get('content-length'))).toBeLessThan(SCRIPT.length / 2);
      expect(response.headers.get('etag')).toMatch(new RegExp(`-${encoding}"$`));
    }
  });

  it('answers HEAD without a body', async () => {
    const get = await serving();
    const response = await get('/sfu-room.js', {}, 'HEAD');
    expect(response.headers.get('content-length')).toBe(String(SCRIPT.length));
    expect(await response.text()).toBe('');
  });

  it('is there for ever under a hashed URL, with all that it imports', async () => {
    const get = await serving();
    const hashed = (await get('/sfu-room.js')).headers.get('content-location') ?? '';
    expect(hashed).toMatch(/^\/sfu-room\/[0-9a-f]{16}\/sfu-room\.js$/);
    const script = await get(hashed);
    expect(await script.text()).toBe(SCRIPT);
    expect(script.headers.get('cache-control')).toBe(YEAR);
    expect(script.headers.get('content-location')).toBeNull();
    for (const base of ['/sfu-room.js', hashed]) {
      const chunk = await get(new URL('./sfu-room/de-x1.js', `http://host${base}`).pathname);
      expect(await chunk.text()).toBe(CHUNK);
      expect(chunk.headers.get('cache-control')).toBe(YEAR);
      const map = await get(`${base}.map`);
      expect(map.headers.get('content-type')).toBe('application/json; charset=utf-8');
    }
  });

  it('has another hashed URL when anything in the bundle is other', async () => {
    const hashedUrl = async (widgetDir: string) =>
      (await (await serving({ widgetDir }))('/sfu-room.js')).headers.get('content-location');
    const other = join(folder, 'other');
    await mkdir(join(other, 'sfu-room'), { recursive: true });
    await writeFile(join(other, 'sfu-room.js'), SCRIPT);
    await writeFile(join(other, 'sfu-room/de-x1.js'), `${CHUNK}\n`);
    expect(await hashedUrl(other)).not.toBe(await hashedUrl(join(folder, 'widget')));
  });

  it('is the only thing of its folder, with its chunks and maps', async () => {
    const get = await serving();
    expect((await get('/notes.txt')).status).toBe(404);
    expect((await get('/sfu-room/../notes.txt')).status).toBe(404);
    expect((await get('/sfu-room/0123456789abcdef/sfu-room.js')).status).toBe(404);
  });

  it('must be there when its folder is named', async () => {
    await expect(serving({ widgetDir: join(folder, 'site') })).rejects.toThrow('There is no sfu-room.js');
  });
});

describe('the capabilities', () => {
  it('are read by pages of every origin', async () => {
    const response = await (await serving())('/sfu-room/capabilities', { origin: 'https://any.example' });
    expect(await response.json()).toEqual({ protocol: 1, rtpCapabilities: {} });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('cache-control')).toBe('no-cache');
  });

  it('are read by pages of the listed origins only', async () => {
    const get = await serving({ origins: ['https://a.example', 'https://b.example'] });
    const allowed = await get('/sfu-room/capabilities', { origin: 'https://b.example' });
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://b.example');
    expect(allowed.headers.get('vary')).toMatch('Origin');
    for (const origin of ['https://c.example', 'https://b.example.evil.example', 'null']) {
      const refused = await get('/sfu-room/capabilities', { origin });
      expect(refused.headers.get('access-control-allow-origin'), origin).toBeNull();
      expect(refused.headers.get('vary')).toMatch('Origin');
    }
  });
});

describe('who is present in a room', () => {
  const PRESENT = { peers: [{ name: 'Ada' }, { name: '' }], count: 2 };
  const presence = (room: string) => (room === 'A-Z_0.9~' ? PRESENT : { peers: [], count: 0 });

  it('is an error in JSON where it fails, without its details', async () => {
    const get = await serving({
      presence: () => {
        throw new Error('private');
      },
    });
    const response = await get(presencePath('standup'));
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ error: { code: 'server-error' } });
    expect(text).not.toMatch('private');
  });

  it('is read by pages of every origin, and never kept', async () => {
    const get = await serving({ presence });
    const response = await get('/sfu-room/rooms/A-Z_0.9~/presence', { origin: 'https://any.example' });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(PRESENT);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('is nobody for a room that does not exist', async () => {
    const response = await (await serving({ presence }))('/sfu-room/rooms/empty/presence');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ peers: [], count: 0 });
  });

  it.each(['two%20words', 'k%C3%BCche', 'a%2Fb', 'x'.repeat(65), '%25'])(
    'is refused for %s, which is no name of a room, so that a page can read why',
    async (room) => {
      const get = await serving();
      const response = await get(`/sfu-room/rooms/${room}/presence`, { origin: 'https://any.example' });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ error: { code: 'room-name-invalid' } });
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
    },
  );

  it('may be asked for with a token, by pages of the listed origins only', async () => {
    const get = await serving({ origins: ['https://a.example'] });
    const preflight = (origin: string) =>
      get(
        '/sfu-room/rooms/standup/presence',
        { origin, 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' },
        'OPTIONS',
      );
    const allowed = await preflight('https://a.example');
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://a.example');
    expect(allowed.headers.get('access-control-allow-headers')).toBe('Authorization');
    expect((await preflight('https://c.example')).headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('the health', () => {
  it('is ok while a worker runs', async () => {
    const response = await (await serving())('/healthz');
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({ status: 'ok', workers: 1, rooms: 2, peers: 3 });
  });

  it('is 503 when none does', async () => {
    const response = await (await serving({ health: () => ({ workers: 0, rooms: 0, peers: 0 }) }))('/healthz');
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ status: 'no-workers' });
  });
});

describe('the site', () => {
  it('is served at the root, under a policy of its own', async () => {
    const response = await (await serving())('/?room=standup');
    expect(await response.text()).toBe('<title>Rooms</title>');
    expect(response.headers.get('content-type')).toMatch('text/html');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.get('content-security-policy')).toMatch("default-src 'self'");
    expect(response.headers.get('x-powered-by')).toBeNull();
  });

  it('has its pages in folders, and leads to them who leaves the slash out', async () => {
    const get = await serving();
    const response = await get('/docs/embed/');
    expect(await response.text()).toBe('<title>Embed</title>');
    expect(response.headers.get('content-security-policy')).toMatch("default-src 'self'");
    const led = await get('/docs/embed');
    expect(led.redirected).toBe(true);
    expect(await led.text()).toBe('<title>Embed</title>');
  });

  it('can be left out, and the widget stays', async () => {
    const get = await serving({ serveSite: false });
    expect((await get('/')).status).toBe(404);
    expect((await get('/sfu-room.js')).status).toBe(200);
  });
});

describe('what is not there', () => {
  it.each(['/sfu-room/nothing', '/sfu-room/api/rooms', '/sfu-room', '/sfu-room.json'])(
    'is told programs in JSON: %s',
    async (path) => {
      const response = await (await serving())(path);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ error: { code: 'not-found' } });
      expect(response.headers.get('cache-control')).toBe('no-store');
    },
  );

  it('is told people in words', async () => {
    const response = await (await serving())('/nothing');
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toMatch('text/plain');
  });

  it('includes other methods', async () => {
    const get = await serving();
    for (const path of ['/sfu-room.js', '/sfu-room/capabilities', presencePath('standup'), '/healthz']) {
      expect((await get(path, {}, 'POST')).status, path).toBe(404);
    }
  });

  it('includes addresses that cannot be read', async () => {
    const response = await (await serving())('/sfu-room/%ff');
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
  });
});
