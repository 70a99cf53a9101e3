import { describe, expect, it } from 'vitest';
import { chatGroups } from '../../../widget/src/parts/chat-groups.js';
import type { ChatMessageView } from '../../../widget/src/parts/views.js';

/** By the clock of this machine, as days are told by it. */
const NOON = new Date(2026, 10, 21, 12).getTime();
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const message = (id: string, sender: string, at: number, given: Partial<ChatMessageView> = {}): ChatMessageView => ({
  ...{ id, sender, name: sender, own: sender === 'self', text: id, at, state: 'sent', note: '' },
  ...given,
});

const idsOf = (messages: readonly ChatMessageView[], now = NOON): string[][] =>
  chatGroups(messages, now).map((group) => group.messages.map(({ id }) => id));

describe('messages in groups', () => {
  it('are none when there are none', () => {
    expect(chatGroups([], NOON)).toEqual([]);
  });

  it('stand together while one person writes', () => {
    const ann = [message('1', 'ann', NOON), message('2', 'ann', NOON + MINUTE)];
    expect(idsOf([...ann, message('3', 'bob', NOON + MINUTE), message('4', 'ann', NOON + MINUTE)])).toEqual([
      ['1', '2'],
      ['3'],
      ['4'],
    ]);
  });

  it('are told apart by who wrote them, also of two with the same name', () => {
    const guest = { name: 'Guest' };
    expect(idsOf([message('1', 'a', NOON, guest), message('2', 'b', NOON, guest)])).toEqual([['1'], ['2']]);
  });

  it('show the name that their sender had', () => {
    expect(idsOf([message('1', 'a', NOON), message('2', 'a', NOON, { name: 'Ann' })])).toEqual([['1'], ['2']]);
  });

  it('show who else sees them', () => {
    expect(idsOf([message('1', 'a', NOON), message('2', 'a', NOON, { note: 'to you alone' })])).toEqual([['1'], ['2']]);
  });

  it('begin anew after a pause of five minutes', () => {
    const times = [0, 4, 8, 13].map((minutes) => message(`${minutes}`, 'ann', NOON + minutes * MINUTE));
    expect(idsOf(times)).toEqual([['0', '4', '8'], ['13']]);
  });

  it('keep their key when one more comes', () => {
    const first = message('1', 'ann', NOON);
    const before = chatGroups([first], NOON).map(({ key }) => key);
    expect(chatGroups([first, message('2', 'ann', NOON)], NOON).map(({ key }) => key)).toEqual(before);
  });

  it('tell the day where it changes, and at the top unless it is today', () => {
    const midnight = new Date(2026, 10, 22).getTime();
    const messages = [
      message('1', 'ann', midnight - DAY - MINUTE),
      message('2', 'ann', midnight - MINUTE),
      message('3', 'ann', midnight),
    ];
    const daysOf = (given: readonly ChatMessageView[], now: number): boolean[] =>
      chatGroups(given, now).map(({ newDay }) => newDay);
    expect(daysOf(messages, midnight)).toEqual([true, true, true]);
    expect(daysOf(messages.slice(2), midnight)).toEqual([false]);
    expect(daysOf(messages.slice(1), midnight - MINUTE)).toEqual([false, true]);
  });
});
