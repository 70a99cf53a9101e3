import { describe, expect, test } from 'vitest';
import { NumberFormats } from '../../../widget/src/parts/number-formats.js';

/** Some languages put no-break spaces between number and unit. */
const plain = (text: string): string => text.replaceAll(/\s/gu, ' ');

describe('the numbers', () => {
  const en = new NumberFormats('en');

  test('of a rate change their unit with their size, and have as many digits each time', () => {
    expect(plain(en.rate(0))).toBe('0 kb/s');
    expect(plain(en.rate(64_400))).toBe('64 kb/s');
    expect(plain(en.rate(1_000_000))).toBe('1.0 Mb/s');
    expect(plain(en.rate(2_460_000))).toBe('2.5 Mb/s');
  });

  test('of a loss tell a little from nothing, and no more digits than are worth reading', () => {
    expect(en.share(0)).toBe('0%');
    expect(en.share(0.004)).toBe('0.4%');
    expect(en.share(0.052)).toBe('5.2%');
    expect(en.share(0.254)).toBe('25%');
    expect(en.share(1)).toBe('100%');
  });

  test('of a time are in whole milliseconds', () => {
    expect(plain(en.time(37.6))).toBe('38 ms');
  });

  test('are written as the language has them', () => {
    const de = new NumberFormats('de');
    expect(plain(de.rate(2_460_000))).toMatch(/^2,5 M/);
    expect(plain(de.share(0.052))).toBe('5,2 %');
  });

  test('of a picture keep their order where one reads from the right', () => {
    expect(en.size(1280, 720)).toBe('\u20661280 × 720\u2069');
  });
});
