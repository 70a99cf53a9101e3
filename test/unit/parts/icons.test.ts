import { expect, test } from 'vitest';
import { addIcons, awaitIcons, iconShapes } from '../../../widget/src/parts/icons.js';
import { MORE_ICONS } from '../../../widget/src/parts/more-icons.js';

test('an icon that comes later is drawn once it is there, by who asked for it before', () => {
  expect(iconShapes('hand')).not.toEqual([]);
  expect(iconShapes('settings')).toEqual([]);
  let drawn = 0;
  awaitIcons(() => (drawn += 1));
  addIcons(MORE_ICONS);
  expect(iconShapes('settings')).not.toEqual([]);
  addIcons(MORE_ICONS);
  expect(drawn).toBe(1);
});
