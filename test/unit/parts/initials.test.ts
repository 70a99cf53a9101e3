import { expect, test } from 'vitest';
import { initials } from '../../../widget/src/parts/initials.js';

test.each([
  ['Ann Miller', 'AM'],
  ['ann', 'A'],
  ['Maximilian von Hohenlohe', 'MH'],
  ['  Björn   Åberg ', 'BÅ'],
  ['이서연', '이'],
  ['Ann (Ops)', 'AO'],
  ['👋 Kim', 'K'],
  ['- - -', ''],
  ['', ''],
])('the initials of "%s" are "%s"', (name, expected) => {
  expect(initials(name)).toBe(expected);
});
