import { expect, test, vi } from 'vitest';
import { ServerStats, type Samples } from '../../../../backend/src/api/server-stats.js';
import type { MediaSample } from '../../../../backend/src/media/media-census.js';
import type { RoomInfo } from '../../../../backend/src/room/room-info.js';
import type { Rooms } from '../../../../backend/src/rooms.js';

const NOTHING: MediaSample = { received: 0, sent: 0, lossReceived: [], lossSent: [], roundTrips: [] };
const usage = { user: 2, system: 0.5, memory: 20_000_000 };

function statsOf(samples: readonly MediaSample[], media: MediaSample | null = null) {
  const infos = [
    { name: 'kitchen', peers: 2, tracks: 3 },
    { name: 'attic', peers: 1, tracks: 0 },
  ] as RoomInfo[];
  const rooms: Pick<Rooms, 'list' | 'get' | 'media'> = {
    list: () => infos,
    get: (wanted) => infos.find(({ name }) => name === wanted) ?? null,
    media: () => Promise.resolve(media),
  };
  const refresh = vi.fn<Samples['refresh']>(() => Promise.resolve());
  const latest = samples.map((sample, slot) => ({ slot, usage, media: sample }));
  return { refresh, stats: new ServerStats(rooms as Rooms, { refresh, latest }) };
}

test('the server has what its rooms and its workers have together', async () => {
  const { stats, refresh } = statsOf([
    { received: 100, sent: 1_000, lossReceived: [0, 0.5], lossSent: [0.2], roundTrips: [0.01, 0.9] },
    { received: 50, sent: 500, lossReceived: [0.25], lossSent: [], roundTrips: [0.03] },
  ]);
  expect(await stats.server()).toMatchObject({
    rooms: 2,
    peers: 3,
    tracks: 3,
    workers: [
      { slot: 0, cpu: 2.5, memory: 20_000_000 },
      { slot: 1, cpu: 2.5, memory: 20_000_000 },
    ],
    flow: { received: 150, sent: 1_500, lossReceived: 0.25, lossSent: 0.2, roundTrip: 30 },
  });
  expect(refresh).toHaveBeenCalledOnce();
});

test('what nobody has told yet is not known', async () => {
  const unknown = { received: 0, sent: 0, lossReceived: null, lossSent: null, roundTrip: null };
  expect((await statsOf([NOTHING]).stats.server()).flow).toEqual(unknown);
  expect((await statsOf([]).stats.server()).flow).toEqual(unknown);
  expect(await statsOf([]).stats.room('attic')).toEqual({ room: 'attic', peers: 1, tracks: 0, flow: unknown });
});

test('a room has its own media', async () => {
  const { stats } = statsOf([], { ...NOTHING, received: 7, roundTrips: [0.02] });
  expect(await stats.room('kitchen')).toMatchObject({ peers: 2, tracks: 3, flow: { received: 7, roundTrip: 20 } });
});

test('a room that ended while its media was asked for is not found', async () => {
  const { stats } = statsOf([], NOTHING);
  await expect(stats.room('gone')).rejects.toMatchObject({ code: 'room-not-found' });
});
