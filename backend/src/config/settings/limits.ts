import { z } from 'zod';
import { MAX_PRODUCERS } from 'sfu-room/protocol';
import { LIMIT_RANGES } from '../../auth/room-limits.js';
import { limit, milliseconds, setting } from '../setting.js';

const { peers, producers, bitrate, duration, emptyTimeout } = LIMIT_RANGES;

/** How much one room, one peer, one address and the whole server may take. */
export const LIMITS = {
  // Whoever may join can name rooms, and each takes a router in a worker until it is empty: this bounds what invented
  // names cost. With five peers to a room it is reached together with the limit of all peers.
  maxRooms: limit({ default: 1_000, description: 'Most rooms of this server' }, { most: 1_000_000 }),
  // Bounds what a crowd takes of memory and open files. How many the machine carries is for its operator to find out and
  // to set.
  maxTotalPeers: limit({ default: 5_000, description: 'Most peers of this server' }, { most: 1_000_000 }),
  // A room lives on one worker, and its cost grows by the square of its peers, as all receive all: this keeps one room
  // from taking the worker from the others there.
  maxPeers: limit({ default: 100, description: 'Most peers of a room' }, peers),
  maxProducers: limit(
    { default: MAX_PRODUCERS, description: 'Most tracks that a peer may publish at a time' },
    producers,
  ),
  maxBitrate: setting({
    schema: z.int().min(bitrate.least).nullable(),
    default: null,
    form: 'number',
    placeholder: 'bit/s',
    description: 'Most that a peer may send, in bit/s',
    defaultDescription: 'no limit',
    expects: `a whole number of bit/s from ${String(bitrate.least)} up`,
  }),
  maxDuration: setting({
    schema: z.int().min(duration.least).max(duration.most).nullable(),
    default: null,
    form: 'number',
    placeholder: 'ms',
    description: 'After so long a room ends for everyone, in ms',
    defaultDescription: 'no limit',
    expects: `a whole number of milliseconds from ${String(duration.least)} to ${String(duration.most)}`,
  }),
  emptyTimeout: milliseconds(
    { default: 0, description: 'How long a room stays after its last peer has left, in ms' },
    emptyTimeout,
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
