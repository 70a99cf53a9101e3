/** A word, or what makes one of names and numbers. */
export type Entry = string | ((...values: (string | number)[]) => string);

/** Every entry of a language by its path, such as `chat.send`; but for `lang` and `dir`, which are no words. */
export function entriesOf(strings: object, within = ''): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const [key, value] of Object.entries(strings) as [string, Entry | object][]) {
    const path = within + key;
    if (path === 'lang' || path === 'dir') continue;
    if (typeof value === 'object') for (const [inner, entry] of entriesOf(value, `${path}.`)) entries.set(inner, entry);
    else entries.set(path, value);
  }
  return entries;
}
