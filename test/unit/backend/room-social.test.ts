import { afterEach, beforeEach, describe, expect, test, vi, type Mock } from 'vitest';
import type { Peer } from '../../../backend/src/room/peer.js';
import type { PeerChannel } from '../../../backend/src/room/peer-channel.js';
import type { Room } from '../../../backend/src/room/room.js';
import { MAX_PRESENT, type Handshake, type RoomSnapshot, type SessionRef } from '../../../widget/src/protocol/index.js';
import { FakeMedia } from '../../helpers/fake-media.js';
import { joinRoom, openRoom } from '../../helpers/open-room.js';

interface Entered {
  peer: Peer;
  channel: PeerChannel;
  snapshot: Mock<(snapshot: RoomSnapshot) => void>;
  send: Mock<(name: string, event: object) => void>;
}

let room: Room;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_000 });
  room = openRoom(new FakeMedia());
});

afterEach(() => {
  room.close();
  vi.useRealTimers();
});

async function enter(change: Partial<Handshake> = {}): Promise<Entered> {
  const peer = await joinRoom(room, change);
  const [snapshot, send] = [vi.fn(), vi.fn()];
  const channel = { snapshot, send, close: vi.fn() };
  room.attach(peer, channel);
  return { peer, channel, snapshot, send };
}

const snapshotOf = ({ snapshot }: Entered): RoomSnapshot | undefined => snapshot.mock.lastCall?.[0];
const comeBack = (entered: Entered): Promise<Entered> => enter({ session: sessionOf(entered) });
const changesHeardBy = ({ send }: Entered): object[] =>
  send.mock.calls.flatMap(([name, event]) => (name === 'peerChanged' ? [event] : []));

function sessionOf(entered: Entered): SessionRef {
  const session = snapshotOf(entered)?.session;
  if (!session) throw new Error('There was no snapshot.');
  return session;
}

describe('a raised hand', () => {
  test('is up since it was raised first, and told once', async () => {
    const [ada, bob] = [await enter(), await enter()];
    room.update(ada.peer, { hand: true });
    vi.setSystemTime(2_000);
    room.update(ada.peer, { hand: true });
    expect(ada.peer.hand).toBe(1_000);
    room.update(ada.peer, { hand: false });
    room.update(ada.peer, { hand: false });
    room.update(ada.peer, { hand: true });
    expect(changesHeardBy(bob)).toMatchObject([{ hand: 1_000 }, { hand: null }, { hand: 2_000 }]);
    expect(changesHeardBy(ada)).toEqual([]);
  });

  test('and a name leave each other alone', async () => {
    const ada = await enter({ name: 'Ada' });
    room.update(ada.peer, { hand: true });
    room.update(ada.peer, { name: 'Ada L.' });
    expect(ada.peer.info()).toMatchObject({ name: 'Ada L.', hand: 1_000 });
    room.update(ada.peer, { hand: false });
    expect(ada.peer.info()).toMatchObject({ name: 'Ada L.', hand: null });
  });

  test('stays up through a lost socket, and is in the snapshots of those who come later', async () => {
    const ada = await enter();
    room.update(ada.peer, { hand: true });
    room.detach(ada.peer, ada.channel);
    const bob = await enter();
    expect(snapshotOf(bob)?.peers).toMatchObject([{ connection: 'reconnecting', hand: 1_000 }]);
    expect(snapshotOf(await comeBack(ada))?.self.hand).toBe(1_000);
    expect(changesHeardBy(bob)).toMatchObject([{ connection: 'connected', hand: 1_000 }]);
  });

  test('is down for one who left and comes again', async () => {
    const [ada] = [await enter(), await enter()];
    room.update(ada.peer, { hand: true });
    room.remove(ada.peer, 'left');
    expect(snapshotOf(await comeBack(ada))?.self.hand).toBeNull();
  });
});

describe('who is present', () => {
  test('are those who have come in, by name and in their order, also while they are away', async () => {
    const [ada] = [await enter({ name: 'Ada' }), await enter({ name: 'Bob' })];
    await joinRoom(room, { name: 'On the way' });
    room.detach(ada.peer, ada.channel);
    expect(room.presence()).toEqual({ peers: [{ name: 'Ada' }, { name: 'Bob' }], count: 2 });
  });

  test('are named up to the limit, and all counted', async () => {
    await Promise.all(Array.from({ length: MAX_PRESENT + 3 }, () => enter()));
    const { peers, count } = room.presence();
    expect([peers.length, count]).toEqual([MAX_PRESENT, MAX_PRESENT + 3]);
  });
});
