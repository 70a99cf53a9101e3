import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { chooseLanguage, loadStrings } from '../i18n/languages.js';
import type { Strings } from '../i18n/strings.js';

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
    // Unset tags are empty, and no language.
    const strings = await loadStrings(chooseLanguage(wanted.split(','))).catch(() => undefined);
    if (wanted !== this.#wanted) return;
    // Asked again with the next picture: a network that was away is back some time.
    if (strings === undefined) this.#wanted = '';
    else if (strings !== this.#strings) {
      this.#strings = strings;
      this.#host.requestUpdate();
    }
  }
}
