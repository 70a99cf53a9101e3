import { describe, expect, it } from 'vitest';
import type { OutgoingMessage, RoomState } from '../../../widget/src/client/room-state.js';
import { INITIAL_STATE } from '../../../widget/src/client/room-state.js';
import { chatView } from '../../../widget/src/element/views/chat.js';
import { en } from '../../../widget/src/i18n/en.js';
import type { Message } from '../../../widget/src/protocol/snapshot.js';
import { peer, stateWith } from './states.js';

const self = { ...INITIAL_STATE.self, id: 'me', name: 'Me' };

const sent = (id: string, peerId: string, given: Partial<Message> = {}): Message => ({
  ...{ id, peerId, name: peerId, to: null, text: `text ${id}`, at: 1_000 },
  ...given,
});

const outgoing = (id: string, given: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  ...{ id, text: `text ${id}`, to: null, at: 2_000, state: 'sending' },
  ...given,
});

const view = (given: Partial<RoomState>): ReturnType<typeof chatView> => chatView(stateWith({ self, ...given }), en);

describe('the chat', () => {
  it('tells whose each message is', () => {
    const messages = [sent('1', 'ann', { name: 'Ann' }), sent('2', 'me'), sent('3', 'bob', { name: '' })];
    expect(view({ messages }).messages.map(({ sender, name, own }) => [sender, name, own])).toEqual([
      ['ann', 'Ann', false],
      ['self', 'You', true],
      ['bob', 'Guest', false],
    ]);
  });

  it('is only read by who may not write, from when that is so', () => {
    const messages = [sent('1', 'ann')];
    expect(view({ messages }).writable).toBe(true);
    const silent = { ...self, permissions: { ...self.permissions, chat: false } };
    expect(view({ messages, self: silent }).writable).toBe(false);
  });

  it('names who is gone by the name that they had', () => {
    expect(view({ messages: [sent('1', 'gone', { name: 'Ann' })], peers: [] }).messages[0]?.name).toBe('Ann');
  });

  it('puts what is on its way after what the server has', () => {
    const messages = [sent('1', 'ann'), sent('2', 'me')];
    const outbox = [outgoing('3', { state: 'failed' }), outgoing('4')];
    const shown = view({ messages, outbox }).messages;
    expect(shown.map(({ id, state }) => [id, state])).toEqual([
      ['1', 'sent'],
      ['2', 'sent'],
      ['3', 'failed'],
      ['4', 'sending'],
    ]);
    expect(shown.slice(2).every(({ own, sender }) => own && sender === 'self')).toBe(true);
  });

  it('shows a message once that the server told of before it answered', () => {
    const shown = view({ messages: [sent('1', 'me')], outbox: [outgoing('1')] }).messages;
    expect(shown.map(({ id, state }) => [id, state])).toEqual([['1', 'sent']]);
  });

  it('says who else sees a message that is not for everyone', () => {
    const messages = [sent('1', 'ann', { to: 'me' }), sent('2', 'me', { to: 'ann' }), sent('3', 'me', { to: 'gone' })];
    const shown = view({ messages, outbox: [outgoing('4', { to: 'ann' })], peers: [peer('ann', { name: 'Ann' })] });
    expect(shown.messages.map(({ note }) => note)).toEqual([
      'to you alone',
      'to Ann alone',
      'to Guest alone',
      'to Ann alone',
    ]);
    expect(view({ messages: [sent('1', 'ann')] }).messages[0]?.note).toBe('');
  });

  it('says how long a message may be', () => {
    expect(view({}).limit).toBe(2_000);
  });

  it('is the same object for as long as nothing of it changes', () => {
    const state = stateWith({ self, messages: [sent('1', 'ann')] });
    const before = chatView(state, en);
    expect(chatView({ ...state, activeSpeaker: { peerId: 'ann', level: 1 }, peers: [peer('ann')] }, en)).toBe(before);
    expect(chatView({ ...state, outbox: [outgoing('2')] }, en)).not.toBe(before);
    expect(chatView({ ...state, messages: [...state.messages] }, en)).not.toBe(before);
    expect(chatView(state, { ...en })).not.toBe(before);
  });

  it('follows the name of the one to whom one writes', () => {
    const state = stateWith({
      self,
      messages: [sent('1', 'me', { to: 'ann' })],
      peers: [peer('ann', { name: 'Ann' })],
    });
    expect(chatView(state, en).messages[0]?.note).toBe('to Ann alone');
    expect(chatView({ ...state, peers: [peer('ann', { name: 'Anna' })] }, en).messages[0]?.note).toBe('to Anna alone');
  });
});
