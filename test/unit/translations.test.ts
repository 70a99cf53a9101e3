import { describe, expect, test } from 'vitest';
import { en } from '../../widget/src/i18n/en.js';
import { LANGUAGES, loadStrings } from '../../widget/src/i18n/languages.js';
import type { Strings } from '../../widget/src/i18n/strings.js';
import { entriesOf, type Entry } from '../helpers/words.js';

/** One number, which is said; every other function takes texts, but for those below. */
const COUNTED = [
  'lobby.others',
  'lobby.people',
  'controls.chat',
  'controls.people',
  'chat.fresh',
  'chat.remaining',
  'chat.tooMany',
  'settings.frames',
  'moderation.waiting',
  'moderation.wantIn',
];

const ARGUMENTS: Readonly<Record<string, readonly (string | number)[]>> = {
  ...Object.fromEntries(COUNTED.map((path) => [path, [5]])),
  'stage.page': [5, 11],
  'controls.numbered': ['Ann', 5],
};

/** Nothing but names, numbers and marks, so every language may have the same. */
const WORDLESS = ['controls.numbered', 'settings.trackOf', 'shortcuts.escape', 'events.message'];

/** Words that these languages have from English. */
const BORROWED: Readonly<Record<string, readonly string[]>> = {
  'chat.title': ['de', 'es', 'fr', 'id', 'pt'],
  'settings.codec': ['de', 'fr', 'pt'],
  'settings.frames': ['es', 'id', 'ja', 'ko', 'pt'],
  'controls.devices.speaker': ['id'],
  'moderation.title': ['de'],
};

const SCRIPTS: Readonly<Record<string, RegExp>> = {
  ar: /\p{Script=Arabic}/u,
  ja: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u,
  ko: /\p{Script=Hangul}/u,
  ru: /\p{Script=Cyrillic}/u,
};

const english = entriesOf(en);
const own = (path: string, language: string): boolean =>
  !WORDLESS.includes(path) && BORROWED[path]?.includes(language) !== true;

/** Texts to put in, where the English entry takes some: as many as it takes. */
function argumentsOf(path: string): readonly (string | number)[] {
  const entry = english.get(path);
  if (typeof entry !== 'function') return [];
  return ARGUMENTS[path] ?? ['Ann', 'Bob'].slice(0, entry.length);
}

const said = (entry: Entry | undefined, values: readonly (string | number)[]): string =>
  typeof entry === 'function' ? entry(...values) : (entry ?? '');

const ranges = Array.from({ length: 121 }, (_, count) => count);

const translations: readonly (readonly [string, Strings])[] = await Promise.all(
  LANGUAGES.map(async (language) => [language, (await loadStrings(language)) ?? en] as const),
);

test('there are ten languages, of which one goes from right to left', () => {
  expect([...LANGUAGES].sort()).toEqual(['ar', 'de', 'en', 'es', 'fr', 'id', 'ja', 'ko', 'pt', 'ru']);
  expect(translations.filter(([, { dir }]) => dir === 'rtl').map(([language]) => language)).toEqual(['ar']);
});

describe.each(translations)('%s', (language, strings) => {
  const entries = entriesOf(strings);
  const numbers = new Intl.NumberFormat(strings.lang);
  const format = (value: number): string => numbers.format(value);
  const rules = new Intl.PluralRules(strings.lang);

  test('says its own name, for numbers and times', () => {
    expect(new Intl.Locale(strings.lang).language).toBe(language);
    expect(Intl.NumberFormat.supportedLocalesOf(strings.lang)).toEqual([strings.lang]);
  });

  test('has a word of its own for each entry', () => {
    expect([...entries.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [path, entry] of entries) {
      const values = argumentsOf(path);
      const text = said(entry, values);
      expect(text.trim(), path).not.toBe('');
      if (language !== 'en' && own(path, language)) {
        expect(text, path).not.toBe(said(english.get(path), values));
        expect(text, path).toMatch(SCRIPTS[language] ?? /\p{Script=Latin}/u);
      }
    }
  });

  test('carries names and numbers as they are', () => {
    for (const [path, entry] of entries) {
      const values = argumentsOf(path);
      // The second of it only agrees the verb.
      const shown = path === 'lobby.present' ? values.slice(0, 1) : values;
      for (const value of shown) {
        expect(said(entry, values), path).toContain(typeof value === 'number' ? format(value) : value);
      }
    }
  });

  test('says 0, 1, 2, 5 and 11 differently, and 5 and 11 in digits', () => {
    for (const path of COUNTED) {
      const texts = [0, 1, 2, 5, 11].map((count) => said(entries.get(path), [count]));
      expect(new Set(texts).size, path).toBe(5);
      expect(texts[3], path).toContain(format(5));
      expect(texts[4], path).toContain(format(11));
    }
  });

  test('has one form for each plural category, and every category somewhere a form of its own', () => {
    const told = new Map<Intl.LDMLPluralRule, string>();
    for (const path of COUNTED) {
      const forms = new Map<Intl.LDMLPluralRule, string>();
      for (const count of ranges) {
        // Nothing new is told by the plain name of the chat.
        if (path === 'controls.chat' && count === 0) continue;
        const category = rules.select(count);
        const form = said(entries.get(path), [count]).replace(format(count), '#');
        const known = forms.get(category) ?? form;
        expect(form, `${path} for ${count}`).toBe(known);
        forms.set(category, known);
      }
      for (const [category, form] of forms) told.set(category, `${told.get(category) ?? ''}|${form}`);
    }
    const categories = new Set(ranges.map((count) => rules.select(count)));
    expect(new Set(told.values()).size).toBe(categories.size);
  });

  test('speaks in whole sentences of what went wrong', () => {
    for (const sentence of [...Object.values(strings.errors), ...Object.values(strings.left)]) {
      expect(sentence).toMatch(/[.。]$/u);
    }
  });

  test('is set as its printers do', () => {
    for (const [path, entry] of entries) {
      const text = said(entry, argumentsOf(path));
      expect(text, path).not.toMatch(/^\s|\s$| {2}|["'#]|\.{3}|undefined|NaN/u);
      // French keeps its marks on the line by a space that does not break.
      expect(text, path).not.toMatch(/ [:;!?»]|« /u);
    }
  });
});

describe('a device that is gone', () => {
  test.each(translations)(
    'is told in %s without a gap where the browser does not say which took its place',
    (_, strings) => {
      for (const tell of Object.values(strings.events.unplugged)) {
        expect(tell('')).toMatch(/[.。]$/u);
        expect(tell('Jabra')).toContain('Jabra');
      }
    },
  );
});

test('Arabic keeps what is written from left to right apart from its own marks', async () => {
  const ar = await loadStrings('ar');
  expect(ar?.peerJoined('Ann (HR)')).toContain('\u2068Ann (HR)\u2069');
  expect(ar?.events.using.camera('HD Cam (USB)')).toContain('\u2068HD Cam (USB)\u2069');
});
