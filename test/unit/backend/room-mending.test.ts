import { afterEach, beforeEach, describe, expect, test, vi, type Mock } from 'vitest';
import { createLogger } from '../../../backend/src/logger.js';
import type { Peer } from '../../../backend/src/room/peer.js';
import type { Room } from '../../../backend/src/room/room.js';
import type { Handshake, RoomSnapshot, SessionRef } from '../../../widget/src/protocol/index.js';
import { FakeMedia } from '../../helpers/fake-media.js';
import { joinRoom, openRoom } from '../../helpers/open-room.js';
import { cameraRequest, microphoneRequest } from '../../helpers/rtp.js';

interface Entered {
  peer: Peer;
  snapshots: RoomSnapshot[];
  heard: string[];
  cut: Mock<() => void>;
  channel: Parameters<Room['attach']>[1];
}

let media: FakeMedia;
let room: Room;
let ann: Entered;
let bob: Entered;

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

async function enter(change: Partial<Handshake> = {}): Promise<Entered> {
  const peer = await joinRoom(room, change);
  const [snapshots, heard]: [RoomSnapshot[], string[]] = [[], []];
  const cut = vi.fn<() => void>();
  const channel = {
    snapshot: (snapshot: RoomSnapshot) => snapshots.push(snapshot),
    send: (name: string) => heard.push(name),
    close: cut,
  };
  room.attach(peer, channel);
  return { peer, snapshots, heard, cut, channel };
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  media = new FakeMedia();
  room = openRoom(media);
  ann = await enter();
  bob = await enter();
  await room.produce(ann.peer, cameraRequest());
  await room.produce(ann.peer, microphoneRequest());
  await settle();
  bob.heard.length = 0;
});

afterEach(() => {
  room.close();
  expect(media.open(media.transports)).toEqual([]);
  vi.useRealTimers();
});

describe('a worker that dies', () => {
  const session = (): SessionRef => ann.peer.session;

  test('keeps nobody waiting whose media can be made, though that of another cannot', async () => {
    media.failNext('createTransport', new Error('no memory'));
    media.crash();
    await settle();
    expect(bob.snapshots).toHaveLength(2);
    expect(bob.snapshots.at(-1)?.peers).toMatchObject([
      { id: session().id, connection: 'reconnecting', producers: [] },
    ]);
    expect(ann.snapshots).toHaveLength(1);
    expect(ann.cut).toHaveBeenCalledOnce();
    expect(bob.cut).not.toHaveBeenCalled();
    expect(media.open(media.transports)).toHaveLength(2);
  });

  test('lets the one without media come again, and be whole', async () => {
    media.failNext('createTransport', new Error('no memory'));
    media.crash();
    await settle();
    const back = await enter({ session: session() });
    expect(back.peer).toBe(ann.peer);
    await room.produce(back.peer, cameraRequest());
    await settle();
    expect(bob.heard.slice(-3)).toEqual(['peerChanged', 'producerAdded', 'consumerAdded']);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(room.size).toBe(2);
  });

  test('waits no longer for the one without media than for a lost socket', async () => {
    media.failNext('createTransport', new Error('no memory'));
    media.crash();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(bob.heard.at(-1)).toBe('peerLeft');
    expect(room.size).toBe(1);
  });

  test('gives one who is away no more time than it had', async () => {
    room.detach(ann.peer, ann.channel);
    await vi.advanceTimersByTimeAsync(15_000);
    media.failNext('createTransport', new Error('no memory'));
    media.crash();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(room.size).toBe(1);
  });
});

const transportsOf = ({ snapshots }: Entered): string[] => {
  const { send, recv } = snapshots.at(-1)?.transports ?? {};
  return [send?.id ?? '', recv?.id ?? ''];
};
const transport = (id: string | undefined) => media.transports.find((candidate) => candidate.id === id);

describe('what fails alone', () => {
  test('the transport to send on: that one is new, and what it carried is gone', async () => {
    const [send, recv] = transportsOf(ann);
    transport(send)?.close();
    await settle();
    expect(ann.snapshots).toHaveLength(2);
    expect(transportsOf(ann)[0]).not.toBe(send);
    expect(transportsOf(ann)[1]).toBe(recv);
    expect(ann.snapshots.at(-1)?.self.producers).toEqual([]);
    expect(bob.snapshots).toHaveLength(1);
    expect(bob.heard).toEqual(['producerRemoved', 'producerRemoved', 'consumerRemoved', 'consumerRemoved']);
  });

  test('the transport to receive on: that one is new, with the consumers of before', async () => {
    const [send, recv] = transportsOf(bob);
    transport(recv)?.close();
    await settle();
    expect(transportsOf(bob)[0]).toBe(send);
    expect(transportsOf(bob)[1]).not.toBe(recv);
    expect(bob.snapshots.at(-1)?.consumers.map(({ kind }) => kind)).toEqual(['video', 'audio']);
    expect(ann.snapshots).toHaveLength(1);
  });

  test('a producer: its publisher is told by a snapshot without it, and the others that it is gone', async () => {
    media.producers.find(({ kind }) => kind === 'video')?.close();
    await settle();
    expect(ann.snapshots.at(-1)?.self.producers.map(({ kind }) => kind)).toEqual(['audio']);
    expect(transportsOf(ann)).toEqual([ann.snapshots[0]?.transports.send.id, ann.snapshots[0]?.transports.recv.id]);
    expect(bob.heard).toEqual(['producerRemoved', 'consumerRemoved']);
  });

  test('a consumer: it is made again', async () => {
    media.consumers.find(({ kind }) => kind === 'video')?.close();
    await settle();
    expect(bob.heard).toEqual(['consumerRemoved', 'consumerAdded']);
    expect(bob.snapshots).toHaveLength(1);
    expect(ann.snapshots).toHaveLength(1);
  });

  test('while its peer is away: waits for the return', async () => {
    const [send] = transportsOf(ann);
    room.detach(ann.peer, ann.channel);
    const before = media.transports.length;
    transport(send)?.close();
    await settle();
    expect(media.transports).toHaveLength(before);
  });
});

test('what closes because its peer leaves is not mended', async () => {
  const before = media.transports.length;
  room.remove(ann.peer, 'left');
  await settle();
  expect(media.transports).toHaveLength(before);
  expect(ann.snapshots).toHaveLength(1);
});

test('the last peer leaves while its transports are made anew: that ends it at once, without a warning', async () => {
  room.close();
  const logged: string[] = [];
  const logger = createLogger('warn', { write: (line) => void logged.push(line) });
  room = openRoom(media, { logger });
  ann = await enter();
  const release = media.hold('createTransport');
  const settled = vi.fn<(outcome: unknown) => void>();
  room.renew(ann.peer, { send: null, recv: null }).then(settled, settled);
  await settle();
  room.remove(ann.peer, 'left');
  release();
  await settle();
  expect(settled).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'server-closing' }));
  expect(logged).toEqual([]);
});

describe('a worker whose channel is broken', () => {
  beforeEach(() => {
    media.broken = new Error('object serialization must not be nested');
  });

  test.each([
    ['a peer that leaves', () => room.remove(ann.peer, 'left')],
    ['a producer that is closed', () => ann.peer.producers.close(media.producers[0]?.id ?? '')],
    ['a room that closes', () => room.close()],
  ])('is told by %s, and nothing is thrown', (_, close) => {
    close();
    expect(media.fail).toHaveBeenCalledWith(media.broken);
  });

  test('lets those who stay hear of what is gone, also when it goes by itself', async () => {
    room.detach(ann.peer, ann.channel);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(bob.heard).toEqual([
      'peerChanged',
      'producerRemoved',
      'producerRemoved',
      'peerLeft',
      'consumerRemoved',
      'consumerRemoved',
    ]);
  });
});

describe('another path of the client', () => {
  const change = (id: string | undefined, dtlsState = 'connected'): void => {
    const changed = transport(id);
    if (!changed) return;
    Object.assign(changed, { dtlsState });
    changed.observer.emit('iceselectedtuplechange');
  };

  beforeEach(async () => {
    await bob.peer.consumers.update(media.consumers.map(({ id }) => ({ id, ready: true })));
    const requestKeyFrame = (): object => ({ requestKeyFrame: vi.fn(() => Promise.resolve()) });
    for (const consumer of media.consumers) Object.assign(consumer, requestKeyFrame());
  });

  const asked = (): string[] =>
    (media.consumers as unknown as { kind: string; requestKeyFrame: { mock: { calls: unknown[] } } }[])
      .filter(({ requestKeyFrame }) => requestKeyFrame.mock.calls.length > 0)
      .map(({ kind }) => kind);

  test('to send on: those who watch get a fresh picture', () => {
    change(transportsOf(ann)[0]);
    expect(asked()).toEqual(['video']);
  });

  test('to receive on: what it watches is fresh', () => {
    change(transportsOf(bob)[1]);
    expect(asked()).toEqual(['video']);
  });

  test('that carries none of it, or is the first of all, asks nothing', () => {
    change(transportsOf(ann)[1]);
    change(transportsOf(bob)[0]);
    change(transportsOf(bob)[1], 'connecting');
    expect(asked()).toEqual([]);
  });
});
