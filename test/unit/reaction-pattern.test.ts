import { describe, expect, test } from 'vitest';
import { MAX_REACTION_LENGTH, REACTION_PATTERN } from '../../widget/src/protocol/index.js';

const graphemes = new Intl.Segmenter();

const GOOD: Record<string, string> = {
  'a plain emoji': '👍',
  'a symbol in the style of an emoji': '\u2764\ufe0f',
  'a symbol in the style of a text': '\u2764',
  'a skin tone': '👍🏽',
  'a keycap': '1\ufe0f\u20e3',
  'a country’s flag': '🇺🇦',
  'a flag of two pictures': '🏳️‍🌈',
  'a flag by tags': '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
  'a family': '👨‍👩‍👧‍👦',
  'the longest emoji there is': '👩🏻‍❤️‍💋‍👨🏿',
  'a picture that Unicode holds a place for': '\u{1faff}',
};

const BAD: Record<string, string> = {
  nothing: '',
  'a letter': 'a',
  'a digit': '1',
  'a word': ':heart:',
  markup: '<b>',
  'two emoji': '👍👍',
  'an emoji and a space': '👍 ',
  'an emoji and a line break': '👍\n',
  'an emoji that waits to be joined': '👍\u200d',
  'an emoji under an accent': '👍\u0301',
  'half a flag': '🇺',
  'two flags': '🇺🇦🇺🇦',
  'a tone of no skin': '🏽',
  'half of a surrogate pair': '\ud83d',
};

describe('a reaction', () => {
  test.each(Object.entries(GOOD))('may be %s', (_, reaction) => {
    expect(REACTION_PATTERN.test(reaction)).toBe(true);
    expect([...graphemes.segment(reaction)]).toHaveLength(1);
    expect(reaction.length).toBeLessThanOrEqual(MAX_REACTION_LENGTH);
  });

  test.each(Object.entries(BAD))('may not be %s', (_, text) => {
    expect(REACTION_PATTERN.test(text)).toBe(false);
  });

  test('may be any emoji that this engine knows', () => {
    const known = Array.from({ length: 0x20000 }, (_, point) => String.fromCodePoint(point)).filter((character) =>
      /^\p{Emoji_Presentation}$/u.test(character),
    );
    const without = known.filter((character) => !REACTION_PATTERN.test(character));
    expect(known.length).toBeGreaterThan(1_000);
    // Halves of flags and tones alone are no emoji by themselves.
    expect(without.every((character) => /^[\p{Regional_Indicator}\p{Emoji_Modifier}]$/u.test(character))).toBe(true);
  });
});
