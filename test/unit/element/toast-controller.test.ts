import type { LitElement } from 'lit';
import { describe, expect, test } from 'vitest';
import { TypedEmitter } from '../../../widget/src/client/typed-emitter.js';
import type { RoomClientEvents } from '../../../widget/src/client/events.js';
import type { PeerState, RoomState } from '../../../widget/src/client/room-state.js';
import { TOAST_TIME, ToastController, type Clock } from '../../../widget/src/element/toast-controller.js';
import { en } from '../../../widget/src/i18n/en.js';
import type { Message } from '../../../widget/src/protocol/snapshot.js';
import { peer, stateWith } from './states.js';

/** Timers that end when the test says so. */
class HandClock {
  readonly #timers = new Map<number, { readonly at: number; readonly callback: () => void }>();
  #now = 0;
  #next = 1;

  readonly setTimeout = ((callback: () => void, delay: number) => {
    const timer = this.#next++;
    this.#timers.set(timer, { at: this.#now + delay, callback });
    return timer;
  }) as unknown as Clock['setTimeout'];

  readonly clearTimeout = ((timer: number) => this.#timers.delete(timer)) as unknown as Clock['clearTimeout'];

  get pending(): number {
    return this.#timers.size;
  }

  advance(time: number): void {
    this.#now += time;
    for (const [timer, { at, callback }] of this.#timers) {
      if (at > this.#now) continue;
      this.#timers.delete(timer);
      callback();
    }
  }
}

interface Room {
  readonly toasts: ToastController;
  readonly emitter: TypedEmitter<RoomClientEvents>;
  readonly clock: HandClock;
  readonly seams: { chatOpen: boolean; held: boolean };
  readonly keys: () => string[];
}

function message(id: string, given: Partial<Message> = {}): Message {
  return { id, peerId: 'ann', name: 'Ann', to: null, text: `text of ${id}`, at: 0, ...given };
}

function makeRoom(given: Partial<RoomState> = {}): Room {
  const emitter = new TypedEmitter<RoomClientEvents>();
  const clock = new HandClock();
  const seams = { chatOpen: false, held: false };
  const host = { addController: () => undefined, requestUpdate: () => undefined } as unknown as LitElement;
  const base = stateWith({ status: 'joining' });
  const state = { ...base, self: { ...base.self, id: 'me' }, ...given };
  const client = { state, on: emitter.on.bind(emitter) };
  const toasts = new ToastController(host, client, () => en, {
    isChatInSight: () => seams.chatOpen,
    isHeld: () => seams.held,
    clock,
  });
  return { toasts, emitter, clock, seams, keys: () => toasts.toasts.map(({ key }) => key) };
}

/** In the room, and told so. */
function enter(given: Partial<RoomState> = {}): Room {
  const room = makeRoom(given);
  room.emitter.emit('statuschange', { status: 'joined', previous: 'joining' });
  room.emitter.emit('joined', { room: 'standup', peerId: 'me' });
  room.toasts.hostUpdated();
  return room;
}

const raised = (id: string): PeerState => peer(id, { hand: 1 });

describe('a toast', () => {
  test('goes by itself after its time, and leaves no timer', () => {
    const { emitter, clock, keys } = enter();
    emitter.emit('peerchange', { peer: raised('ann') });
    clock.advance(TOAST_TIME - 1);
    expect(keys()).toEqual(['hand:ann']);
    clock.advance(1);
    expect(keys()).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  test('stays longer where it is to, and never shorter than it takes to read it', () => {
    const { toasts, clock, keys } = enter();
    toasts.show({ key: 'asked', kind: 'asked', device: 'camera' }, 3 * TOAST_TIME);
    toasts.show({ key: 'draining', kind: 'draining' }, 1);
    clock.advance(TOAST_TIME - 1);
    expect(keys()).toEqual(['asked', 'draining']);
    clock.advance(1);
    expect(keys()).toEqual(['asked']);
    clock.advance(2 * TOAST_TIME);
    expect(keys()).toEqual([]);
  });

  test('stays for as long as somebody points at it', () => {
    const { emitter, clock, seams, keys } = enter();
    emitter.emit('peerchange', { peer: raised('ann') });
    seams.held = true;
    clock.advance(TOAST_TIME);
    clock.advance(TOAST_TIME);
    expect(keys()).toEqual(['hand:ann']);
    seams.held = false;
    clock.advance(TOAST_TIME);
    expect(keys()).toEqual([]);
  });

  test('is one of three at most: the oldest goes, with its timer', () => {
    const { emitter, clock, keys } = enter();
    for (const id of ['ann', 'ben', 'cem', 'dana']) emitter.emit('peerchange', { peer: raised(id) });
    expect(keys()).toEqual(['hand:ben', 'hand:cem', 'hand:dana']);
    expect(clock.pending).toBe(3);
  });

  test('goes when it is dismissed, when the room is left, and with the element', () => {
    for (const end of [
      ({ toasts }: Room) => toasts.dismiss('hand:ann'),
      ({ emitter }: Room) => emitter.emit('statuschange', { status: 'left', previous: 'joined' }),
      ({ toasts }: Room) => toasts.hostDisconnected(),
    ]) {
      const room = enter();
      room.emitter.emit('peerchange', { peer: raised('ann') });
      end(room);
      expect(room.keys()).toEqual([]);
      expect(room.clock.pending).toBe(0);
    }
  });
});

describe('a raised hand', () => {
  test('is told once for each time, and no longer once it is down', () => {
    const { emitter, toasts, keys } = enter();
    emitter.emit('peerchange', { peer: raised('ann') });
    expect(toasts.announcement).toBe(en.events.handRaised('ann'));
    toasts.dismiss('hand:ann');
    emitter.emit('peerchange', { peer: raised('ann') });
    expect(keys()).toEqual([]);
    emitter.emit('peerchange', { peer: peer('ann') });
    emitter.emit('peerchange', { peer: raised('ann') });
    expect(keys()).toEqual(['hand:ann']);
    emitter.emit('peerchange', { peer: peer('ann') });
    expect(keys()).toEqual([]);
  });

  test('that was up already when one came is no news', () => {
    const { emitter, toasts, keys } = enter({ peers: [raised('ann')] });
    emitter.emit('peerjoined', { peer: raised('ann') });
    emitter.emit('peerchange', { peer: raised('ann') });
    expect(keys()).toEqual([]);
    expect(toasts.announcement).toBe(en.joined);
  });

  test('goes with the one who leaves', () => {
    const { emitter, keys } = enter({ peers: [peer('ann')] });
    emitter.emit('peerchange', { peer: raised('ann') });
    emitter.emit('peerleft', { peer: raised('ann') });
    expect(keys()).toEqual([]);
  });
});

describe('a message', () => {
  test('has one place, where the newest stands', () => {
    const { emitter, toasts, clock } = enter();
    emitter.emit('message', message('1'));
    emitter.emit('message', message('2', { name: '' }));
    expect(toasts.toasts).toEqual([{ key: 'message', kind: 'message', name: en.guest, text: 'text of 2' }]);
    expect(clock.pending).toBe(1);
  });

  test('is not told when it is one’s own, older than the own coming, or seen in the chat', () => {
    const old = message('1');
    const { emitter, seams, toasts, keys } = enter({ messages: [old] });
    emitter.emit('message', old);
    emitter.emit('message', message('2', { peerId: 'me' }));
    seams.chatOpen = true;
    emitter.emit('message', message('3'));
    expect(keys()).toEqual([]);
    expect(toasts.announcement).toBe(en.joined);
    seams.chatOpen = false;
    // The same id of another peer is another message.
    emitter.emit('message', message('1', { peerId: 'ben' }));
    expect(keys()).toEqual(['message']);
  });
});

describe('a device', () => {
  test('that is in use now is named, and one without a name not mentioned', () => {
    const { emitter, toasts } = enter();
    const device = { id: 'h', label: 'Headset' };
    emitter.emit('devicechange', { kind: 'microphone', device, reason: 'chosen' });
    emitter.emit('devicechange', { kind: 'camera', device: { id: 'c', label: '' }, reason: 'default' });
    expect(toasts.toasts).toEqual([{ key: 'microphone', kind: 'using', device: 'microphone', label: 'Headset' }]);
  });

  test('that is gone is told with the one in its place; without any, the error tells of it', () => {
    const { emitter, toasts, keys } = enter();
    emitter.emit('devicechange', { kind: 'camera', device: null, reason: 'unplugged' });
    expect(keys()).toEqual([]);
    emitter.emit('devicechange', { kind: 'camera', device: { id: 'c', label: 'Other' }, reason: 'unplugged' });
    emitter.emit('devicechange', { kind: 'speaker', device: null, reason: 'unplugged' });
    expect(toasts.toasts).toMatchObject([
      { kind: 'unplugged', device: 'camera', label: 'Other' },
      { kind: 'unplugged', device: 'speaker', label: '' },
    ]);
  });

  test('in the lobby is seen there and needs no words', () => {
    const { emitter, keys } = makeRoom();
    emitter.emit('devicechange', { kind: 'camera', device: { id: 'c', label: 'Other' }, reason: 'chosen' });
    expect(keys()).toEqual([]);
  });
});

describe('in a room that was joined before the words for it came', () => {
  test('what happens is told all the same, and what is there already is no news', () => {
    const { emitter, toasts, keys } = makeRoom({ status: 'joined', peers: [raised('ann')] });
    expect(toasts.announcement).toBe(en.joined);
    emitter.emit('peerchange', { peer: raised('ann') });
    expect(keys()).toEqual([]);
    emitter.emit('peerchange', { peer: raised('ben') });
    emitter.emit('message', message('1'));
    expect(keys()).toEqual(['hand:ben', 'message']);
  });
});

describe('what is said', () => {
  test('tells that one is in, and not who was there already', () => {
    const { toasts, emitter } = makeRoom({ peers: [peer('ann')] });
    emitter.emit('joined', { room: 'standup', peerId: 'me' });
    emitter.emit('peerjoined', { peer: peer('ann') });
    expect(toasts.announcement).toBe(en.joined);
  });

  test('tells who comes and goes, also who comes again', () => {
    const { toasts, emitter } = enter({ peers: [peer('ann')] });
    emitter.emit('peerleft', { peer: peer('ann') });
    expect(toasts.announcement).toBe(en.peerLeft('ann'));
    toasts.hostUpdated();
    emitter.emit('peerjoined', { peer: peer('ann', { name: '' }) });
    expect(toasts.announcement).toBe(en.peerJoined(en.guest));
  });

  test('goes on in one breath until it is in the document', () => {
    const { toasts, emitter } = enter();
    emitter.emit('peerjoined', { peer: peer('ann') });
    emitter.emit('peerjoined', { peer: peer('ben') });
    expect(toasts.announcement).toBe(`${en.peerJoined('ann')} ${en.peerJoined('ben')}`);
    toasts.hostUpdated();
    emitter.emit('statuschange', { status: 'joined', previous: 'reconnecting' });
    expect(toasts.announcement).toBe(en.reconnected);
  });

  test('is another text when the same happens again', () => {
    const { toasts, emitter } = enter();
    emitter.emit('message', message('1', { text: 'yes' }));
    const first = toasts.announcement;
    toasts.hostUpdated();
    emitter.emit('message', message('2', { text: 'yes' }));
    expect(toasts.announcement).not.toBe(first);
    expect(toasts.announcement.trim()).toBe(first);
  });
});
