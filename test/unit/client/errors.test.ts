import { expect, test } from 'vitest';
import { RoomError } from '../../../widget/src/client/errors.js';
import { ERROR_CODES, isErrorCode, type WireError } from '../../../widget/src/protocol/index.js';

test('an error says what its code means when nothing else is said', () => {
  const error = new RoomError('camera-missing');
  expect(error).toBeInstanceOf(Error);
  expect([error.name, error.code, error.message]).toEqual([
    'RoomError',
    'camera-missing',
    ERROR_CODES['camera-missing'],
  ]);
});

test('an error of the server keeps its code and message', () => {
  const error = RoomError.fromWire({ code: 'producer-limit', message: 'Enough.' });
  expect([error.code, error.message]).toEqual(['producer-limit', 'Enough.']);
});

test('a code of a newer server becomes server-error and stays readable', () => {
  const error = RoomError.fromWire({ code: 'room-flooded', message: 'No seat.' } as unknown as WireError);
  expect([error.code, error.message]).toEqual(['server-error', 'room-flooded: No seat.']);
});

test('a RoomError passes through unchanged, anything else is wrapped with its cause', () => {
  const error = new RoomError('left');
  expect(RoomError.from(error, 'server-error')).toBe(error);
  const cause = new TypeError('fetch failed');
  const wrapped = RoomError.from(cause, 'server-unreachable');
  expect(wrapped.code).toBe('server-unreachable');
  expect(wrapped.message).toContain('TypeError: fetch failed');
  expect(wrapped.cause).toBe(cause);
  expect(RoomError.from('odd', 'server-error').message).toContain('odd');
});

test('only the codes of the table are codes, not what every object inherits', () => {
  expect(isErrorCode('left')).toBe(true);
  for (const value of ['', 'toString', '__proto__', 'LEFT', 5, null, undefined, {}]) {
    expect(isErrorCode(value)).toBe(false);
  }
});
