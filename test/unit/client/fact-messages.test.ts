import { expect, test } from 'vitest';
import { applyEvent, factFrom, type Fact } from '../../../widget/src/client/fact.js';
import type { Message } from '../../../widget/src/protocol/index.js';
import { EVERYTHING, factOf, messageOf, snapshotOf } from '../../helpers/facts.js';

const say = (fact: Fact, message: Message): Fact => applyEvent(fact, 'message', { message });
const idsOf = ({ messages }: Fact): string[] => messages.map(({ peerId, id }) => `${peerId} ${id}`);

test('an id is its sender’s own: two senders may have the same', () => {
  const fact = [messageOf('1'), messageOf('1', { peerId: 'eve' }), messageOf('1')].reduce(say, factOf());
  expect(idsOf(fact)).toEqual(['bob 1', 'eve 1']);
});

test('those of a snapshot that are here already are not doubled, in whatever order they come', () => {
  const before = [messageOf('1'), messageOf('2')].reduce(say, factOf());
  const messages = [messageOf('2'), messageOf('3'), messageOf('2', { peerId: 'eve' })];
  expect(idsOf(factFrom(snapshotOf({ messages }), EVERYTHING, before))).toEqual(['bob 1', 'bob 2', 'bob 3', 'eve 2']);
});

test('the latest thousand are kept, of events as of snapshots', () => {
  const numbered = (from: number, count: number): Message[] =>
    Array.from({ length: count }, (_, index) => messageOf(String(from + index)));
  const full = numbered(0, 1_000).reduce(say, factOf());
  expect(full.messages).toHaveLength(1_000);
  const more = say(full, messageOf('1000'));
  expect(more.messages).toHaveLength(1_000);
  expect([more.messages[0]?.id, more.messages.at(-1)?.id]).toEqual(['1', '1000']);
  const after = factFrom(snapshotOf({ messages: numbered(1_000, 200) }), EVERYTHING, more);
  expect(after.messages).toHaveLength(1_000);
  expect([after.messages[0]?.id, after.messages.at(-1)?.id]).toEqual(['200', '1199']);
});
