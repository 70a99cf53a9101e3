import { expect, test } from 'vitest';
import { DEFAULT_OPTIONS, withOptions, type RoomOptions } from '../../../widget/src/client/room-options.js';

const named = (name: unknown): string => withOptions(DEFAULT_OPTIONS, { name } as Partial<RoomOptions>).name;

test('what is left out stays as it was', () => {
  const before = { ...DEFAULT_OPTIONS, room: 'standup', name: 'Ada' };
  expect(withOptions(before, { paused: true })).toEqual({ ...before, paused: true });
});

test.each([null, undefined, 5, {}])('%s is no name, and no room', (value) => {
  expect(named(value)).toBe('');
  expect(withOptions(DEFAULT_OPTIONS, { room: value } as unknown as Partial<RoomOptions>).room).toBe('');
});

test('blanks are no name, nor part of one', () => {
  expect([' \n\t', '  Ada  Lovelace ', '\u00a0'].map(named)).toEqual(['', 'Ada  Lovelace', '']);
});

test('a name ends after 64 characters, and not within one', () => {
  expect(named('x'.repeat(100))).toBe('x'.repeat(64));
  expect(named(`a${'😀'.repeat(40)}`)).toBe(`a${'😀'.repeat(31)}`);
  expect(named('😀'.repeat(40))).toBe('😀'.repeat(32));
});
