import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepPreferences, readPreferences } from '../../../widget/src/element/preferences.js';

let kept: string | null;

beforeEach(() => {
  kept = null;
  vi.stubGlobal('localStorage', {
    getItem: () => kept,
    setItem: (_key: string, value: string) => {
      kept = value;
    },
  });
});

afterEach(() => vi.unstubAllGlobals());

test('what was chosen is found again, and the rest stays as it was', () => {
  keepPreferences({ selfView: 'float' });
  keepPreferences({ corner: { inline: 'start', block: 'end' }, shortcuts: false });
  expect(readPreferences()).toEqual({
    selfView: 'float',
    corner: { inline: 'start', block: 'end' },
    shortcuts: false,
  });
});

test.each([
  ['nothing', null],
  ['no JSON', '{'],
  ['no object', '"start"'],
  ['null', 'null'],
  ['a corner that is none', '{"corner":{"inline":"left","block":"end"}}'],
  ['half a corner', '{"corner":{"inline":"start"}}'],
  ['null for a corner', '{"corner":null}'],
  ['a word for a corner', '{"corner":"start"}'],
  ['a place that is none', '{"selfView":"ceiling"}'],
])('%s is as though nothing had been kept', (_, value) => {
  kept = value;
  expect(readPreferences()).toEqual({});
});

test('a browser that keeps nothing is lived with', () => {
  const refuse = (): never => {
    throw new DOMException('Storage is refused.', 'SecurityError');
  };
  vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse });
  keepPreferences({ name: 'Ann' });
  expect(readPreferences()).toEqual({});
});
