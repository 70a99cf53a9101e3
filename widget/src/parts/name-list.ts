import type { Strings } from '../i18n/strings.js';

/** More names than these are not read. */
const MOST = 3;

/** Who is in a room, in a sentence; '' stands for who gave no name. */
export function presentInWords(names: readonly string[], strings: Strings): string {
  const { lobby, lang } = strings;
  if (names.length === 0) return lobby.nobody;
  const known = names.filter((name) => name !== '');
  // One more name takes no more place than "1 other".
  const told = known.length === names.length && known.length === MOST + 1 ? known : known.slice(0, MOST);
  const rest = names.length - told.length;
  const ending = rest === 0 ? [] : [told.length === 0 ? lobby.people(rest) : lobby.others(rest)];
  return lobby.present(new Intl.ListFormat(lang, { type: 'conjunction' }).format([...told, ...ending]), names.length);
}
