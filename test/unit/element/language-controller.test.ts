import type { ReactiveControllerHost } from 'lit';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LanguageController } from '../../../widget/src/element/language-controller.js';
import * as languages from '../../../widget/src/i18n/languages.js';
import { ru } from '../../../widget/src/i18n/ru.js';
import type { Strings } from '../../../widget/src/i18n/strings.js';

vi.mock('../../../widget/src/i18n/languages.js', { spy: true });

/** What stands around the element, in its page, in its browser. */
let around: string | null;
let page: { lang: string };
let browser: string[];
let updates: number;
let controller: LanguageController;

beforeEach(() => {
  around = null;
  page = { lang: '' };
  browser = ['en-US'];
  updates = 0;
  vi.stubGlobal('document', { documentElement: page });
  vi.stubGlobal('navigator', {
    get languages() {
      return browser;
    },
  });
  const host = {
    addController: () => undefined,
    closest: () => (around === null ? null : { getAttribute: () => around }),
    requestUpdate: () => {
      updates += 1;
    },
  };
  controller = new LanguageController(host as unknown as ReactiveControllerHost & HTMLElement);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

test('English draws nothing anew', async () => {
  for (const tag of ['en', 'EN-gb', 'en-US']) {
    page.lang = tag;
    controller.hostUpdate();
  }
  // Everything that a chunk's arrival would set off is done when the loop turns.
  await new Promise(setImmediate);
  expect(controller.strings).toBeNull();
  expect(updates).toBe(0);
});

test('the element goes before its page, and the page before the browser', async () => {
  browser = ['de'];
  controller.hostUpdate();
  await vi.waitFor(() => expect(controller.strings?.lang).toBe('de'));
  page.lang = 'fr';
  controller.hostUpdate();
  await vi.waitFor(() => expect(controller.strings?.lang).toBe('fr'));
  around = 'ar-EG';
  controller.hostUpdate();
  await vi.waitFor(() => expect(controller.strings?.dir).toBe('rtl'));
  around = 'en';
  controller.hostUpdate();
  await vi.waitFor(() => expect(controller.strings).toBeNull());
  expect(updates).toBe(4);
});

test('what was wanted last stays, whatever comes late', async () => {
  let arrive: (strings: Strings) => void = () => undefined;
  vi.mocked(languages.loadStrings).mockReturnValueOnce(new Promise((resolve) => (arrive = resolve)));
  around = 'ru';
  controller.hostUpdate();
  await vi.waitFor(() => expect(languages.loadStrings).toHaveBeenCalledOnce());
  around = 'ko';
  controller.hostUpdate();
  await vi.waitFor(() => expect(controller.strings?.lang).toBe('ko'));
  arrive(ru);
  // Everything that its arrival sets off is done when the loop turns.
  await new Promise(setImmediate);
  expect(controller.strings?.lang).toBe('ko');
});

test('words that could not be had are asked for again with the next picture', async () => {
  vi.mocked(languages.loadStrings).mockRejectedValueOnce(new TypeError('The network is away.'));
  around = 'ru';
  controller.hostUpdate();
  await vi.waitFor(() => {
    controller.hostUpdate();
    expect(controller.strings?.lang).toBe('ru');
  });
  expect(languages.loadStrings).toHaveBeenCalledTimes(2);
});
