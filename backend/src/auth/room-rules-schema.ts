import { ID_PATTERN, type RoomRules } from 'sfu-room/protocol';
import { z } from 'zod';

/** All of a room's rules. */
export const roomRules = z.object({
  locked: z.boolean().meta({ description: 'Nobody new gets in.' }),
  lobby: z.boolean().meta({ description: 'Who is new knocks, and waits until somebody lets them in.' }),
  spotlight: z
    .string()
    .regex(ID_PATTERN, 'no id of a peer')
    .nullable()
    .meta({ description: 'The peer that everyone is to see large; null: nobody.' }),
}) satisfies z.ZodType<RoomRules>;

const { locked, lobby, spotlight } = roomRules.shape;

/** What is left out stays as it is; a word that is none of them is refused. */
export const rulesChange = z.strictObject({
  locked: locked.exactOptional(),
  lobby: lobby.exactOptional(),
  spotlight: spotlight.exactOptional(),
}) satisfies z.ZodType<Partial<RoomRules>>;
