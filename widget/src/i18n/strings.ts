import type { LeaveReason } from '../protocol/events.js';
import type { ErrorCode } from '../protocol/errors.js';

/** What is told of a local device, by the device's name in the room's state. */
type PerDevice = Readonly<Record<'microphone' | 'camera' | 'screen', string>>;

/** Every word that people see or hear. A language that lacks one does not compile. */
export interface Strings {
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
  readonly controls: string;
  readonly people: string;
  readonly leave: string;
  /** The button's lasting name; its state is told beside it. */
  readonly device: PerDevice;
  /** What a click does. */
  readonly turnOn: PerDevice;
  readonly turnOff: PerDevice;
  readonly starting: PerDevice;
  readonly deviceFailed: PerDevice;
  readonly you: string;
  readonly guest: string;
  readonly muted: string;
  readonly paused: string;
  readonly away: string;
  readonly screenOf: (name: string) => string;
  readonly yourScreen: string;
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
