import { io } from 'socket.io-client';
import { beforeEach, describe, expect, test } from 'vitest';
import { NAMESPACE } from '../../../widget/src/protocol/index.js';
import { RoomPeer } from '../../helpers/room-peer.js';
import { usingServer } from '../../helpers/room-server.js';
import { dtlsParameters, handshakeOf } from '../../helpers/rtp.js';

const server = usingServer();
let bystander: RoomPeer;

beforeEach(async () => {
  bystander = await server.join('kitchen');
});

const refusalOf = async (auth: object): Promise<unknown> => {
  const error: unknown = await RoomPeer.enter(server.url, auth).then(
    (peer) => {
      peer.close();
      return 'none';
    },
    (error: unknown) => error,
  );
  return error instanceof Error && 'code' in error ? error.code : error;
};

const good = handshakeOf('kitchen');
const REFUSED: Record<string, [code: string, auth: object]> = {
  'another protocol version': ['protocol-mismatch', { ...good, protocol: 2 }],
  'nothing in it': ['protocol-mismatch', {}],
  'a bad room name': ['room-name-invalid', { ...good, room: 'two words' }],
  'a long room name': ['room-name-invalid', { ...good, room: 'x'.repeat(65) }],
  'no room name': ['room-name-invalid', { ...good, room: undefined }],
  'no receive intent': ['payload-invalid', { ...good, receive: undefined }],
  'no capabilities': ['payload-invalid', { ...good, rtpCapabilities: null }],
  'a long name': ['payload-invalid', { ...good, name: 'x'.repeat(65) }],
  'a session that was never made': [
    'session-invalid',
    { ...good, session: { id: 'x'.repeat(22), secret: 'y'.repeat(22) } },
  ],
  'more than 128 kB in it': ['payload-too-large', { ...good, token: 'x'.repeat(140_000) }],
};

describe('a handshake that is refused', () => {
  test.each(Object.entries(REFUSED))('with %s gets its code', async (_, [code, auth]) => {
    expect(await refusalOf(auth)).toBe(code);
  });

  test('with the id of somebody else and a secret of its own gets session-invalid', async () => {
    const thief = await server.join('kitchen');
    const session = { id: bystander.id, secret: thief.snapshot.session.secret };
    expect(await refusalOf({ ...good, session })).toBe('session-invalid');
  });

  test('with a session of another room gets session-invalid', async () => {
    const { session } = bystander.snapshot;
    expect(await refusalOf(handshakeOf('cellar', { session }))).toBe('session-invalid');
  });

  test('leaves no room and no peer behind', async () => {
    const before = await server.health();
    for (const [, auth] of Object.values(REFUSED)) {
      await refusalOf({ ...auth, ...('room' in auth && auth.room === 'kitchen' ? { room: 'empty' } : {}) });
    }
    expect(await server.health()).toEqual(before);
  });

  test('is nothing to those who are in the room', async () => {
    for (const [, auth] of Object.values(REFUSED)) await refusalOf(auth);
    await bystander.caughtUp();
    expect(bystander.events).toEqual([]);
    expect(bystander.disconnected).toBe(false);
  });
});

test('a handshake beyond what the server reads at all is cut off, and the server goes on', async () => {
  const socket = io(server.url + NAMESPACE, {
    auth: { ...good, token: 'x'.repeat(1_500_000) },
    forceNew: true,
    reconnection: false,
    transports: ['websocket'],
  });
  const cut = new Promise((resolve) => socket.io.once('close', resolve));
  await cut;
  socket.disconnect();
  await bystander.caughtUp();
  expect((await server.join('kitchen')).snapshot.peers.map(({ id }) => id)).toContain(bystander.id);
});

describe('parameters that only the media engine can refuse', () => {
  test('capabilities without any codec make a peer that receives nothing, and disturb nobody', async () => {
    const odd = await server.join('kitchen', { rtpCapabilities: { codecs: [] } });
    expect(odd.snapshot.consumers).toEqual([]);
    await bystander.hear('peerJoined', ({ peer }) => peer.id === odd.id);
  });

  test('a fingerprint given ahead connects both transports', async () => {
    const { snapshot } = await server.join('kitchen', { dtlsParameters: dtlsParameters() });
    expect([snapshot.transports.send.connected, snapshot.transports.recv.connected]).toEqual([true, true]);
    expect(bystander.snapshot.transports.send.connected).toBe(false);
  });
});

test('every page may reach the polling transport when all origins may', async () => {
  const response = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`, {
    headers: { origin: 'https://example.org' },
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
});

test('the root namespace, which asks for no token, takes nobody in', async () => {
  const socket = io(server.url, { forceNew: true, reconnection: false, transports: ['websocket'] });
  const answer = await new Promise<string>((resolve) => {
    socket.once('connect', () => resolve('let in'));
    socket.once('connect_error', ({ message }) => resolve(message));
  });
  socket.disconnect();
  expect(answer).toMatch('nothing in this namespace');
});
