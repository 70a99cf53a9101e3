import { SERVER_ID, type Moderation as Action, type RoomRules, type Source } from 'sfu-room/protocol';
import type { Door } from './door.js';
import type { Peer } from './peer.js';
import { RequestError } from '../request-error.js';

/** What moderating needs of a room. */
interface ModeratedRoom {
  readonly door: Door;
  /** @throws RequestError peer-not-found */
  peer(id: string): Peer;
  /** All who are there as the same somebody, that one among them. */
  allOf(peer: Peer): Peer[];
  setRules(rules: Partial<RoomRules>): void;
  remove(peer: Peer, reason: 'removed'): void;
  /** What the peer may do has changed. */
  permitted(peer: Peer): Promise<void>;
  end(): void;
}

type Handlers = {
  [K in Action['action']]: (
    room: ModeratedRoom,
    action: Extract<Action, { action: K }>,
    by: Peer | null,
  ) => void | Promise<void>;
};

/** With what is seen goes what is heard of it. */
const TOGETHER: Partial<Record<Source, readonly Source[]>> = { screen: ['screen', 'screenaudio'] };

const HANDLERS: Handlers = {
  stop: async (room, { peerId, source }, by) => {
    await room.peer(peerId).stop(TOGETHER[source] ?? [source], by?.id ?? SERVER_ID);
  },

  ask: (room, { peerId, source }, by) => {
    room.peer(peerId).send('asked', { source, by: by?.id ?? SERVER_ID });
  },

  remove: (room, { peerId, ban }) => {
    const peer = room.peer(peerId);
    if (!ban) {
      room.remove(peer, 'removed');
      return;
    }
    for (const one of room.allOf(peer)) {
      room.door.ban(one);
      room.remove(one, 'removed');
    }
  },

  permit: async (room, { peerId, permissions }, by) => {
    const peer = room.peer(peerId);
    peer.permit(permissions, by?.id ?? SERVER_ID);
    await room.permitted(peer);
  },

  rule: (room, { rules }) => {
    if (typeof rules.spotlight === 'string') room.peer(rules.spotlight);
    room.setRules(rules);
  },

  admit: (room, { id }) => {
    room.door.admit(id);
  },

  deny: (room, { id }) => {
    room.door.deny(id);
  },

  end: (room) => {
    room.end();
  },
};

/**
 * Does what a moderator asks for, in the room or from the program that hosts it.
 * @param by null: the program
 * @throws RequestError not-permitted, peer-not-found
 */
export async function moderate(room: ModeratedRoom, action: Action, by: Peer | null): Promise<void> {
  if (by && !by.permissions.moderate) throw new RequestError('not-permitted');
  const handle = HANDLERS[action.action] as (room: ModeratedRoom, action: Action, by: Peer | null) => unknown;
  await handle(room, action, by);
}
