import { SOURCES, type Source } from './source.js';

/** What a peer may do in its room: what its token says, and what moderators changed since. */
export interface Permissions {
  /** Sources that it may publish. */
  publish: Source[];
  /** It receives what others publish. */
  subscribe: boolean;
  /** It sends messages and reactions. */
  chat: boolean;
  /** It sends data of the page's own. */
  data: boolean;
  /** It chooses its own name. */
  rename: boolean;
  /** It moderates: see `Moderation`. */
  moderate: boolean;
}

/** What holds for everyone in a room. */
export interface RoomRules {
  /** Nobody new gets in. */
  locked: boolean;
  /** Who is new knocks, and waits until a moderator lets them in. */
  lobby: boolean;
  /** Id of the peer that everyone is to see large; null: nobody. */
  spotlight: string | null;
}

/** Somebody who waits to be let in. */
export interface Knock {
  /** The id that the peer will have. */
  id: string;
  name: string;
}

/**
 * When a moderator last stopped each source of a peer, in ms since the epoch by the server's clock; a number that grew is
 * an order to switch it off. A count would begin anew with a server that was started again, and an order be taken for old.
 */
export type Stops = Partial<Record<Source, number>>;

/** What a moderator may ask for. */
export type Moderation =
  /**
   * Stops what a peer sends of a source, at the server and at once. The peer may switch it on again; `permit` can keep it
   * from that. With `screen` its sound stops as well.
   */
  | { action: 'stop'; peerId: string; source: Source }
  /** Asks a peer to switch its microphone or camera on. */
  | { action: 'ask'; peerId: string; source: 'microphone' | 'camera' }
  /**
   * Puts a peer out; with `ban` neither its session nor whoever has its identity gets in again for as long as the room
   * exists, and others of that identity go as well.
   */
  | { action: 'remove'; peerId: string; ban?: boolean }
  /** Changes what a peer may do; what is left out stays as it is. `{moderate: true}` makes a moderator. */
  | { action: 'permit'; peerId: string; permissions: Partial<Permissions> }
  /** Changes what holds for everyone; what is left out stays as it is. */
  | { action: 'rule'; rules: Partial<RoomRules> }
  /** Lets somebody in who knocks. */
  | { action: 'admit'; id: string }
  /** Sends somebody away who knocks. */
  | { action: 'deny'; id: string }
  /** Ends the call for everyone. */
  | { action: 'end' };

/** What a peer may do of whom nothing else is said: everything but to moderate. */
export const PARTICIPANT: Readonly<Permissions> = Object.freeze({
  publish: [...SOURCES],
  subscribe: true,
  chat: true,
  data: true,
  rename: true,
  moderate: false,
});

/** What holds in a room of which nothing else is said. */
export const NO_RULES: Readonly<RoomRules> = Object.freeze({ locked: false, lobby: false, spotlight: null });
