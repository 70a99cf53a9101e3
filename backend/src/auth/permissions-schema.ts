import { SOURCES, type Permissions } from 'sfu-room/protocol';
import { z } from 'zod';

const flag = z.boolean().exactOptional();

/** A part of a peer's permissions; a word that is none of them is refused, as it may have been meant to forbid something. */
export const permissions: z.ZodType<Partial<Permissions>> = z.strictObject({
  publish: z.array(z.enum(SOURCES)).max(SOURCES.length).exactOptional(),
  subscribe: flag,
  chat: flag,
  data: flag,
  rename: flag,
  moderate: flag,
});
