import { MAX_PRODUCERS } from 'sfu-room/protocol';
import { z } from 'zod';
import type { RoomLimits } from './room-limits.js';

/** What may be said of a room's limits: the same ranges as those of the settings that hold where nothing is said. */
export const roomLimits: z.ZodType<Partial<RoomLimits>> = z.strictObject({
  peers: z.int().min(1).max(10_000).exactOptional(),
  producers: z.int().min(1).max(MAX_PRODUCERS).exactOptional(),
  bitrate: z.int().min(50_000).nullable().exactOptional(),
  // The longest that a timer can wait, 2^31 - 1.
  duration: z.int().min(1_000).max(2_147_483_647).nullable().exactOptional(),
  emptyTimeout: z.int().min(0).max(86_400_000).exactOptional(),
});
