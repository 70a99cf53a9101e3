import { en } from './en.js';
import type { Strings } from './strings.js';

/** Spoken where nothing wanted is had. */
export const FALLBACK = 'en';

/** Each language with how its words are had; any but the first may be a dynamic import, so that it costs nothing unasked. */
const LOADERS: ReadonlyMap<string, () => Strings | Promise<Strings>> = new Map([[FALLBACK, () => en]]);

/** The first of `wanted` (BCP 47 tags, best first) that is had, by its whole tag or by its language alone. */
export function chooseLanguage(wanted: readonly string[]): string {
  for (const tag of wanted) {
    const whole = tag.toLowerCase();
    const found = [whole, whole.split('-')[0] ?? ''].find((candidate) => LOADERS.has(candidate));
    if (found !== undefined) return found;
  }
  return FALLBACK;
}

/** The words of a language, as `chooseLanguage` named it. */
export async function loadStrings(language: string): Promise<Strings> {
  return (await LOADERS.get(language)?.()) ?? en;
}
