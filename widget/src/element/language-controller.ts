import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Strings } from '../i18n/strings.js';

/** What needs no choice among the languages, and so not the chunk that has them; unset tags are empty. */
const ENGLISH_FIRST = /^,*en\b/i;

/** Keeps the words in the language of the element, else of what surrounds it, else of the document, else of the browser. */
export class LanguageController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  /** BCP 47 tags, best first; '': none yet, or their words could not be had. */
  #wanted = '';
  #strings: Strings | null = null;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  /** Null: English, whose words come with the parts. */
  get strings(): Strings | null {
    return this.#strings;
  }

  hostUpdate(): void {
    const around = this.#host.closest('[lang]')?.getAttribute('lang');
    const wanted = [around, document.documentElement.lang, ...navigator.languages].join();
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    void this.#follow(wanted);
  }

  async #follow(wanted: string): Promise<void> {
    const strings = ENGLISH_FIRST.test(wanted) ? null : await load(wanted).catch(() => undefined);
    if (wanted !== this.#wanted) return;
    // Asked again with the next picture: a network that was away is back some time.
    if (strings === undefined) this.#wanted = '';
    else if (strings !== this.#strings) {
      this.#strings = strings;
      this.#host.requestUpdate();
    }
  }
}

async function load(wanted: string): Promise<Strings | null> {
  const { chooseLanguage, loadStrings } = await import('../i18n/languages.js');
  return loadStrings(chooseLanguage(wanted.split(',')));
}
