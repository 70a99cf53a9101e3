import { ID_PATTERN, SOURCES, type Moderation } from 'sfu-room/protocol';
import { z } from 'zod';
import { permissions } from '../auth/permissions-schema.js';
import { rulesChange } from '../auth/room-rules-schema.js';

const id = z.string().regex(ID_PATTERN);
const source = z.enum(SOURCES);

export const moderation: z.ZodType<Moderation> = z.discriminatedUnion('action', [
  z.object({ action: z.literal('stop'), peerId: id, source }),
  z.object({ action: z.literal('ask'), peerId: id, source: z.enum(['microphone', 'camera']) }),
  z.object({ action: z.literal('remove'), peerId: id, ban: z.boolean().exactOptional() }),
  z.object({ action: z.literal('permit'), peerId: id, permissions }),
  z.object({ action: z.literal('rule'), rules: rulesChange }),
  z.object({ action: z.literal('admit'), id }),
  z.object({ action: z.literal('deny'), id }),
  z.object({ action: z.literal('end') }),
]);
