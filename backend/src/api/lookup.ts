import type { PeerDetails, RoomInfo } from '../room/room-info.js';
import type { Rooms } from '../rooms.js';
import { ApiError } from './api-error.js';

/** @throws ApiError room-not-found */
export function roomOf(rooms: Rooms, name: string): RoomInfo {
  const room = rooms.get(name);
  if (!room) throw new ApiError('room-not-found');
  return room;
}

/** @throws RoomNotFound; ApiError peer-not-found */
export function peerOf(rooms: Rooms, room: string, id: string): PeerDetails {
  const found = rooms.peers(room).find((each) => each.id === id);
  if (!found) throw new ApiError('peer-not-found');
  return found;
}
