import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { type Express } from 'express';
import { Server as SocketServer } from 'socket.io';
import { io as connect, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { attachSfuRoom, type AttachedRooms, type AttachOptions } from '../../backend/src/attach.js';
import type { AuthorizeHook } from '../../backend/src/auth/token-authorizer.js';
import { ConfigError } from '../../backend/src/config.js';
import { createLogger } from '../../backend/src/logger.js';
import { API_SECRET, apiToken } from '../helpers/api-client.js';
import { Refused, RoomPeer } from '../helpers/room-peer.js';
import { cameraRequest, handshakeOf, microphoneRequest } from '../helpers/rtp.js';

/** The application's own sessions, by their cookie. */
const SESSIONS: Readonly<Record<string, { id: string; name: string; teaches: readonly string[] }>> = {
  'sid=ada': { id: 'u1', name: 'Ada', teaches: ['maths'] },
  'sid=bob': { id: 'u2', name: 'Bob', teaches: [] },
};

/** Whoever is logged in gets into a lesson; who teaches it moderates, and the others send sound alone. */
const bySession: AuthorizeHook = ({ room, headers }) => {
  const user = SESSIONS[headers.cookie ?? ''];
  if (!user) return false;
  const { id: identity, name, teaches } = user;
  if (teaches.includes(room)) return { identity, name, role: 'teacher', permissions: { moderate: true } };
  return { identity, name, permissions: { publish: ['microphone'] } };
};

/** An application as somebody might have it, without the rooms: its routes before and after, its 404, its namespace. */
class Application {
  readonly app: Express = express();
  readonly http: HttpServer = createServer(this.app);
  readonly io = new SocketServer(this.http);
  readonly sockets: Socket[] = [];
  attached: AttachedRooms | null = null;

  async start(options: Partial<AttachOptions>): Promise<void> {
    this.app.use(express.json());
    this.app.get('/before', (_request, response) => void response.send('before the rooms'));
    this.io.of('/news').use((socket, next) => {
      next(socket.handshake.auth.key === 'letmein' ? undefined : new Error('wrong key'));
    });
    this.io.of('/news').on('connection', (socket) => {
      socket.on('ask', (answer: (news: string) => void) => answer('all is well'));
    });
    this.attached = await attachSfuRoom({
      app: this.app,
      io: this.io,
      ...{ mediaHost: '127.0.0.1', mediaPort: 0, workers: 1, logger: createLogger('silent') },
      ...options,
    });
    this.app.get('/after', (_request, response) => void response.send('after the rooms'));
    this.app.use((_request, response) => void response.status(404).send('nothing of ours'));
    await new Promise<void>((resolve) => this.http.listen(0, '127.0.0.1', resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  get rooms(): AttachedRooms {
    if (!this.attached) throw new Error('Nothing is attached.');
    return this.attached;
  }

  async text(path: string): Promise<[number, string]> {
    const response = await fetch(this.url + path);
    return [response.status, await response.text()];
  }

  /** What the own namespace says to whoever has this key. */
  async news(key: string): Promise<string> {
    const socket = connect(`${this.url}/news`, { auth: { key }, forceNew: true, reconnection: false });
    this.sockets.push(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return (await socket.timeout(5_000).emitWithAck('ask')) as string;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.disconnect();
    await this.attached?.close();
    await this.io.close();
    this.http.closeAllConnections();
  }
}

let application: Application;
const peers: RoomPeer[] = [];

beforeEach(() => {
  application = new Application();
});

afterEach(async () => {
  for (const peer of peers.splice(0)) peer.close();
  await application.close();
});

async function enter(room: string, cookie: string): Promise<RoomPeer> {
  const peer = await RoomPeer.enter(application.url, handshakeOf(room, { name: 'chosen' }), { cookie });
  peers.push(peer);
  return peer;
}

async function expectUntouched(): Promise<void> {
  expect(await application.text('/before')).toEqual([200, 'before the rooms']);
  expect(await application.text('/after')).toEqual([200, 'after the rooms']);
  expect(await application.text('/nothing')).toEqual([404, 'nothing of ours']);
  expect(await application.news('letmein')).toBe('all is well');
  await expect(application.news('guess')).rejects.toThrow('wrong key');
}

describe('rooms in an application', () => {
  it('are joined by its own sessions, with what these may do', async () => {
    await application.start({ authorize: bySession });
    const ada = await enter('maths', 'sid=ada');
    const bob = await enter('maths', 'sid=bob');
    expect(ada.snapshot.self).toMatchObject({ name: 'Ada', identity: 'u1', role: 'teacher', moderator: true });
    expect(bob.snapshot.self).toMatchObject({ name: 'Bob', identity: 'u2', role: '', moderator: false });
    expect(await bob.codeOf('moderate', { action: 'end' })).toBe('not-permitted');
    expect(await bob.codeOf('updateSelf', { name: 'Mallory' })).toBe('not-permitted');
    expect(await bob.request('produce', { producers: [cameraRequest()] })).toMatchObject([{ code: 'not-permitted' }]);
    await bob.request('produce', { producers: [microphoneRequest()] });
    await ada.hear('producerAdded', ({ peerId }) => peerId === bob.id);
    await ada.request('moderate', { action: 'stop', peerId: bob.id, source: 'microphone' });
    await bob.hear('stopped');
  });

  it('are told the address of a client behind its proxy', async () => {
    const addresses: string[] = [];
    const authorize: AuthorizeHook = ({ address }) => {
      addresses.push(address);
      return true;
    };
    await application.start({ authorize, trustedProxies: ['loopback'] });
    const headers = { 'x-forwarded-for': '203.0.113.9' };
    peers.push(await RoomPeer.enter(application.url, handshakeOf('hall', {}), headers));
    expect(addresses).toEqual(['203.0.113.9']);
  });

  it('are closed to whom it does not know', async () => {
    await application.start({ authorize: bySession });
    for (const cookie of ['sid=eve', '']) {
      await expect(enter('maths', cookie)).rejects.toEqual(new Refused('not-permitted'));
    }
    expect(application.rooms.rooms.list()).toEqual([]);
  });

  it('leave its routes, its 404 and its namespace as they were', async () => {
    await application.start({ authorize: bySession });
    await expectUntouched();
    await enter('maths', 'sid=ada');
    await expectUntouched();
    expect(await application.text('/sfu-room/nothing')).toEqual([404, 'nothing of ours']);
  });

  it('come with the capabilities and who is present; the REST API, which takes tokens, does not', async () => {
    await application.start({ authorize: bySession });
    await enter('maths', 'sid=ada');
    const headers = { cookie: 'sid=bob' };
    const presence = await fetch(`${application.url}/sfu-room/rooms/maths/presence`, { headers });
    expect(await presence.json()).toEqual({ peers: [{ name: 'Ada' }], count: 1 });
    const [status, capabilities] = await application.text('/sfu-room/capabilities');
    expect(status).toBe(200);
    expect(JSON.parse(capabilities)).toMatchObject({ rtpCapabilities: { codecs: expect.any(Array) as unknown[] } });
    expect(await application.text('/sfu-room/api/rooms')).toEqual([404, 'nothing of ours']);
  });

  it('come with the script that pages embed', async () => {
    const widgetDir = await mkdtemp(join(tmpdir(), 'sfu-room-attach-'));
    try {
      await writeFile(join(widgetDir, 'sfu-room.js'), 'export {};');
      await application.start({ authorize: bySession, widgetDir });
      expect(await application.text('/sfu-room.js')).toEqual([200, 'export {};']);
    } finally {
      await rm(widgetDir, { recursive: true });
    }
  });

  it('can be joined by tokens, with the REST API beside them, also where the application reads bodies itself', async () => {
    await application.start({ secret: [API_SECRET] });
    const token = await apiToken({ room: 'maths' });
    await expect(enter('maths', 'sid=ada')).rejects.toEqual(new Refused('token-missing'));
    const ada = await RoomPeer.join(application.url, 'maths', { token });
    peers.push(ada);
    const response = await fetch(`${application.url}/sfu-room/api/rooms/maths/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await apiToken()}`, 'content-type': 'application/json' },
      body: '{"text":"hello"}',
    });
    expect(response.status).toBe(201);
    expect((await ada.hear('message')).message.text).toBe('hello');
  });

  it('are looked at and moderated by the program', async () => {
    await application.start({ authorize: bySession });
    const bob = await enter('maths', 'sid=bob');
    const { rooms } = application.rooms;
    expect(rooms.peers('maths')).toMatchObject([{ identity: 'u2', name: 'Bob' }]);
    await rooms.kick('maths', bob.id, { ban: true });
    expect((await bob.hear('ended')).reason).toBe('removed');
  });

  it('end with their peers when they are closed, and the application goes on', async () => {
    await application.start({ authorize: bySession });
    const ada = await enter('maths', 'sid=ada');
    await application.rooms.close();
    await ada.until('the socket is closed', () => ada.disconnected);
    await expectUntouched();
    await expect(enter('maths', 'sid=ada')).rejects.toEqual(new Refused('server-closing'));
    await application.rooms.close();
  });
});

describe('an application', () => {
  it.each([
    ['says nothing about who may come in', {}, /^Nothing says who may come in/],
    ['says it twice', { authorize: bySession, secret: [API_SECRET] }, /^Either the application decides/],
    ['has a setting wrong', { open: true, workers: 0 }, /workers/],
  ])('that %s gets no rooms, and hears why', async (_, options, sentence) => {
    const starting = application.start(options);
    await expect(starting).rejects.toThrow(ConfigError);
    await expect(starting).rejects.toThrow(sentence);
  });

  it('whose authorize fails lets nobody in, and says nothing of why', async () => {
    await application.start({
      authorize: () => {
        throw new Error('the database is down');
      },
    });
    await expect(enter('maths', 'sid=ada')).rejects.toEqual(new Refused('server-error'));
  });
});
