import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createLogger } from '../../../backend/src/logger.js';
import type { Peer } from '../../../backend/src/room/peer.js';
import { Room } from '../../../backend/src/room/room.js';
import type { RoomSnapshot } from '../../../widget/src/protocol/index.js';
import { FakeMedia } from '../../helpers/fake-media.js';
import { cameraRequest, handshakeOf, microphoneRequest } from '../../helpers/rtp.js';

interface Entered {
  peer: Peer;
  snapshots: RoomSnapshot[];
  heard: string[];
  channel: Parameters<Room['attach']>[1];
}

let media: FakeMedia;
let room: Room;
let ann: Entered;
let bob: Entered;

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

async function enter(): Promise<Entered> {
  const peer = await room.join(handshakeOf('kitchen'));
  const [snapshots, heard]: [RoomSnapshot[], string[]] = [[], []];
  const channel = {
    snapshot: (snapshot: RoomSnapshot) => snapshots.push(snapshot),
    send: (name: string) => heard.push(name),
    close: () => undefined,
  };
  room.attach(peer, channel);
  return { peer, snapshots, heard, channel };
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  media = new FakeMedia();
  const logger = createLogger('silent');
  room = new Room({ name: 'kitchen', pool: media.pool, gracePeriod: 20_000, iceServers: [], logger, onEmpty: vi.fn() });
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
