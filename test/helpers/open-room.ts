import { ANYBODY, type Grants } from '../../backend/src/auth/grants.js';
import type { RoomLimits } from '../../backend/src/auth/room-limits.js';
import { createLogger } from '../../backend/src/logger.js';
import type { Peer } from '../../backend/src/room/peer.js';
import { Room, type RoomOptions } from '../../backend/src/room/room.js';
import { ServerEvents } from '../../backend/src/room/server-events.js';
import { Visitor } from '../../backend/src/room/visitor.js';
import type { Handshake } from '../../widget/src/protocol/index.js';
import type { FakeMedia } from './fake-media.js';
import { handshakeOf } from './rtp.js';

/** Far above what a test needs, unless it is about one of them. */
export const LIMITS: RoomLimits = {
  peers: 1_000,
  producers: 16,
  bitrate: null,
  duration: null,
  emptyTimeout: 0,
};

/** A room on a worker that the test plays; nobody moderates it. */
export function openRoom(media: FakeMedia, change: Partial<RoomOptions> = {}): Room {
  const logger = createLogger('silent');
  return new Room({
    name: 'kitchen',
    pool: media.pool,
    gracePeriod: 20_000,
    limits: LIMITS,
    iceServers: () => [],
    isServerFull: () => false,
    firstModerates: false,
    events: new ServerEvents(logger),
    logger,
    onClosed: () => undefined,
    ...change,
  });
}

/** Who comes in without having to knock. @throws RequestError as `Room.join` */
export async function joinRoom(room: Room, change: Partial<Handshake> = {}, grants: Grants = ANYBODY): Promise<Peer> {
  const who = await room.join(handshakeOf(room.name, change), grants);
  if (who instanceof Visitor) throw new Error('It has to knock.');
  return who;
}
