import { ID_PATTERN, TRACK_ID_PATTERN } from '../protocol/limits.js';
import { RoomError } from './errors.js';

/**
 * A peer or one of its tracks: what the server would not take as an id is refused here, with or without a room.
 * @param peers those of the room; null: not known
 * @throws RoomError peer-not-found
 */
export function checkTarget(target: string, peers: readonly { readonly id: string }[] | null): void {
  const [peerId] = target.split(':');
  const isId = ID_PATTERN.test(target) || TRACK_ID_PATTERN.test(target);
  const isKnown = !peers || peers.some(({ id }) => id === peerId);
  if (!isId || !isKnown) throw new RoomError('peer-not-found');
}
