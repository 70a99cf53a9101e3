import { z } from 'zod';
import { LIMIT_RANGES, type RoomLimits } from './room-limits.js';

const { peers, producers, bitrate, duration, emptyTimeout } = LIMIT_RANGES;

/** What may be said of a room's limits, where the settings do not hold. */
export const roomLimits: z.ZodType<Partial<RoomLimits>> = z.strictObject({
  peers: z.int().min(peers.least).max(peers.most).exactOptional(),
  producers: z.int().min(producers.least).max(producers.most).exactOptional(),
  bitrate: z.int().min(bitrate.least).nullable().exactOptional(),
  duration: z.int().min(duration.least).max(duration.most).nullable().exactOptional(),
  emptyTimeout: z.int().min(emptyTimeout.least).max(emptyTimeout.most).exactOptional(),
});
