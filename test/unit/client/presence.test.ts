import { afterEach, expect, test, vi } from 'vitest';
import { fetchPresence } from '../../../widget/src/client/presence.js';

afterEach(() => vi.unstubAllGlobals());

const { signal } = new AbortController();
const REQUEST = { server: 'https://example.org/rooms/', room: 'stand.up', token: null, signal };

function answering(body: unknown, status = 200) {
  const fetch = vi.fn((_: string, __: RequestInit) => Promise.resolve(Response.json(body, { status })));
  vi.stubGlobal('fetch', fetch);
  return fetch;
}

test('the server is asked at its own place, with the token where there is one', async () => {
  const fetch = answering({ peers: [] });
  await fetchPresence(REQUEST);
  await fetchPresence({ ...REQUEST, token: 'secret' });
  expect(fetch.mock.calls.map(([url]) => url)).toEqual(
    Array(2).fill('https://example.org/rooms/sfu-room/rooms/stand.up/presence'),
  );
  expect(fetch.mock.calls.map(([, { headers }]) => headers)).toEqual([{}, { Authorization: 'Bearer secret' }]);
});

test('names are told, and nothing else of what is answered', async () => {
  answering({ peers: [{ name: 'Ann', id: 'x' }, { name: 7 }], count: 2 });
  expect(await fetchPresence(REQUEST)).toEqual([{ name: 'Ann' }, { name: '' }]);
});

test('a refusal, another answer and a server that is no URL are rejections', async () => {
  answering({ peers: [] }, 401);
  await expect(fetchPresence(REQUEST)).rejects.toThrow('401');
  answering({ hello: 1 });
  await expect(fetchPresence(REQUEST)).rejects.toThrow(TypeError);
  await expect(fetchPresence({ ...REQUEST, server: 'rooms' })).rejects.toThrow(TypeError);
});
