import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { createServer, type ServerOptions, type SfuRoomServer } from '../../backend/src/server.js';
import type { Handshake } from '../../widget/src/protocol/index.js';
import { RoomPeer } from './room-peer.js';

/** A whole server on free ports of this machine, quiet, with one media worker. */
export async function startServer(options: ServerOptions = {}): Promise<SfuRoomServer> {
  return await createServer({
    host: '127.0.0.1',
    port: 0,
    mediaPort: 0,
    workers: 1,
    logLevel: 'silent',
    serveSite: false,
    ...options,
  });
}

export interface Health {
  status: string;
  workers: number;
  rooms: number;
  peers: number;
}

/** What the server itself says of how it is. */
export async function healthOf(server: SfuRoomServer): Promise<Health> {
  const response = await fetch(`${server.url}/healthz`);
  return (await response.json()) as Health;
}

export interface ServerInUse {
  readonly url: string;
  health(): Promise<Health>;
  /** @throws Refused */
  join(room: string, change?: Partial<Handshake>): Promise<RoomPeer>;
  /** The peer of a lost one. */
  comeBack(peer: RoomPeer, change?: Partial<Handshake>): Promise<RoomPeer>;
}

/**
 * One server for the tests of a file, and peers that leave it after each test;
 * none of them may have missed an event. Call it at the top of the file.
 */
export function usingServer(options: ServerOptions = {}): ServerInUse {
  let server: SfuRoomServer | undefined;
  const peers: RoomPeer[] = [];
  const running = (): SfuRoomServer => {
    if (!server) throw new Error('The server runs only within tests.');
    return server;
  };
  const note = (peer: RoomPeer): RoomPeer => {
    peers.push(peer);
    return peer;
  };
  beforeAll(async () => {
    server = await startServer(options);
  });
  afterEach(async () => {
    const gone = peers.splice(0);
    await Promise.all(gone.map((peer) => peer.leave()));
    expect(gone.flatMap(({ gaps }) => gaps)).toEqual([]);
  });
  afterAll(async () => {
    await server?.close();
  });
  return {
    get url() {
      return running().url;
    },
    health: () => healthOf(running()),
    join: async (room, change) => note(await RoomPeer.join(running().url, room, change)),
    comeBack: async (peer, change) => note(await peer.comeBack(running().url, change)),
  };
}
