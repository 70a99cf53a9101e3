import type { ModerationStrings } from '../i18n/sections/moderation.js';
import type { Moderation } from '../protocol/permissions.js';

/** One thing that a moderator may do with somebody now. */
export interface PersonAction {
  readonly name: keyof ModerationStrings['actions'];
  /** What is asked of the server for it. */
  readonly asks: Moderation;
}

export interface KnockView {
  /** The id that the peer will have. */
  readonly id: string;
  readonly name: string;
  /** 0-359, the avatar's colour. */
  readonly hue: number;
}

/** What moderators see of a room that the others do not. */
export interface ModerationView {
  readonly locked: boolean;
  /** Who is new waits to be let in. */
  readonly lobby: boolean;
  /** Who waits, in the order they came. */
  readonly knocks: readonly KnockView[];
  /** What mutes everyone else; empty when nobody else is to be heard. */
  readonly muteAll: readonly Moderation[];
}
