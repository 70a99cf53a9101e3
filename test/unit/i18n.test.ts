import { describe, expect, test } from 'vitest';
import { en } from '../../widget/src/i18n/en.js';
import { chooseLanguage, loadStrings } from '../../widget/src/i18n/languages.js';
import { ERROR_CODES } from '../../widget/src/protocol/errors.js';

describe('the words', () => {
  test('exist for every error code, and are sentences', () => {
    expect(Object.keys(en.errors).sort()).toEqual(Object.keys(ERROR_CODES).sort());
    for (const sentence of Object.values(en.errors)) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  test('show no code to people', () => {
    for (const [code, sentence] of Object.entries(en.errors)) {
      if (code.includes('-')) expect(sentence).not.toContain(code);
    }
  });

  test('carry names as they are', () => {
    expect(en.peerJoined('<b>Ann</b>')).toBe('<b>Ann</b> joined.');
    expect(en.screenOf('Ann')).toContain('Ann');
  });
});

describe('the language', () => {
  test('is the first wanted one that is had, in whatever country it is spoken', () => {
    expect(chooseLanguage(['en'])).toBe('en');
    expect(chooseLanguage(['tlh', 'EN-gb', 'ru'])).toBe('en');
    expect(chooseLanguage(['pt-PT'])).toBe('pt');
    expect(chooseLanguage(['ar-EG'])).toBe('ar');
    expect(chooseLanguage(['ko-KR', 'en-US'])).toBe('ko');
    expect(chooseLanguage(['zh-Hans-CN', 'es-419'])).toBe('es');
  });

  test('is English where nothing wanted is had', () => {
    expect(chooseLanguage([])).toBe('en');
    expect(chooseLanguage(['tlh', '', '-', 'constructor'])).toBe('en');
  });

  test('needs no words of its own where it is English, which comes with the parts', async () => {
    await expect(loadStrings('en')).resolves.toBeNull();
    await expect(loadStrings('tlh')).resolves.toBeNull();
  });
});
