import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { en } from '../i18n/en.js';
import { chooseLanguage, FALLBACK, loadStrings } from '../i18n/languages.js';
import type { Strings } from '../i18n/strings.js';

/** Keeps the words in the language of the element, else of what surrounds it, else of the document, else of the browser. */
export class LanguageController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #language: string = FALLBACK;
  #strings: Strings = en;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  get strings(): Strings {
    return this.#strings;
  }

  hostUpdate(): void {
    const around = this.#host.closest('[lang]')?.getAttribute('lang');
    const wanted = [around, document.documentElement.lang, ...navigator.languages];
    const language = chooseLanguage(wanted.filter((tag) => tag !== null && tag !== undefined));
    if (language === this.#language) return;
    this.#language = language;
    void this.#load(language);
  }

  async #load(language: string): Promise<void> {
    const strings = await loadStrings(language);
    if (language !== this.#language) return;
    this.#strings = strings;
    this.#host.requestUpdate();
  }
}
