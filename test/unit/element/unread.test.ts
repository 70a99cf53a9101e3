import { describe, expect, test } from 'vitest';
import type { RoomState, RoomStatus } from '../../../widget/src/client/room-state.js';
import { Unread } from '../../../widget/src/element/unread.js';
import type { Message } from '../../../widget/src/protocol/snapshot.js';
import { stateWith } from './states.js';

const message = (id: string, peerId = 'ann'): Message => ({ id, peerId, name: '', to: null, text: '', at: 0 });

/** One is `me`, and this was written. */
function written(messages: readonly Message[], status: RoomStatus = 'joined'): RoomState {
  const state = stateWith({ status, messages: [...messages] });
  return { ...state, self: { ...state.self, id: 'me' } };
}

/** What is counted after each of these, the chat being out of sight. */
const counts = (unread: Unread, ...states: RoomState[]): number[] =>
  states.map((state) => {
    unread.follow(state, false);
    return unread.count(state);
  });

describe('messages', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((id) => message(id));
  if (!a || !b || !c) throw new Error('There are three.');

  test('are unread that others wrote since one came, out of sight', () => {
    const own = message('own', 'me');
    expect(counts(new Unread(), written([]), written([a]), written([a, own]), written([a, own, b]))).toEqual([
      0, 1, 1, 2,
    ]);
  });

  test('that were there before one came are history', () => {
    const unread = new Unread();
    expect(counts(unread, written([], 'joining'), written([a, b]), written([a, b, c]))).toEqual([0, 0, 1]);
    // Away and back again, by one's own will.
    expect(counts(unread, written([], 'left'), written([a, b, c, message('d')]))).toEqual([0, 0]);
  });

  test('that came while the connection was away are news', () => {
    expect(counts(new Unread(), written([a]), written([a], 'reconnecting'), written([a, b, c]))).toEqual([0, 0, 2]);
  });

  test('are read when they are in sight', () => {
    const unread = new Unread();
    unread.follow(written([]), false);
    unread.follow(written([a, b]), true);
    expect(counts(unread, written([a, b]), written([a, b, c]))).toEqual([0, 1]);
  });

  test('of the same id are others where another peer wrote them', () => {
    const unread = new Unread();
    unread.follow(written([a, message('x', 'ben')]), true);
    expect(counts(unread, written([message('x'), a, message('x', 'ben'), message('x', 'cem')]))).toEqual([1]);
  });
});
