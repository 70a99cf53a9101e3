import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi } from '../../../backend/src/api/create-api.js';
import type { Rooms } from '../../../backend/src/rooms.js';
import { AdmissionControl } from '../../../backend/src/signaling/admission-control.js';
import type { SfuRoomServer } from '../../../backend/src/server.js';
import { ApiClient, API_SECRET, apiToken, type Arguments } from '../../helpers/api-client.js';
import { freePort } from '../../helpers/ports.js';
import { RoomPeer } from '../../helpers/room-peer.js';
import { startServer } from '../../helpers/room-server.js';

const ROOM = 'taken';

/** What each operation is asked with so that it would succeed, did nothing else stand against it. */
const ASKED: Record<string, Arguments> = {
  listRooms: {},
  openRoom: { body: { name: 'another' } },
  getRoom: { room: ROOM },
  changeRoom: { room: ROOM, body: {} },
  endRoom: { room: ROOM },
  listPeers: { room: ROOM },
  getPeer: { room: ROOM },
  changePeer: { room: ROOM, body: { permissions: {} } },
  removePeer: { room: ROOM },
  stopPeer: { room: ROOM, body: { source: 'camera' } },
  askPeer: { room: ROOM, body: { source: 'camera' } },
  listKnocks: { room: ROOM },
  admit: { room: ROOM },
  deny: { room: ROOM },
  listMessages: { room: ROOM },
  sendMessage: { room: ROOM, body: { text: 'hello' } },
  sendData: { room: ROOM, body: { data: 'hello' } },
  signToken: { body: { room: ROOM } },
  getRoomStats: { room: ROOM },
  getStats: {},
};

const NOBODY = 'nobody-of-this-room';

/** Where something beside the path leads to a peer that there is not. */
const TO_NOBODY: Record<string, Arguments> = {
  changeRoom: { body: { spotlight: NOBODY } },
  sendMessage: { body: { text: 'hello', to: NOBODY } },
  sendData: { body: { data: 'hello', to: NOBODY } },
};

const servers: SfuRoomServer[] = [];
/** Every code that an operation was refused with, by what it was asked for. */
const refused = new Map<string, Set<string>>();
let api: ApiClient;
let peer: RoomPeer;

async function serving(options: Parameters<typeof startServer>[0]): Promise<{ server: SfuRoomServer; api: ApiClient }> {
  const server = await startServer({ secret: [API_SECRET], ...options });
  servers.push(server);
  return { server, api: await ApiClient.open(server.url) };
}

beforeAll(async () => {
  const { server, api: opened } = await serving({});
  api = opened;
  peer = await RoomPeer.join(server.url, ROOM, { token: await apiToken({ room: ROOM }) });
});

afterAll(async () => {
  peer.close();
  await Promise.all(servers.map((server) => server.close()));
});

/** Has an operation refused, and notes with what. */
async function refusal(id: string, change: Arguments, client = api): Promise<string> {
  const code = await client.codeOf(id, { peer: peer.id, knock: NOBODY, ...ASKED[id], ...change });
  const codes = refused.get(id) ?? new Set();
  refused.set(id, codes.add(code));
  return code;
}

describe('every operation', () => {
  it('is asked for something here', () => {
    expect(Object.keys(ASKED).sort()).toEqual(api.ids.sort());
  });

  it('is refused without a token', async () => {
    for (const id of api.ids) expect(await refusal(id, { token: null }), id).toBe('token-missing');
  });

  it('is refused with a token of somebody else, and says which scheme it takes', async () => {
    const token = `${await apiToken()}x`;
    for (const id of api.ids) expect(await refusal(id, { token }), id).toBe('token-invalid');
    const { status, headers } = await api.call('listRooms', { token });
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
    expect((await api.call('listRooms', { token: null })).headers.get('www-authenticate')).toBe('Bearer');
  });

  it('is refused with a token that has expired', async () => {
    const token = await apiToken({ api: true }, -5_000);
    for (const id of api.ids) expect(await refusal(id, { token }), id).toBe('token-expired');
  });

  it('is refused with a token that lets into a room and no more, also a moderator’s', async () => {
    const token = await apiToken({ room: '*', permissions: { moderate: true } });
    for (const id of api.ids) expect(await refusal(id, { token }), id).toBe('not-permitted');
  });

  it('is refused where a parameter is none of its own', async () => {
    for (const id of api.ids) expect(await refusal(id, { query: { bann: 'true' } }), id).toBe('payload-invalid');
  });

  it('is refused where too much is asked for in a short time', async () => {
    const admission = new AdmissionControl({ joinsPerMinute: 1, requestsPerSecond: 1 });
    const app = express().use(
      createApi({
        version: '1.2.3',
        rooms: await roomsOfAnother(),
        keys: null,
        samples: { latest: [], refresh: () => Promise.resolve() },
        origins: ['*'],
        admit: () => admission.visit('192.0.2.1'),
      }),
    );
    const http = app.listen(0, '127.0.0.1');
    try {
      await once(http, 'listening');
      const limited = await ApiClient.open(`http://127.0.0.1:${(http.address() as AddressInfo).port}`);
      // Asked here and not over HTTP: so that it is done long before the counting begins anew.
      await expect(useUp(() => admission.visit('192.0.2.1'))).rejects.toMatchObject({ code: 'rate-limited' });
      for (const id of api.ids) expect(await refusal(id, {}, limited), id).toBe('rate-limited');
      const { status, headers } = await limited.call('listRooms');
      expect(status).toBe(429);
      expect(Number(headers.get('retry-after'))).toSatisfy((seconds: number) => seconds >= 1 && seconds <= 60);
    } finally {
      http.close();
      http.closeAllConnections();
    }
  });

  it('is refused with nothing but a code where the keys of the tokens cannot be had', async () => {
    const port = await freePort();
    const { api: keyless } = await serving({ tokenKeys: `http://127.0.0.1:${port}/keys.json` });
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const token = await new SignJWT({ api: true }).setProtectedHeader({ alg: 'ES256', kid: 'a' }).sign(privateKey);
    for (const id of api.ids) expect(await refusal(id, { token }, keyless), id).toBe('server-error');
    expect(JSON.stringify((await keyless.call('listRooms', { token })).body)).not.toMatch(/127|fetch|keys/);
  });
});

describe('an operation on a room', () => {
  const onRooms = (): string[] => api.ids.filter((id) => api.pathOf(id).includes('{room}'));

  it('is refused for a name that none can have', async () => {
    for (const room of ['two%20words', 'x'.repeat(65), 'a%2Fb']) {
      for (const id of onRooms()) expect(await refusal(id, { room }), `${id} ${room}`).toBe('room-name-invalid');
    }
  });

  it('is refused where there is no such room', async () => {
    for (const id of onRooms()) expect(await refusal(id, { room: 'empty' }), id).toBe('room-not-found');
  });

  it('is refused where there is no such peer in it, or nobody who knocks', async () => {
    const onPeers = api.ids.filter((id) => /\{(peer|knock)\}/.test(api.pathOf(id)) || id in TO_NOBODY);
    for (const id of onPeers) {
      expect(await refusal(id, { peer: NOBODY, ...TO_NOBODY[id] }), id).toBe('peer-not-found');
    }
  });
});

describe('an operation that takes a body', () => {
  const withBody = (): string[] => api.ids.filter((id) => api.hasBody(id));

  it.each([
    ['of no use', []],
    ['that is no object', 'text'],
    ['with a field that is none', { nonsense: 1 }],
  ])('is refused with one %s', async (_, body) => {
    for (const id of withBody()) expect(await refusal(id, { body }), id).toBe('payload-invalid');
  });

  it('is refused with one of more than 64 kB', async () => {
    const body = { text: 'x'.repeat(65_536) };
    for (const id of withBody()) expect(await refusal(id, { body }), id).toBe('payload-too-large');
  });

  it('is refused without one', async () => {
    for (const id of withBody()) expect(await refusal(id, { body: undefined }), id).toBe('payload-invalid');
  });
});

describe('opening a room', () => {
  it('is refused where there is one of this name', async () => {
    expect(await refusal('openRoom', { body: { name: ROOM } })).toBe('room-exists');
  });

  it('is refused where the server has as many as it may have', async () => {
    const { api: full } = await serving({ maxRooms: 1 });
    expect(await full.codeOf('openRoom', { body: { name: 'first' } })).toBe('none');
    expect(await refusal('openRoom', { body: { name: 'second' } }, full)).toBe('server-full');
  });

  it('is refused where the server is about to close', async () => {
    const { api: closing, server } = await serving({});
    await server.drain(0);
    expect(await refusal('openRoom', {}, closing)).toBe('server-closing');
  });
});

describe('the document', () => {
  it('names for each operation the codes that it was refused with above, and no others', () => {
    for (const id of api.ids) expect([...(refused.get(id) ?? [])].sort(), id).toEqual(api.codesOf(id));
  });
});

/** Asks until it is too much. @throws what then comes */
async function useUp(ask: () => Promise<void>): Promise<void> {
  for (let used = 0; used < 100_000; used++) await ask();
}

async function roomsOfAnother(): Promise<Rooms> {
  return (await serving({})).server.rooms;
}
