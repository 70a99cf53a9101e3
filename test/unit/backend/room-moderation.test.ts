import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ANYBODY } from '../../../backend/src/auth/grants.js';
import type { Peer } from '../../../backend/src/room/peer.js';
import type { Room } from '../../../backend/src/room/room.js';
import { ServerEvents } from '../../../backend/src/room/server-events.js';
import { createLogger } from '../../../backend/src/logger.js';
import type { RoomEventName, RoomSnapshot } from '../../../widget/src/protocol/index.js';
import { FakeMedia } from '../../helpers/fake-media.js';
import { joinRoom, LIMITS, openRoom } from '../../helpers/open-room.js';
import { cameraRequest, microphoneRequest } from '../../helpers/rtp.js';

let media: FakeMedia;
let room: Room;
const onClosed = vi.fn();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_000 });
  media = new FakeMedia();
  room = openRoom(media, { onClosed });
});

afterEach(() => {
  room.close();
  expect(media.open(media.transports)).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
  vi.clearAllMocks();
  vi.useRealTimers();
});

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

interface Entered {
  peer: Peer;
  channel: Parameters<Room['attach']>[1];
  /** In order; `snapshot` among them. */
  heard: string[];
  snapshots: RoomSnapshot[];
}

async function enter(grants = ANYBODY): Promise<Entered> {
  const peer = await joinRoom(room, {}, grants);
  const [heard, snapshots]: [string[], RoomSnapshot[]] = [[], []];
  const channel = {
    snapshot: (snapshot: RoomSnapshot) => {
      heard.push('snapshot');
      snapshots.push(snapshot);
    },
    send: (name: RoomEventName) => void heard.push(name),
    close: vi.fn<() => void>(),
  };
  room.attach(peer, channel);
  return { peer, channel, heard, snapshots };
}

describe('a source that is withdrawn', () => {
  test('while the worker still makes its producer: what comes of it is closed, and refused', async () => {
    const ada = await enter();
    const release = media.hold('produce');
    const produced = expect(room.produce(ada.peer, cameraRequest())).rejects.toMatchObject({ code: 'not-permitted' });
    await settle();
    await room.moderate({ action: 'permit', peerId: ada.peer.id, permissions: { publish: ['microphone'] } }, null);
    release();
    await produced;
    expect(media.open(media.producers)).toEqual([]);
    expect(ada.peer.producers.infos()).toEqual([]);
  });

  test('by a fresh token ends as well', async () => {
    const ada = await enter();
    await room.produce(ada.peer, cameraRequest());
    await room.produce(ada.peer, microphoneRequest());
    ada.peer.grant({ ...ANYBODY, permissions: { ...ANYBODY.permissions, publish: ['microphone'] } });
    await room.permitted(ada.peer);
    expect(ada.peer.producers.infos().map(({ source }) => source)).toEqual(['microphone']);
  });
});

test('a stop while the worker still makes the producer silences what comes of it', async () => {
  const ada = await enter();
  const release = media.hold('produce');
  const produced = room.produce(ada.peer, microphoneRequest());
  await settle();
  const stopped = room.moderate({ action: 'stop', peerId: ada.peer.id, source: 'microphone' }, null);
  release();
  await Promise.all([produced, stopped]);
  expect(ada.peer.producers.infos()).toMatchObject([{ paused: true }]);
});

describe('who moderates', () => {
  test('by being the first hears of nothing before its snapshot', async () => {
    room = openRoom(media, { firstModerates: true });
    const ada = await enter();
    expect(ada.heard).toEqual(['snapshot']);
    expect(ada.snapshots).toMatchObject([{ seq: 0, self: { moderator: true } }]);
    const bob = await enter();
    expect(bob.heard).toEqual(['snapshot']);
    expect(ada.heard).toEqual(['snapshot', 'peerJoined']);
  });
});

test('what a listener does wrong harms nobody, and is in the log', async () => {
  const logged: string[] = [];
  const events = new ServerEvents(createLogger('error', { write: (line) => void logged.push(line) }));
  events.on('peerjoined', () => {
    throw new Error('a fault of the program');
  });
  const joined = vi.fn();
  events.on('peerjoined', joined);
  room = openRoom(media, { events });
  await enter();
  expect(joined).toHaveBeenCalledOnce();
  expect(logged.join()).toContain('a fault of the program');
});

describe('a room', () => {
  test('tells what happened in an order that makes sense, down to its end', async () => {
    const told: string[] = [];
    const events = new ServerEvents(createLogger('silent'));
    const names = ['roomstarted', 'peerjoined', 'trackpublished', 'trackremoved', 'peerleft', 'roomended'] as const;
    for (const name of names) events.on(name, () => told.push(name));
    room = openRoom(media, { events });
    const ada = await enter();
    await room.produce(ada.peer, cameraRequest());
    room.end();
    expect(told).toEqual(names);
    expect(ada.heard.at(-1)).toBe('ended');
  });

  test('that waits for peers is not kept by those who are refused', async () => {
    room = openRoom(media, { onClosed, limits: { ...LIMITS, emptyTimeout: 10_000 } });
    room.remove((await enter()).peer, 'left');
    const session = { id: 'x'.repeat(22), secret: 'y'.repeat(22) };
    for (let seconds = 0; seconds < 9; seconds += 1) {
      await vi.advanceTimersByTimeAsync(1_000);
      await expect(joinRoom(room, { session })).rejects.toMatchObject({ code: 'session-invalid' });
    }
    expect(onClosed).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(onClosed).toHaveBeenCalledOnce();
  });

  test('that waits for peers waits anew after each of them', async () => {
    room = openRoom(media, { onClosed, limits: { ...LIMITS, emptyTimeout: 10_000 } });
    for (let times = 0; times < 3; times += 1) {
      room.remove((await enter()).peer, 'left');
      await vi.advanceTimersByTimeAsync(9_000);
    }
    expect(onClosed).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(onClosed).toHaveBeenCalledOnce();
  });

  test('with a place for one more lets in one of two who come at once', async () => {
    room = openRoom(media, { limits: { ...LIMITS, peers: 1 } });
    const outcomes = await Promise.allSettled([enter(), enter()]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(room.size).toBe(1);
  });

  test('leaves no timer behind, whatever was going on', async () => {
    room = openRoom(media, { limits: { ...LIMITS, duration: 60_000, emptyTimeout: 60_000 } });
    const ada = await enter({ ...ANYBODY, expiresAt: 600_000 });
    room.detach(ada.peer, ada.channel);
    room.close();
    expect(vi.getTimerCount()).toBe(0);
  });
});
