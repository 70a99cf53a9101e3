import { z } from 'zod';
import { MAX_PRODUCERS } from 'sfu-room/protocol';
import { limit, milliseconds, setting } from '../setting.js';

/** How much one room, one peer, one address and the whole server may take. */
export const LIMITS = {
  maxRooms: limit({ default: 1_000, description: 'Most rooms of this server' }, { most: 1_000_000 }),
  maxTotalPeers: limit({ default: 5_000, description: 'Most peers of this server' }, { most: 1_000_000 }),
  // One worker carries about 500 consumers well.
  maxPeers: limit({ default: 100, description: 'Most peers of a room' }, { most: 10_000 }),
  maxProducers: limit(
    { default: MAX_PRODUCERS, description: 'Most tracks that a peer may publish at a time' },
    { most: MAX_PRODUCERS },
  ),
  maxBitrate: setting({
    schema: z.int().min(50_000).nullable(),
    default: null,
    form: 'number',
    placeholder: 'bit/s',
    description: 'Most that a peer may send, in bit/s',
    defaultDescription: 'no limit',
    expects: 'a whole number of bit/s from 50000 up',
  }),
  maxDuration: setting({
    schema: z.int().min(1_000).max(2_147_483_647).nullable(),
    default: null,
    form: 'number',
    placeholder: 'ms',
    description: 'After so long a room ends for everyone, in ms',
    defaultDescription: 'no limit',
    expects: 'a whole number of milliseconds from 1000 to 2147483647',
  }),
  emptyTimeout: milliseconds(
    { default: 0, description: 'How long a room stays after its last peer has left, in ms' },
    { most: 86_400_000 },
  ),
  // A company of several hundred behind one address, all coming at nine, passes.
  joinsPerMinute: limit({ default: 600, description: 'Most joins from one address in a minute' }, { most: 1_000_000 }),
  requestsPerSecond: limit(
    { default: 100, description: 'Most requests of one peer in a second, over ten seconds' },
    { most: 100_000 },
  ),
  drainTimeout: milliseconds(
    { default: 3_000, description: 'At SIGTERM: how long calls may go on before they are closed, in ms' },
    { most: 86_400_000 },
  ),
} as const;
