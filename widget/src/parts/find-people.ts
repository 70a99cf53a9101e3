import type { PersonView } from './views.js';

/** Those whose names hold every word of what was typed, whatever the case and the accents. */
export function findPeople(people: readonly PersonView[], typed: string): readonly PersonView[] {
  const words = plain(typed).split(/\s+/u).filter(Boolean);
  if (words.length === 0) return people;
  return people.filter(({ name }) => {
    const own = plain(name);
    return words.every((word) => own.includes(word));
  });
}

/** Without case and accents; full-width letters as the usual ones. */
function plain(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
