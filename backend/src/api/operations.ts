import type { Operation } from './operation.js';
import { KNOCK_OPERATIONS } from './operations/knocks.js';
import { MESSAGE_OPERATIONS } from './operations/messages.js';
import { PEER_OPERATIONS } from './operations/peers.js';
import { ROOM_OPERATIONS } from './operations/rooms.js';
import { STATS_OPERATIONS } from './operations/stats.js';
import { TOKEN_OPERATIONS } from './operations/tokens.js';

/** All that the REST API can do: its routes and its document are made from this table, and its tests go through it. */
export const OPERATIONS: readonly Operation[] = [
  ...ROOM_OPERATIONS,
  ...PEER_OPERATIONS,
  ...KNOCK_OPERATIONS,
  ...MESSAGE_OPERATIONS,
  ...TOKEN_OPERATIONS,
  ...STATS_OPERATIONS,
];
