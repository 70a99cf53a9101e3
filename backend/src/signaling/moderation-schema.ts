import { ID_PATTERN, SOURCES, type Moderation, type RoomRules } from 'sfu-room/protocol';
import { z } from 'zod';
import { permissions } from '../auth/permissions-schema.js';

const id = z.string().regex(ID_PATTERN);
const source = z.enum(SOURCES);
const flag = z.boolean().exactOptional();

/** A part of a room's rules. */
export const rules: z.ZodType<Partial<RoomRules>> = z.strictObject({
  locked: flag,
  lobby: flag,
  spotlight: id.nullable().exactOptional(),
});

export const moderation: z.ZodType<Moderation> = z.discriminatedUnion('action', [
  z.object({ action: z.literal('stop'), peerId: id, source }),
  z.object({ action: z.literal('ask'), peerId: id, source: z.enum(['microphone', 'camera']) }),
  z.object({ action: z.literal('remove'), peerId: id, ban: flag }),
  z.object({ action: z.literal('permit'), peerId: id, permissions }),
  z.object({ action: z.literal('rule'), rules }),
  z.object({ action: z.literal('admit'), id }),
  z.object({ action: z.literal('deny'), id }),
  z.object({ action: z.literal('end') }),
]);
