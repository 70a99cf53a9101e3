import { expect, test } from 'vitest';
import { createSession, isGenuine } from '../../../backend/src/room/session.js';

test('a session that was made for a room is genuine in it, and in no other', () => {
  const session = createSession('kitchen');
  expect(isGenuine('kitchen', session)).toBe(true);
  expect(isGenuine('Kitchen', session)).toBe(false);
  expect(isGenuine('cellar', session)).toBe(false);
});

test('neither the id nor the secret of another session will do', () => {
  const [mine, theirs] = [createSession('kitchen'), createSession('kitchen')];
  expect(isGenuine('kitchen', { id: theirs.id, secret: mine.secret })).toBe(false);
  expect(isGenuine('kitchen', { id: mine.id, secret: theirs.secret })).toBe(false);
});

test('ids of any other length, or with letters of several bytes, are refused and throw nothing', () => {
  const { id, secret } = createSession('kitchen');
  for (const bad of ['', id.slice(1), `${id}x`, 'é'.repeat(id.length), 'é'.repeat(id.length / 2)]) {
    expect(isGenuine('kitchen', { id: bad, secret })).toBe(false);
  }
});

test('ids hold no colon, so that a peer and a label never run together', () => {
  for (const _ of Array.from({ length: 100 })) expect(createSession('kitchen').id).toMatch(/^[A-Za-z0-9_-]{22}$/);
});

test('every session is another', () => {
  const sessions = Array.from({ length: 100 }, () => createSession('kitchen'));
  expect(new Set(sessions.map(({ id }) => id)).size).toBe(100);
  expect(new Set(sessions.map(({ secret }) => secret)).size).toBe(100);
});
