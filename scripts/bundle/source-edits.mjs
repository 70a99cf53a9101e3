import MagicString from 'magic-string';

/** @typedef {{ start: number, end: number, text?: string }} Edit without a text it deletes */

/**
 * Calls `visit` with each node of a syntax tree, from the outside in; what lies in a node for which it returns false is
 * passed over.
 *
 * @param {unknown} tree
 * @param {(node: any) => boolean | void} visit
 */
export function walk(tree, visit) {
  if (Array.isArray(tree)) {
    for (const item of tree) walk(item, visit);
    return;
  }
  if (typeof tree !== 'object' || tree === null) return;
  if ('type' in tree && visit(tree) === false) return;
  for (const value of Object.values(tree)) walk(value, visit);
}

/**
 * A module with some of its text replaced, and the source map that belongs to it.
 *
 * @param {string} code
 * @param {Edit[]} edits that do not overlap
 */
export function edited(code, edits) {
  const source = new MagicString(code);
  for (const { start, end, text = '' } of edits) {
    if (start === end) continue;
    if (text === '') source.remove(start, end);
    else source.overwrite(start, end, text);
  }
  return { code: source.toString(), map: source.generateMap({ hires: 'boundary' }) };
}

/**
 * @param {string} id of a module, as the bundler has it
 * @returns its path below node_modules, with slashes; null: it is none of a library
 */
export function pathInLibraries(id) {
  const [path = ''] = id.split('\\').join('/').split('?');
  const found = path.lastIndexOf('/node_modules/');
  return found < 0 || id.startsWith('\0') ? null : path.slice(found + '/node_modules/'.length);
}
