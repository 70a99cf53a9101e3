import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Peer } from '../../../backend/src/room/peer.js';
import type { PeerChannel } from '../../../backend/src/room/peer-channel.js';
import type { Room } from '../../../backend/src/room/room.js';
import type {
  Handshake,
  RoomEventName,
  RoomEvents,
  RoomSnapshot,
  Sequenced,
} from '../../../widget/src/protocol/index.js';
import { FakeMedia } from '../../helpers/fake-media.js';
import { joinRoom, openRoom } from '../../helpers/open-room.js';
import { cameraRequest } from '../../helpers/rtp.js';

const GRACE_PERIOD = 20_000;
const NONE = { send: null, recv: null };

let media: FakeMedia;
let room: Room;
const onClosed = vi.fn();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  media = new FakeMedia();
  room = openRoom(media, { gracePeriod: GRACE_PERIOD, onClosed });
});

afterEach(() => {
  room.close();
  expect(media.open(media.transports)).toEqual([]);
  vi.clearAllMocks();
  vi.useRealTimers();
});

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

class FakeChannel implements PeerChannel {
  readonly snapshots: RoomSnapshot[] = [];
  readonly events: { name: RoomEventName; event: Sequenced<object> }[] = [];
  readonly close = vi.fn<() => void>();

  snapshot(snapshot: RoomSnapshot): void {
    this.snapshots.push(snapshot);
  }

  send<K extends RoomEventName>(name: K, event: Sequenced<RoomEvents[K]>): void {
    this.events.push({ name, event });
  }

  names(): string[] {
    return this.events.map(({ name }) => name);
  }

  numbers(): number[] {
    return this.events.map(({ event }) => event.seq);
  }
}

async function enter(change: Partial<Handshake> = {}): Promise<{ peer: Peer; channel: FakeChannel }> {
  const peer = await joinRoom(room, change);
  const channel = new FakeChannel();
  room.attach(peer, channel);
  return { peer, channel };
}

const sessionOf = ({ snapshots }: FakeChannel) => snapshots[0]?.session ?? { id: '', secret: '' };
const openTransports = (): number => media.open(media.transports).length;

describe('the grace period', () => {
  test('begins when the socket is lost, and removes the peer at its end', async () => {
    const [ada, bob] = [await enter(), await enter()];
    room.detach(ada.peer, ada.channel);
    await vi.advanceTimersByTimeAsync(GRACE_PERIOD - 1);
    expect(room.size).toBe(2);
    expect(openTransports()).toBe(4);
    await vi.advanceTimersByTimeAsync(1);
    expect(room.size).toBe(1);
    expect(openTransports()).toBe(2);
    expect(bob.channel.events.at(-1)).toEqual({
      name: 'peerLeft',
      event: { peerId: ada.peer.id, reason: 'failed', seq: 2 },
    });
  });

  test('ends with the return', async () => {
    const ada = await enter();
    room.detach(ada.peer, ada.channel);
    const back = await enter({ session: sessionOf(ada.channel) });
    await vi.advanceTimersByTimeAsync(GRACE_PERIOD * 2);
    expect(back.peer).toBe(ada.peer);
    expect(room.size).toBe(1);
  });

  test('does not end while the return is under way', async () => {
    const ada = await enter();
    room.detach(ada.peer, ada.channel);
    const release = media.hold('createTransport');
    const back = enter({ session: sessionOf(ada.channel), transports: NONE });
    await vi.advanceTimersByTimeAsync(GRACE_PERIOD * 2);
    release();
    expect((await back).peer).toBe(ada.peer);
  });

  test('begins anew when the return fails, or comes to nothing', async () => {
    const [ada] = [await enter(), await enter()];
    room.detach(ada.peer, ada.channel);
    const release = media.hold('createTransport');
    const back = expect(enter({ session: sessionOf(ada.channel), transports: NONE })).rejects.toThrow('no memory');
    await settle();
    release(new Error('no memory'));
    await back;
    expect(room.size).toBe(2);
    await vi.advanceTimersByTimeAsync(GRACE_PERIOD);
    expect(room.size).toBe(1);
    // Joined, and gone before its socket was there.
    await joinRoom(room);
    await vi.advanceTimersByTimeAsync(GRACE_PERIOD);
    expect(room.size).toBe(1);
  });
});

describe('what the worker makes for a peer that is gone meanwhile', () => {
  test('transports of a snapshot: are closed', async () => {
    const [ada] = [await enter(), await enter()];
    const release = media.hold('createTransport');
    const renewed = room.renew(ada.peer, NONE);
    await settle();
    room.remove(ada.peer, 'left');
    release();
    await renewed;
    expect(openTransports()).toBe(2);
    expect(ada.channel.snapshots).toHaveLength(1);
  });

  test('transports of a return: are closed, and the return is refused', async () => {
    const [ada] = [await enter(), await enter()];
    const release = media.hold('createTransport');
    const back = expect(enter({ session: sessionOf(ada.channel) })).rejects.toMatchObject({ code: 'session-expired' });
    await settle();
    room.remove(ada.peer, 'left');
    release();
    await back;
    expect(openTransports()).toBe(2);
  });

  test('a producer: is closed, refused, and nobody hears of it', async () => {
    const [ada, bob] = [await enter(), await enter()];
    const release = media.hold('produce');
    const produced = expect(room.produce(ada.peer, cameraRequest())).rejects.toMatchObject({
      code: 'transport-not-found',
    });
    await settle();
    room.remove(ada.peer, 'left');
    release();
    await produced;
    expect(media.open(media.producers)).toEqual([]);
    expect(bob.channel.names()).toEqual(['peerLeft']);
  });

  test('a consumer: is closed', async () => {
    const [ada, bob] = [await enter(), await enter()];
    const release = media.hold('consume');
    await room.produce(ada.peer, cameraRequest());
    await settle();
    room.remove(bob.peer, 'left');
    release();
    await settle();
    expect(media.open(media.consumers)).toEqual([]);
  });
});

describe('what the worker makes on a transport that is replaced meanwhile', () => {
  test('a producer: is closed, so that it can be made on the next one', async () => {
    const ada = await enter();
    const release = media.hold('produce');
    const produced = expect(room.produce(ada.peer, cameraRequest())).rejects.toMatchObject({
      code: 'transport-not-found',
    });
    await settle();
    await room.renew(ada.peer, NONE);
    release();
    await produced;
    expect(media.open(media.producers)).toEqual([]);
    await room.produce(ada.peer, cameraRequest());
    expect(ada.peer.info().producers).toHaveLength(1);
  });

  test('a consumer: is closed, and made again on the next one', async () => {
    const [ada, bob] = [await enter(), await enter()];
    const release = media.hold('consume');
    await room.produce(ada.peer, cameraRequest());
    await settle();
    const renewed = room.renew(bob.peer, NONE);
    await settle();
    release();
    await renewed;
    const [consumer, ...others] = media.open(media.consumers);
    expect(others).toEqual([]);
    expect(bob.channel.snapshots.at(-1)).toMatchObject({
      transports: { recv: { id: consumer?.transport.id } },
      consumers: [{ id: consumer?.id, ready: true }],
    });
    expect(consumer?.transport.closed).toBe(false);
  });
});

describe('a room', () => {
  test('closes with its last peer, once', async () => {
    const ada = await enter();
    room.remove(ada.peer, 'left');
    room.remove(ada.peer, 'left');
    room.close();
    expect(onClosed).toHaveBeenCalledOnce();
    expect(openTransports()).toBe(0);
  });

  test('stays while somebody else is on the way in', async () => {
    const ada = await enter();
    const release = media.hold('createTransport');
    const joining = enter();
    await settle();
    room.remove(ada.peer, 'left');
    expect(onClosed).not.toHaveBeenCalled();
    release();
    await joining;
    expect(room.size).toBe(1);
  });

  test('that was opened for nobody but one who is refused closes', async () => {
    const session = { id: 'x'.repeat(22), secret: 'y'.repeat(22) };
    await expect(joinRoom(room, { session })).rejects.toMatchObject({ code: 'session-invalid' });
    expect(onClosed).toHaveBeenCalledOnce();
  });

  test('whose only join fails closes, with nothing left open', async () => {
    const release = media.hold('createTransport');
    const joining = expect(enter()).rejects.toThrow('no memory');
    await settle();
    release(new Error('no memory'));
    await joining;
    expect(onClosed).toHaveBeenCalledOnce();
  });

  test('that is closed refuses joins that were waiting', async () => {
    const release = media.hold('createTransport');
    const joins = Promise.allSettled([enter(), enter()]);
    await settle();
    room.close();
    release();
    await vi.advanceTimersByTimeAsync(1_000);
    for (const result of await joins) expect(result.status).toBe('rejected');
  });
});

describe('events to one peer', () => {
  test('are numbered without a gap, over sockets that come and go', async () => {
    const [ada, bob] = [await enter(), await enter()];
    room.update(bob.peer, { name: 'Bob' });
    room.detach(ada.peer, ada.channel);
    room.update(bob.peer, { name: 'Bobby' });
    const back = await enter({ session: sessionOf(ada.channel) });
    room.conversation.say(bob.peer, { id: randomUUID(), text: 'hi' });
    expect(ada.channel.numbers()).toEqual([1, 2]);
    expect(back.channel.snapshots[0]?.seq).toBe(2);
    expect([back.channel.names(), back.channel.numbers()]).toEqual([['message'], [3]]);
  });

  test('are none about a peer whose first socket is not there yet', async () => {
    const ada = await enter();
    const peer = await joinRoom(room);
    room.update(peer, { name: 'Bob' });
    expect(ada.channel.names()).toEqual([]);
    room.attach(peer, new FakeChannel());
    expect(ada.channel.names()).toEqual(['peerJoined']);
  });

  test('of a socket that was replaced do not detach the newer one', async () => {
    const [ada, bob] = [await enter(), await enter()];
    const again = await enter({ session: sessionOf(ada.channel) });
    expect(ada.channel.events.at(-1)).toMatchObject({ name: 'ended', event: { reason: 'replaced' } });
    expect(ada.channel.close).toHaveBeenCalledOnce();
    room.detach(ada.peer, ada.channel);
    expect(again.peer.connection).toBe('connected');
    await vi.advanceTimersByTimeAsync(GRACE_PERIOD);
    expect(bob.channel.names()).not.toContain('peerLeft');
  });
});
