import { edited, pathInLibraries, walk } from './source-edits.mjs';

/** @import { Edit } from './source-edits.mjs' */

/**
 * Leaves methods, functions and entries of tables out of libraries. The build fails when one of them is not there any
 * more, and when what is left of the library still speaks of a method or function.
 *
 * @param {Record<string, string[]>} members their names, by the module's path below node_modules
 * @returns {import('rollup').Plugin}
 */
export function withoutMembers(members) {
  const libraries = new Set(Object.keys(members).map(libraryOf));
  const missing = new Set(Object.entries(members).flatMap(([path, names]) => names.map((name) => `${path}: ${name}`)));
  /** @type {Set<string>} */
  const called = new Set();
  /** @type {Set<string>} */
  const spoken = new Set();
  return {
    name: 'without-members',
    transform(code, id) {
      const path = pathInLibraries(id);
      if (path === null || !libraries.has(libraryOf(path))) return null;
      const names = members[path] ?? [];
      /** @type {Edit[]} */
      const edits = [];
      walk(this.parse(code), (node) => {
        const name = nameOf(node);
        if (name !== null && names.includes(name)) {
          missing.delete(`${path}: ${name}`);
          if (node.type !== 'ObjectExpression') called.add(`${libraryOf(path)}: ${name}`);
          edits.push(withComma(code, node));
          return false;
        }
        if (node.type === 'Identifier') spoken.add(`${libraryOf(path)}: ${node.name}`);
        return true;
      });
      return edits.length > 0 ? edited(code, edits) : null;
    },
    buildEnd(error) {
      if (error) return;
      if (missing.size > 0) this.error(`These are not there any more: ${[...missing].join(', ')}`);
      const wanted = [...called].filter((name) => spoken.has(name));
      if (wanted.length > 0) this.error(`These were left out and are used: ${wanted.join(', ')}`);
    },
  };
}

/** @param {string} path */
function libraryOf(path) {
  return path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/');
}

/**
 * Of what can be left out as a whole: a method, a function and its export, an entry such as `{ name: 'x', … }`.
 *
 * @param {any} node
 * @returns {string | null}
 */
function nameOf(node) {
  if (node.type === 'MethodDefinition') return node.key.name ?? null;
  if (node.type === 'FunctionDeclaration') return node.id.name;
  if (node.type === 'ExpressionStatement' && node.expression.type === 'AssignmentExpression') {
    const { left, right } = node.expression;
    const isExport = left.type === 'MemberExpression' && left.object.name === 'exports' && right.type === 'Identifier';
    return isExport ? right.name : null;
  }
  if (node.type === 'ObjectExpression') {
    const entry = node.properties.find((/** @type {any} */ { key }) => key?.name === 'name' || key?.name === 'push');
    return entry?.value.type === 'Literal' ? entry.value.value : null;
  }
  return null;
}

/**
 * @param {string} code
 * @param {any} node
 */
function withComma(code, { type, start, end }) {
  const comma = type === 'ObjectExpression' ? (/^\s*,/.exec(code.slice(end))?.[0].length ?? 0) : 0;
  return { start, end: end + comma };
}
