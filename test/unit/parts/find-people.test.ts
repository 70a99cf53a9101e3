import { describe, expect, test } from 'vitest';
import { findPeople } from '../../../widget/src/parts/find-people.js';
import type { PersonView } from '../../../widget/src/parts/views.js';

const PEOPLE = ['Zoë Müller', 'Ann Example', 'Anna Zoll', 'Дарья Иванова', 'ＴＡＮＡＫＡ'].map(
  (name) => ({ name }) as PersonView,
);

const found = (typed: string): string[] => findPeople(PEOPLE, typed).map(({ name }) => name);

describe('people', () => {
  test('are all there while nothing is typed', () => {
    expect(findPeople(PEOPLE, '')).toBe(PEOPLE);
    expect(findPeople(PEOPLE, '  \t')).toBe(PEOPLE);
  });

  test('are found by any part of their names', () => {
    expect(found('ann')).toEqual(['Ann Example', 'Anna Zoll']);
    expect(found('ivan')).toEqual([]);
    expect(found('иван')).toEqual(['Дарья Иванова']);
  });

  test('are found without accents, in any case and width', () => {
    expect(found('ZOE MULLER')).toEqual(['Zoë Müller']);
    expect(found('zoë')).toEqual(['Zoë Müller']);
    expect(found('tanaka')).toEqual(['ＴＡＮＡＫＡ']);
  });

  test('must have every word, in whatever order', () => {
    expect(found('zo an')).toEqual(['Anna Zoll']);
    expect(found('ann nobody')).toEqual([]);
  });

  test('are looked for by what is typed as it stands, and never by a pattern', () => {
    expect(found('.*')).toEqual([]);
    expect(found('(')).toEqual([]);
  });
});
