import type { RoomStatus } from '../client/room-state.js';

/** Whoever pressed to join is not in as yet. */
export function isWaiting(status: RoomStatus): boolean {
  return status === 'joining' || status === 'knocking';
}
