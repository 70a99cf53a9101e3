import type { ChatMessageView } from './views.js';

/** Messages of one sender in a row, told apart from the next by who, to whom and when. */
export interface ChatGroup {
  /** Id of its first message. */
  readonly key: string;
  readonly messages: readonly [ChatMessageView, ...ChatMessageView[]];
  /** It is the first of another day than what stands above it, or at the top, of another day than today. */
  readonly newDay: boolean;
}

/** After such a pause the sender and the time are told anew, in ms. */
const PAUSE = 5 * 60_000;

/** @param now in ms since the epoch */
export function chatGroups(messages: readonly ChatMessageView[], now: number): ChatGroup[] {
  const groups: (ChatGroup & { readonly messages: [ChatMessageView, ...ChatMessageView[]] })[] = [];
  let before: ChatMessageView | null = null;
  for (const message of messages) {
    const newDay = dayOf(message.at) !== dayOf(before?.at ?? now);
    const last = groups.at(-1);
    if (last && before && !newDay && belong(before, message)) last.messages.push(message);
    else groups.push({ key: message.id, messages: [message], newDay });
    before = message;
  }
  return groups;
}

function belong(before: ChatMessageView, message: ChatMessageView): boolean {
  return (
    before.sender === message.sender &&
    before.name === message.name &&
    before.note === message.note &&
    message.at - before.at < PAUSE
  );
}

/** Where the clock of this machine stands. */
const dayOf = (time: number): string => new Date(time).toDateString();
