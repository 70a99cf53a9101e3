import type { RoomState } from '../../client/room-state.js';
import type { Strings } from '../../i18n/strings.js';
import type { ChatMessageView, ChatView } from '../../parts/views.js';
import { MAX_MESSAGE_LENGTH } from '../../protocol/limits.js';

/** Sender of one's own messages. */
const SELF = 'self';

interface Kept {
  readonly outbox: RoomState['outbox'];
  readonly selfId: string | null;
  readonly writable: boolean;
  readonly peers: RoomState['peers'];
  readonly strings: Strings;
  readonly view: ChatView;
}

/** A room's state changes many times a second while people speak: what is said in writing is not drawn anew for that. */
const kept = new WeakMap<RoomState['messages'], Kept>();

/** What the chat shows of a state; the same object for as long as that is the same. */
export function chatView(state: RoomState, strings: Strings): ChatView {
  const { messages, outbox, peers, self } = state;
  const writable = self.permissions.chat;
  const known = kept.get(messages);
  if (
    known?.outbox === outbox &&
    known.selfId === self.id &&
    known.writable === writable &&
    known.strings === strings &&
    // Only who writes to one peer alone needs their names.
    (known.peers === peers || ![...messages, ...outbox].some(({ to }) => to !== null))
  ) {
    return known.view;
  }
  const view = { limit: MAX_MESSAGE_LENGTH, writable, messages: messageViews(state, strings) };
  kept.set(messages, { outbox, selfId: self.id, writable, peers, strings, view });
  return view;
}

function messageViews({ messages, outbox, peers, self }: RoomState, strings: Strings): ChatMessageView[] {
  const { chat, guest, you } = strings;
  const nameOf = (id: string): string => (peers.find((peer) => peer.id === id)?.name ?? '') || guest;
  const sent = messages.map(({ id, peerId, name, to, text, at }): ChatMessageView => {
    const own = peerId === self.id;
    return {
      id,
      sender: own ? SELF : peerId,
      name: own ? you : name || guest,
      own,
      text,
      at,
      state: 'sent',
      note: to === null ? '' : own ? chat.toOne(nameOf(to)) : chat.toYou,
    };
  });
  const there = new Set(sent.filter(({ own }) => own).map(({ id }) => id));
  // The server may tell of a message before it answers its sender.
  const leaving = outbox.filter(({ id }) => !there.has(id));
  return [
    ...sent,
    ...leaving.map(({ id, text, to, at, state }): ChatMessageView => {
      const note = to === null ? '' : chat.toOne(nameOf(to));
      return { id, sender: SELF, name: you, own: true, text, at, state, note };
    }),
  ];
}
