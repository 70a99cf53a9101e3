import { PARTICIPANT, type Permissions } from 'sfu-room/protocol';
import type { RoomLimits } from './room-limits.js';

/** What a join was found to be allowed: who comes, and what they may do. */
export interface Grants {
  /** Who it is to the program that let them in; null: nobody in particular. */
  readonly identity: string | null;
  /** The name that they have in the room; null: the one they choose. */
  readonly name: string | null;
  /** What they are called beside their name, such as `teacher`; may be ''. */
  readonly role: string;
  readonly permissions: Readonly<Permissions>;
  /** In ms since the epoch; null: never. */
  readonly expiresAt: number | null;
  /** For the room, where this join opens it. */
  readonly limits: Partial<RoomLimits>;
}

/** What everyone gets where no token is asked for. */
export const ANYBODY: Grants = Object.freeze({
  identity: null,
  name: null,
  role: '',
  permissions: PARTICIPANT,
  expiresAt: null,
  limits: Object.freeze({}),
});

/** Whose name was given to them keeps it, unless the same who gave it says otherwise. */
export function permissionsOf(name: string | null, said: Partial<Permissions> = {}): Permissions {
  return { ...PARTICIPANT, rename: name === null, ...said };
}
