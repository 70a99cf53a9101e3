import type { LitElement, ReactiveController } from 'lit';
import type { DeviceChange } from '../client/events.js';
import type { RoomClient } from '../client/room-client.js';
import type { PeerState, RoomState } from '../client/room-state.js';
import type { Strings } from '../i18n/strings.js';
import type { Message } from '../protocol/snapshot.js';
import { isInRoom } from './call-status.js';
import { MOST_NOTICES, toastWords, type Toast } from './views/notices.js';

/** How long a toast stays, in ms: time to find it and to read two lines (about 15 characters a second) twice. */
export const TOAST_TIME = 7_000;

/** Of more that happened at once, the last are said. */
const MOST_WORDS = 5;

/** What a toast's time is measured with. */
export type Clock = Pick<typeof globalThis, 'setTimeout' | 'clearTimeout'>;

export interface ToastSeams {
  /** What is written is in sight, and heard there. */
  readonly isChatInSight: () => boolean;
  /** Somebody points at a notice, or the focus is in it. */
  readonly isHeld?: () => boolean;
  readonly clock?: Clock;
}

/** Tells of what happens in a room: to the eye for a while, to the ear once. */
export class ToastController implements ReactiveController {
  readonly #host: LitElement;
  readonly #client: Pick<RoomClient, 'on' | 'state'>;
  readonly #strings: () => Strings;
  readonly #isChatInSight: () => boolean;
  readonly #isHeld: () => boolean;
  readonly #clock: Clock;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #toasts: readonly Toast[] = [];
  #words: readonly string[] = [];
  /** The words are in the document. */
  #said = false;
  /** What there was when one came: nothing of that has just happened. Null: one is not in the room. */
  #found: Pick<RoomState, 'peers' | 'messages'> | null = null;
  /** Ids of the peers whose hands are up. */
  readonly #hands = new Set<string>();

  constructor(
    host: LitElement,
    client: Pick<RoomClient, 'on' | 'state'>,
    strings: () => Strings,
    { isChatInSight, isHeld = () => isNoticeHeld(host), clock = globalThis }: ToastSeams,
  ) {
    this.#host = host;
    this.#client = client;
    this.#strings = strings;
    this.#isChatInSight = isChatInSight;
    this.#isHeld = isHeld;
    this.#clock = clock;
    this.#listen();
    host.addController(this);
    // Its code may come later than the room is joined.
    if (isInRoom(client.state.status)) this.#enter();
  }

  /** Oldest first. */
  get toasts(): readonly Toast[] {
    return this.#toasts;
  }

  /** What has happened last, for those who hear the page. */
  get announcement(): string {
    return this.#words.join(' ');
  }

  dismiss(key: string): void {
    this.#clock.clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
    if (!this.#toasts.some((toast) => toast.key === key)) return;
    this.#toasts = this.#toasts.filter((toast) => toast.key !== key);
    this.#host.requestUpdate();
  }

  /** Shows it for a while, at least for TOAST_TIME, in place of an older one of its key, and says it. @param time in ms */
  show(toast: Toast, time = TOAST_TIME): void {
    this.dismiss(toast.key);
    this.#toasts = [...this.#toasts, toast];
    for (const { key } of this.#toasts.slice(0, -MOST_NOTICES)) this.dismiss(key);
    this.#startTimer(toast.key, Math.max(time, TOAST_TIME));
    this.say(toastWords(toast, this.#strings()));
  }

  /** What happened between two pictures is said in one go: a second text in place of the first would never be heard. */
  say(words: string): void {
    if (this.#said) {
      // The same words once more are another text to who watches it.
      this.#words = words === this.announcement ? [`${words}\u00A0`] : [words];
      this.#said = false;
    } else this.#words = [...this.#words, words].slice(-MOST_WORDS);
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    this.#said = true;
  }

  hostDisconnected(): void {
    for (const { key } of this.#toasts) this.dismiss(key);
  }

  #listen(): void {
    const client = this.#client;
    client.on('joined', () => this.#enter());
    client.on('statuschange', ({ status, previous }) => {
      if (status === 'joined' && previous === 'reconnecting') this.say(this.#strings().reconnected);
      if (isInRoom(status)) return;
      this.#found = null;
      for (const { key } of this.#toasts) this.dismiss(key);
    });
    client.on('peerjoined', ({ peer }) => this.#welcome(peer));
    client.on('peerchange', ({ peer }) => this.#followHand(peer));
    client.on('peerleft', ({ peer }) => this.#seeOff(peer));
    client.on('message', (message) => this.#tellMessage(message));
    client.on('devicechange', (change) => this.#tellDevice(change));
  }

  #enter(): void {
    this.#found = this.#client.state;
    this.#hands.clear();
    for (const { id, hand } of this.#client.state.peers) if (hand !== null) this.#hands.add(id);
    this.say(this.#strings().joined);
  }

  #welcome(peer: PeerState): void {
    if (!this.#found || this.#found.peers.some(({ id }) => id === peer.id)) return;
    this.say(this.#strings().peerJoined(this.#nameOf(peer)));
    this.#followHand(peer);
  }

  #seeOff(peer: PeerState): void {
    this.#followHand({ ...peer, hand: null });
    if (!this.#found) return;
    // Who comes back has come anew.
    this.#found = { ...this.#found, peers: this.#found.peers.filter(({ id }) => id !== peer.id) };
    this.say(this.#strings().peerLeft(this.#nameOf(peer)));
  }

  #followHand(peer: PeerState): void {
    const { id, hand } = peer;
    const key = `hand:${id}`;
    if (hand === null) {
      this.#hands.delete(id);
      this.dismiss(key);
    } else if (this.#found && !this.#hands.has(id)) {
      this.#hands.add(id);
      this.show({ key, kind: 'hand', name: this.#nameOf(peer) });
    }
  }

  #tellMessage({ id, peerId, name, text }: Message): void {
    if (!this.#found || peerId === this.#client.state.self.id || this.#isChatInSight()) return;
    if (this.#found.messages.some((known) => known.id === id && known.peerId === peerId)) return;
    // One place for all of them: who writes much does not push the rest away.
    this.show({ key: 'message', kind: 'message', name: this.#nameOf({ name }), text });
  }

  #tellDevice({ kind: device, device: now, reason }: DeviceChange): void {
    const label = now?.label ?? '';
    const gone = reason === 'unplugged';
    // Of a microphone or camera without any other, the error tells what to do.
    const isTold = gone ? now !== null || device === 'speaker' : label !== '';
    if (this.#found && isTold) this.show({ key: device, kind: gone ? 'unplugged' : 'using', device, label });
  }

  #nameOf({ name }: { readonly name: string }): string {
    return name || this.#strings().guest;
  }

  #startTimer(key: string, time: number): void {
    const timer = this.#clock.setTimeout(() => {
      // Under the pointer, and while the focus is in it, nothing goes away.
      if (this.#isHeld()) this.#startTimer(key, TOAST_TIME);
      else this.dismiss(key);
    }, time);
    this.#timers.set(key, timer);
  }
}

function isNoticeHeld(host: LitElement): boolean {
  return host.renderRoot.querySelector('sfu-notice:is(:hover, :focus-within)') !== null;
}
