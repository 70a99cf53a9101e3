import type { RoomError } from '../client/errors.js';
import type { DeviceKind, RoomState } from '../client/room-state.js';
import type { Strings } from '../i18n/strings.js';
import type { ErrorCode } from '../protocol/errors.js';
import type { NoticeView } from '../parts/views.js';

/** More than this is a wall and not a notice. */
const MOST_ERRORS = 2;

export interface NoticeFacts {
  /** Errors that the call went on in spite of, oldest first. */
  readonly errors: readonly RoomError[];
  readonly soundBlocked: boolean;
  /** There is a clipboard to copy the link to. */
  readonly canCopy: boolean;
  readonly linkCopied: boolean;
}

/** What is to be said over the tiles, most pressing first. */
export function noticeViews(state: RoomState, facts: NoticeFacts, strings: Strings): NoticeView[] {
  const notices: NoticeView[] = [];
  const plain = { tone: 'quiet', action: null, dismissible: false } as const;
  if (state.status === 'reconnecting') {
    notices.push({ ...plain, key: 'reconnecting', icon: 'loader', text: strings.reconnecting });
  }
  if (facts.soundBlocked) {
    const action = { name: 'unlock', label: strings.turnOnSound } as const;
    notices.push({ ...plain, key: 'sound', icon: 'sound', text: strings.soundBlocked, action });
  }
  for (const { code } of facts.errors.slice(-MOST_ERRORS)) {
    notices.push({
      ...plain,
      key: code,
      icon: 'warning',
      text: strings.errors[code],
      tone: 'failure',
      dismissible: true,
    });
  }
  if (state.paused) {
    const action = { name: 'resume', label: strings.resume } as const;
    notices.push({ ...plain, key: 'paused', icon: 'pause', text: strings.everythingPaused, action });
  }
  return notices;
}

/** The invitation that stands over the tiles while nobody else is there. */
export function invitation(facts: NoticeFacts, strings: Strings): NoticeView {
  const label = facts.linkCopied ? strings.linkCopied : strings.copyLink;
  return {
    key: 'alone',
    icon: facts.linkCopied ? 'check' : 'copy',
    text: strings.alone,
    tone: 'quiet',
    action: facts.canCopy ? { name: 'copy-link', label } : null,
    dismissible: false,
  };
}

/** Declining to choose a screen is no failure, and a leave settles what was under way. */
const UNSPOKEN: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['screen-refused', 'left']);

/** The errors once `error` happened: said once each, the newest last. */
export function withError(errors: readonly RoomError[], error: RoomError): readonly RoomError[] {
  if (UNSPOKEN.has(error.code)) return errors;
  return [...errors.filter(({ code }) => code !== error.code), error];
}

/** The errors once a device is asked for again or runs: what was wrong with it is past. */
export function withoutDevice(errors: readonly RoomError[], device: DeviceKind): readonly RoomError[] {
  return errors.filter(({ code }) => !code.startsWith(`${device}-`));
}
