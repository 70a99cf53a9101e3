import type { LeaveReason } from '../protocol/events.js';
import type { ErrorCode } from '../protocol/errors.js';
import type { ChatStrings } from './sections/chat.js';
import type { ControlsStrings } from './sections/controls.js';
import type { EventsStrings } from './sections/events.js';
import type { LobbyStrings } from './sections/lobby.js';
import type { ModerationStrings } from './sections/moderation.js';
import type { PeopleStrings } from './sections/people.js';
import type { SettingsStrings } from './sections/settings.js';
import type { ShortcutsStrings } from './sections/shortcuts.js';
import type { StageStrings } from './sections/stage.js';

/** What is told of a local device, by the device's name in the room's state. */
type PerDevice = Readonly<Record<'microphone' | 'camera' | 'screen', string>>;

/** Every word of the tiles, which are in the first request. */
export interface TileStrings {
  /** BCP 47, for numbers, times and lists. */
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  readonly stage: StageStrings;
  readonly you: string;
  readonly guest: string;
  readonly muted: string;
  readonly paused: string;
  readonly away: string;
  readonly screenOf: (name: string) => string;
  readonly yourScreen: string;
}

/** Every word that people see or hear. A language that lacks one does not compile. */
export interface Strings extends TileStrings {
  readonly lobby: LobbyStrings;
  readonly controls: ControlsStrings;
  readonly chat: ChatStrings;
  readonly people: PeopleStrings;
  readonly settings: SettingsStrings;
  readonly shortcuts: ShortcutsStrings;
  readonly events: EventsStrings;
  readonly moderation: ModerationStrings;
  /** Heading before joining; the room's own name stands below it. */
  readonly ready: string;
  readonly noRoom: string;
  readonly yourName: string;
  readonly join: string;
  readonly joinAgain: string;
  readonly joining: string;
  readonly tryAgain: string;
  readonly failed: string;
  readonly details: string;
  readonly leave: string;
  /** The button's lasting name; its state is told beside it. */
  readonly device: PerDevice;
  /** What a click does. */
  readonly turnOn: PerDevice;
  readonly turnOff: PerDevice;
  readonly starting: PerDevice;
  readonly deviceFailed: PerDevice;
  readonly reconnecting: string;
  readonly reconnected: string;
  readonly alone: string;
  readonly copyLink: string;
  readonly linkCopied: string;
  readonly soundBlocked: string;
  readonly turnOnSound: string;
  readonly everythingPaused: string;
  readonly resume: string;
  readonly dismiss: string;
  readonly joined: string;
  readonly peerJoined: (name: string) => string;
  readonly peerLeft: (name: string) => string;
  readonly left: Readonly<Record<LeaveReason, string>>;
  /** What happened and what to do, for each code. */
  readonly errors: Readonly<Record<ErrorCode, string>>;
}
