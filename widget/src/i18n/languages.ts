import type { Strings } from './strings.js';

/** Spoken where nothing wanted is had; its words come with the parts. */
const FALLBACK = 'en';

/** How the words of every other language are had: one file each, loaded on demand. */
const LOADERS: ReadonlyMap<string, () => Promise<Strings>> = new Map([
  ['ar', async () => (await import('./ar.js')).ar],
  ['de', async () => (await import('./de.js')).de],
  ['es', async () => (await import('./es.js')).es],
  ['fr', async () => (await import('./fr.js')).fr],
  ['id', async () => (await import('./id.js')).id],
  ['ja', async () => (await import('./ja.js')).ja],
  ['ko', async () => (await import('./ko.js')).ko],
  ['pt', async () => (await import('./pt.js')).pt],
  ['ru', async () => (await import('./ru.js')).ru],
]);

/** Every language that the element speaks, as the first part of a BCP 47 tag. */
export const LANGUAGES: readonly string[] = [FALLBACK, ...LOADERS.keys()];

/** The first of `wanted` (BCP 47 tags, best first) that is had, in whatever country it is spoken. */
export function chooseLanguage(wanted: readonly string[]): string {
  for (const tag of wanted) {
    const [language] = tag.toLowerCase().split('-');
    if (language !== undefined && LANGUAGES.includes(language)) return language;
  }
  return FALLBACK;
}

/** The words of a language, as `chooseLanguage` named it; null: English. Rejects where the network is away. */
export async function loadStrings(language: string): Promise<Strings | null> {
  return (await LOADERS.get(language)?.()) ?? null;
}
