import type { RoomStatus } from '../client/room-state.js';

/** One is in the room: also while the way to it is being found again. */
export function isInRoom(status: RoomStatus): boolean {
  return status === 'joined' || status === 'reconnecting';
}

/** A call runs, or is about to. */
export function isInCall(status: RoomStatus): boolean {
  return status === 'joining' || status === 'knocking' || isInRoom(status);
}
