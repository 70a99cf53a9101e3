import type { RoomError } from '../../client/errors.js';
import type { ChoosableDevice, RoomState } from '../../client/room-state.js';
import type { Strings } from '../../i18n/strings.js';
import type { IconName } from '../../parts/icons.js';
import type { ErrorCode } from '../../protocol/errors.js';
import type { Knock } from '../../protocol/permissions.js';
import type { NoticeView } from '../../parts/views.js';

/** More than these is a wall and not a notice. */
export const MOST_NOTICES = 3;

/** Of which errors have at most this many, so that the others have a place. */
const MOST_ERRORS = 2;

/** Longer messages are read in the chat, in UTF-16 code units. */
const LONGEST_TEXT = 140;

/** Something that happened just now. */
export type Toast =
  | { readonly key: string; readonly kind: 'hand'; readonly name: string }
  | { readonly key: string; readonly kind: 'stopped'; readonly device: 'microphone' | 'camera' | 'screen' }
  | { readonly key: string; readonly kind: 'asked'; readonly device: 'microphone' | 'camera' }
  /** Whether one moderates from now on; whether the room is locked. */
  | { readonly key: string; readonly kind: 'moderator' | 'locked'; readonly is: boolean }
  | { readonly key: string; readonly kind: 'draining' }
  | { readonly key: string; readonly kind: 'failed'; readonly code: ErrorCode }
  | { readonly key: string; readonly kind: 'message'; readonly name: string; readonly text: string }
  | {
      readonly key: string;
      readonly kind: 'using' | 'unplugged';
      readonly device: ChoosableDevice;
      /** Of the device in use from now on; '': not known. */
      readonly label: string;
    };

export interface NoticeFacts {
  /** Errors that the call went on in spite of, oldest first. */
  readonly errors: readonly RoomError[];
  readonly soundBlocked: boolean;
  /** There is a clipboard to copy the link to. */
  readonly canCopy: boolean;
  readonly linkCopied: boolean;
  /** What has just happened, oldest first. */
  readonly toasts: readonly Toast[];
  /** Who waits to be let in, and has not been looked at. */
  readonly knocks: readonly Knock[];
  /** Messages since the chat was last in sight. */
  readonly unread: number;
  /** There is a chat to open. */
  readonly full: boolean;
}

/** Key of the notice of who knocks. */
export const KNOCKS = 'knocks';

type Draft = Pick<NoticeView, 'key' | 'icon' | 'text'> & Partial<NoticeView>;

const notice = (draft: Draft): NoticeView => ({
  tone: 'quiet',
  action: null,
  dismissible: false,
  announced: false,
  ...draft,
});

/** What is to be said over the tiles, most pressing first: what lasts, then what has just happened, the newest first. */
export function noticeViews(state: RoomState, facts: NoticeFacts, strings: Strings): NoticeView[] {
  const notices: NoticeView[] = [];
  if (state.status === 'reconnecting') {
    notices.push(notice({ key: 'reconnecting', icon: 'loader', text: strings.reconnecting }));
  }
  if (facts.soundBlocked) {
    const action = { name: 'unlock', label: strings.turnOnSound } as const;
    notices.push(notice({ key: 'sound', icon: 'sound', text: strings.soundBlocked, action }));
  }
  if (facts.full && facts.knocks.length > 0) notices.push(knockNotice(facts.knocks, strings));
  for (const { code } of facts.errors.slice(-MOST_ERRORS)) {
    const text = strings.errors[code];
    notices.push(notice({ key: code, icon: 'warning', text, tone: 'failure', dismissible: true }));
  }
  if (state.paused) {
    const action = { name: 'resume', label: strings.resume } as const;
    notices.push(notice({ key: 'paused', icon: 'pause', text: strings.everythingPaused, action }));
  }
  const chatIsClosed = facts.full && facts.unread > 0;
  const toasts = facts.toasts.filter(({ kind }) => kind !== 'message' || chatIsClosed);
  return [...notices, ...toasts.toReversed().map((toast) => toastView(toast, strings))].slice(0, MOST_NOTICES);
}

/** At the door: one is let in from here, several from the list. */
function knockNotice(knocks: readonly Knock[], { moderation, guest }: Strings): NoticeView {
  const [first, ...others] = knocks;
  const plain = { key: KNOCKS, icon: 'door', dismissible: true, announced: true } as const;
  if (!first || others.length > 0) {
    const action = { name: 'open-people', label: moderation.show } as const;
    return notice({ ...plain, text: moderation.wantIn(knocks.length), action });
  }
  const action = { name: 'admit', label: moderation.admit, id: first.id } as const;
  return notice({ ...plain, text: moderation.wantsIn(first.name || guest), action });
}

const ICONS: Readonly<Record<ChoosableDevice, IconName>> = {
  microphone: 'microphone',
  camera: 'camera',
  speaker: 'sound',
};

function toastView(toast: Toast, strings: Strings): NoticeView {
  const { key } = toast;
  const text = toastWords(toast, strings);
  const plain = { key, text, dismissible: true, announced: true };
  switch (toast.kind) {
    case 'hand':
      return notice({ ...plain, icon: 'hand' });
    case 'message':
      return notice({ ...plain, icon: 'chat', action: { name: 'open-chat', label: strings.events.openChat } });
    case 'stopped':
      return notice({ ...plain, icon: `${toast.device}-off` });
    case 'asked': {
      const { moderation, turnOn } = strings;
      const { device } = toast;
      const action =
        device === 'microphone'
          ? ({ name: 'unmute', label: moderation.unmute } as const)
          : ({ name: 'camera-on', label: turnOn.camera } as const);
      return notice({ ...plain, icon: device, action });
    }
    case 'moderator':
      return notice({ ...plain, icon: 'moderator' });
    case 'locked':
      return notice({ ...plain, icon: toast.is ? 'lock' : 'unlock' });
    case 'draining':
      return notice({ ...plain, icon: 'retry' });
    case 'failed':
      return notice({ ...plain, icon: 'warning', tone: 'failure' });
    case 'using':
    case 'unplugged':
      return notice({ ...plain, icon: ICONS[toast.device] });
  }
}

/** What a toast says, to be read or to be heard. */
export function toastWords(toast: Toast, { events, moderation, errors }: Strings): string {
  switch (toast.kind) {
    case 'hand':
      return events.handRaised(toast.name);
    case 'message':
      return events.message(toast.name, shortened(toast.text));
    case 'stopped':
      return moderation.stopped[toast.device];
    case 'asked':
      return moderation.asked[toast.device];
    case 'moderator':
      return toast.is ? moderation.promoted : moderation.demoted;
    case 'locked':
      return toast.is ? moderation.locked : moderation.unlocked;
    case 'draining':
      return moderation.restarting;
    case 'failed':
      return errors[toast.code];
    case 'using':
    case 'unplugged':
      return events[toast.kind][toast.device](toast.label);
  }
}

/** One line of it, cut between characters as people see them. */
function shortened(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  if (line.length <= LONGEST_TEXT) return line;
  let cut = '';
  for (const { segment } of new Intl.Segmenter().segment(line)) {
    if (cut.length + segment.length >= LONGEST_TEXT) break;
    cut += segment;
  }
  return `${cut.trimEnd()}…`;
}

/** The invitation that stands over the tiles while nobody else is there. */
export function invitation(facts: Pick<NoticeFacts, 'canCopy' | 'linkCopied'>, strings: Strings): NoticeView {
  const label = facts.linkCopied ? strings.linkCopied : strings.copyLink;
  return notice({
    key: 'alone',
    icon: facts.linkCopied ? 'check' : 'copy',
    text: strings.alone,
    action: facts.canCopy ? { name: 'copy-link', label } : null,
  });
}
