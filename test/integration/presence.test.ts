import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Authorize, JoinAttempt } from '../../backend/src/auth/authorize.js';
import { ANYBODY } from '../../backend/src/auth/grants.js';
import { createApp, type AppOptions } from '../../backend/src/http/app.js';
import { RequestError } from '../../backend/src/request-error.js';

const PRESENT = { peers: [{ name: 'Ada' }, { name: '' }], count: 2 };
const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

describe('who is present in a room, where tokens are asked for', () => {
  const authorize: Authorize = (attempt) => {
    attempts.push(attempt);
    const { room, token } = attempt;
    if (token === '') return Promise.reject(new RequestError('token-missing'));
    if (token === 'broken') return Promise.reject(new Error('the keys cannot be had'));
    if (token === 'guest') return Promise.reject(new RequestError('not-permitted'));
    return token === `for-${room}` ? Promise.resolve(ANYBODY) : Promise.reject(new RequestError('token-invalid'));
  };
  const attempts: JoinAttempt[] = [];

  /** The app on a free port, and a fetch that goes there. */
  async function serving(options: Partial<AppOptions> = {}) {
    const app = await createApp({
      capabilities: { protocol: 1, rtpCapabilities: {} },
      health: () => ({ workers: 1, rooms: 1, peers: 2 }),
      ready: () => true,
      presence: () => PRESENT,
      authorize,
      origins: ['*'],
      serveSite: false,
      ...options,
    });
    const server = createServer(app);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return (where: string, headers: Record<string, string> = {}) =>
      fetch(`http://127.0.0.1:${port}${where}`, { headers });
  }
  const path = '/sfu-room/rooms/A-Z_0.9~/presence';

  it('is told to who has one for the room, as the one who may join it', async () => {
    const get = await serving({ addressOf: () => '203.0.113.7' });
    attempts.length = 0;
    const response = await get(path, { authorization: 'bearer for-A-Z_0.9~' });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(PRESENT);
    expect(attempts).toMatchObject([{ room: 'A-Z_0.9~', token: 'for-A-Z_0.9~', address: '203.0.113.7' }]);
    expect(attempts[0]?.headers.host).toMatch('127.0.0.1');
  });

  it('is refused to an address that asks too often, before anybody is asked whether it may know', async () => {
    const cause = { msBeforeNext: 6_500 };
    const get = await serving({ admit: () => Promise.reject(new RequestError('rate-limited', undefined, { cause })) });
    attempts.length = 0;
    const response = await get(path, { authorization: 'bearer for-A-Z_0.9~' });
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('7');
    expect(await response.json()).toMatchObject({ error: { code: 'rate-limited' } });
    expect(attempts).toEqual([]);
  });

  it.each([
    ['no token', {}, 401, 'token-missing'],
    ['another scheme', { authorization: 'Basic dXNlcjpwYXNz' }, 401, 'token-missing'],
    ['a token for another room', { authorization: 'Bearer for-standup' }, 401, 'token-invalid'],
    ['a token that is not let in', { authorization: 'Bearer guest' }, 403, 'not-permitted'],
    ['keys that cannot be had', { authorization: 'Bearer broken' }, 500, 'server-error'],
  ])('is refused for %s, so that a page can read why', async (_what, headers, status, code) => {
    const response = await (await serving())(path, { origin: 'https://any.example', ...headers });
    expect(response.status).toBe(status);
    const body = (await response.json()) as { error: { code: string; message: string } };
    expect(body).toMatchObject({ error: { code } });
    expect(body.error.message).not.toMatch('keys');
    expect(response.headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer' : null);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('is asked for by the name of a room before all else', async () => {
    const response = await (await serving())('/sfu-room/rooms/two%20words/presence');
    expect(response.status).toBe(400);
  });
});
