import { describe, expect, test } from 'vitest';
import { en } from '../../../widget/src/i18n/en.js';
import { presentInWords } from '../../../widget/src/parts/name-list.js';

describe('who is in already', () => {
  test.each([
    [[], 'Nobody else is here yet.'],
    [['Ann'], 'Ann is here already.'],
    [['Ann', 'Bob'], 'Ann and Bob are here already.'],
    [['Ann', 'Bob', 'Cem', 'Dee'], 'Ann, Bob, Cem, and Dee are here already.'],
    [['Ann', 'Bob', 'Cem', 'Dee', 'Eve'], 'Ann, Bob, Cem, and 2 others are here already.'],
    [['', 'Ann'], 'Ann and 1 other are here already.'],
    [[''], '1 person is here already.'],
    [['', '', ''], '3 people are here already.'],
  ])('%j: %s', (names, words) => {
    expect(presentInWords(names, en)).toBe(words);
  });
});
