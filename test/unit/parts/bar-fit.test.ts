import { describe, expect, test } from 'vitest';
import { fitBar, type BarContent } from '../../../widget/src/parts/bar-fit.js';

const ALL: BarContent = {
  toggles: 2,
  choices: 2,
  items: ['screen', 'chat', 'people', 'hand', 'react'],
  menu: true,
};

describe('what fits into the bar', () => {
  test('is everything when it is wide', () => {
    expect(fitBar(900, ALL)).toEqual({ choices: true, shown: ALL.items, folded: [], words: true });
  });

  test('is microphone, camera, menu and the way out in 240 px', () => {
    expect(fitBar(224, ALL)).toEqual({ choices: false, shown: [], folded: ALL.items, words: false });
  });

  test('never loses anything, and never shows the less needed before the more needed', () => {
    let before = 0;
    for (let width = 0; width < 1000; width += 1) {
      const { shown, folded } = fitBar(width, ALL);
      expect([...shown, ...folded]).toEqual(ALL.items);
      expect(shown.length).toBeGreaterThanOrEqual(before);
      before = shown.length;
    }
  });

  test('has place for more where there are fewer toggles', () => {
    const width = 340;
    const few = fitBar(width, { ...ALL, toggles: 1, choices: 1 });
    expect(few.shown.length).toBeGreaterThan(fitBar(width, ALL).shown.length);
  });

  test('shows what it has where there is no menu for the rest', () => {
    expect(fitBar(100, { ...ALL, items: ['screen'], menu: false })).toMatchObject({ shown: ['screen'], folded: [] });
  });
});
