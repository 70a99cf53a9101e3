import type { z } from 'zod';
import type { MediaSample } from '../media/media-census.js';
import type { SlotSample } from '../metrics/media-sampler.js';
import type { Rooms } from '../rooms.js';
import { roomOf } from './lookup.js';
import type { roomStats, serverStats } from './schemas.js';

type Flow = z.output<typeof roomStats>['flow'];

/** Where the numbers of the workers come from. */
export interface Samples {
  /** Resolves when `latest` is new enough. */
  refresh(): Promise<void>;
  readonly latest: readonly SlotSample[];
}

/** What a server has to do at the moment, in numbers. */
export class ServerStats {
  readonly #startedAt = Date.now();

  constructor(
    private readonly rooms: Rooms,
    private readonly samples: Samples,
  ) {}

  async server(): Promise<z.output<typeof serverStats>> {
    await this.samples.refresh();
    const rooms = this.rooms.list();
    const { latest } = this.samples;
    return {
      startedAt: this.#startedAt,
      rooms: rooms.length,
      peers: rooms.reduce((sum, { peers }) => sum + peers, 0),
      tracks: rooms.reduce((sum, { tracks }) => sum + tracks, 0),
      workers: latest.map(({ slot, usage: { user, system, memory } }) => ({ slot, cpu: user + system, memory })),
      flow: flowOf(latest.map(({ media }) => media)),
    };
  }

  /** @throws RoomNotFound; ApiError room-not-found, where it ends meanwhile */
  async room(name: string): Promise<z.output<typeof roomStats>> {
    const sample = await this.rooms.media(name);
    const { peers, tracks } = roomOf(this.rooms, name);
    return { room: name, peers, tracks, flow: flowOf(sample ? [sample] : []) };
  }
}

function flowOf(samples: readonly MediaSample[]): Flow {
  const roundTrip = median(samples.flatMap(({ roundTrips }) => roundTrips));
  return {
    received: samples.reduce((sum, { received }) => sum + received, 0),
    sent: samples.reduce((sum, { sent }) => sum + sent, 0),
    lossReceived: mean(samples.flatMap(({ lossReceived }) => lossReceived)),
    lossSent: mean(samples.flatMap(({ lossSent }) => lossSent)),
    roundTrip: roundTrip === null ? null : roundTrip * 1_000,
  };
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}
