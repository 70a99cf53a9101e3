import { expect, test } from 'vitest';
import { MessageLog } from '../../../backend/src/room/message-log.js';

const message = (id: string, peerId = 'bob') => ({ id, peerId, text: id, at: 1 });

test('messages are kept in the order in which they came', () => {
  const log = new MessageLog();
  for (const id of ['b', 'a', 'c']) log.add(message(id));
  expect(log.all().map(({ id }) => id)).toEqual(['b', 'a', 'c']);
});

test('the same id of the same peer is taken once, that of another peer is another message', () => {
  const log = new MessageLog();
  expect(log.add(message('1'))).toEqual(message('1'));
  expect(log.add({ ...message('1'), text: 'again' })).toBeNull();
  expect(log.add(message('1', 'eve'))).toEqual(message('1', 'eve'));
  expect(log.all()).toEqual([message('1'), message('1', 'eve')]);
});

test('the latest 200 are remembered', () => {
  const log = new MessageLog();
  for (let i = 0; i < 250; i += 1) log.add(message(String(i)));
  const ids = log.all().map(({ id }) => id);
  expect(ids).toHaveLength(200);
  expect([ids[0], ids.at(-1)]).toEqual(['50', '249']);
});

test('a list that was handed out does not grow', () => {
  const log = new MessageLog();
  const before = log.all();
  log.add(message('1'));
  expect(before).toEqual([]);
});
