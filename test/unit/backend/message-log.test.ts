import { expect, test } from 'vitest';
import { MessageLog } from '../../../backend/src/room/message-log.js';
import { MAX_HISTORY, MAX_HISTORY_LENGTH, MAX_MESSAGE_LENGTH } from '../../../widget/src/protocol/index.js';
import { messageOf } from '../../helpers/facts.js';

const idsSeenBy = (log: MessageLog, peerId: string): string[] => log.seenBy(peerId).map(({ id }) => id);

test('messages are kept in the order in which they came', () => {
  const log = new MessageLog();
  for (const id of ['b', 'a', 'c']) log.add(messageOf(id));
  expect(idsSeenBy(log, 'kim')).toEqual(['b', 'a', 'c']);
});

test('an id is known of the peer that sent it, and of no other', () => {
  const log = new MessageLog();
  log.add(messageOf('1', { peerId: 'bob' }));
  expect(log.has('bob', '1')).toBe(true);
  expect(log.has('eve', '1')).toBe(false);
  expect(log.has('bob', '2')).toBe(false);
});

test('a message to one peer is seen by its sender and its receiver alone', () => {
  const log = new MessageLog();
  log.add(messageOf('1', { peerId: 'bob', to: 'eve' }));
  log.add(messageOf('2', { peerId: 'eve', to: 'bob' }));
  log.add(messageOf('3', { peerId: 'kim' }));
  expect(idsSeenBy(log, 'bob')).toEqual(['1', '2', '3']);
  expect(idsSeenBy(log, 'eve')).toEqual(['1', '2', '3']);
  expect(idsSeenBy(log, 'kim')).toEqual(['3']);
  expect(idsSeenBy(log, 'null')).toEqual(['3']);
});

test('as many as the limit says are remembered, the latest', () => {
  const log = new MessageLog();
  for (let i = 0; i < MAX_HISTORY + 50; i += 1) log.add(messageOf(String(i)));
  const ids = idsSeenBy(log, 'kim');
  expect(ids).toHaveLength(MAX_HISTORY);
  expect([ids[0], ids.at(-1)]).toEqual(['50', String(MAX_HISTORY + 49)]);
});

test('of long ones no more are remembered than make a snapshot that every client can take', () => {
  const log = new MessageLog();
  const text = '語'.repeat(MAX_MESSAGE_LENGTH);
  for (let i = 0; i < MAX_HISTORY; i += 1) log.add(messageOf(String(i), { text }));
  const kept = log.seenBy('kim');
  expect(kept).toHaveLength(MAX_HISTORY_LENGTH / MAX_MESSAGE_LENGTH);
  expect(kept.at(-1)?.id).toBe(String(MAX_HISTORY - 1));
  expect(Buffer.byteLength(JSON.stringify(kept))).toBeLessThan(100_000);
  log.add(messageOf('short'));
  expect(idsSeenBy(log, 'kim')).toHaveLength(kept.length);
});

test('a list that was handed out does not grow', () => {
  const log = new MessageLog();
  const before = log.seenBy('kim');
  log.add(messageOf('1'));
  expect(before).toEqual([]);
});
