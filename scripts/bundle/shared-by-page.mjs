import { createHash } from 'node:crypto';
import { dirname, relative } from 'node:path/posix';
import { edited, walk } from './source-edits.mjs';

/** @import { RenderedChunk } from 'rollup' */
/** @import { Edit } from './source-edits.mjs' */

/**
 * Lets chunks have what they share with the script by a symbol of the page, and not by importing the script: a page may
 * have it under a URL with a query, or under another name, and the import would load it once more.
 *
 * @returns {import('rollup').Plugin}
 */
export function sharedByPage() {
  let place = '';
  return {
    name: 'shared-by-page',
    renderStart() {
      // Scripts of two versions on one page have a place each, as their chunks have names of their own.
      const hash = createHash('sha256');
      for (const id of [...this.getModuleIds()].sort()) hash.update(this.getModuleInfo(id)?.code ?? '');
      place = `globalThis[Symbol.for('sfu-room ${hash.digest('base64url').slice(0, 10)}')]`;
    },
    augmentChunkHash: () => place,
    renderChunk(code, chunk, _options, { chunks }) {
      const all = Object.values(chunks);
      const script = all.find(({ isEntry }) => isEntry);
      if (!script) return null;
      const tree = this.parse(code);
      try {
        if (!chunk.isEntry) return taking(tree, code, pathTo(script, chunk), place);
        const shared = all.flatMap(({ importedBindings }) => importedBindings[script.fileName] ?? []);
        return giving(tree, code, new Set(shared), place);
      } catch (error) {
        return this.error(`${chunk.fileName}: ${error instanceof Error ? error.message : String(error)}`);
      }
    },
  };
}

/**
 * The script, which lays out what its chunks want of it. Whoever comes first does: the page has its elements.
 *
 * @param {any} tree
 * @param {string} code
 * @param {ReadonlySet<string>} shared names of exports
 * @param {string} place
 */
function giving(tree, code, shared, place) {
  if (shared.size === 0) return null;
  const changing = changingIn(tree);
  const entries = exportsOf(tree)
    .filter(({ name }) => shared.has(name))
    .map(({ name, local }) => {
      if (changing.has(local)) throw new Error(`${local} changes, which the chunks that share it would not see.`);
      return `${name}: ${local}`;
    });
  const end = tree.body.at(-1).end;
  return edited(code, [
    { start: end - 1, end, text: `${code.slice(end - 1, end)}\n${place} ??= { ${entries.join(', ')} };` },
  ]);
}

/**
 * A chunk, which takes from there what it imported of the script.
 *
 * @param {any} tree
 * @param {string} code
 * @param {string} path of the script, as the chunk imports it
 * @param {string} place
 */
function taking(tree, code, path, place) {
  /** @type {Edit[]} */
  const edits = [];
  for (const { type, start, end, source, specifiers } of tree.body) {
    if (type !== 'ImportDeclaration' || source.value !== path) continue;
    const names = specifiers.map((/** @type {any} */ specifier) => {
      if (specifier.type !== 'ImportSpecifier') throw new Error('More than names is imported of the script.');
      return `${specifier.imported.name}: ${specifier.local.name}`;
    });
    edits.push({ start, end, text: names.length > 0 ? `const { ${names.join(', ')} } = ${place};` : '' });
  }
  return edits.length > 0 ? edited(code, edits) : null;
}

/**
 * @param {Pick<RenderedChunk, 'fileName'>} to
 * @param {Pick<RenderedChunk, 'fileName'>} from
 */
function pathTo(to, from) {
  const path = relative(dirname(from.fileName), to.fileName);
  return path.startsWith('.') ? path : `./${path}`;
}

/**
 * @param {any} tree
 * @returns {{ name: string, local: string }[]}
 */
function exportsOf(tree) {
  return tree.body.flatMap((/** @type {any} */ { type, source, specifiers }) =>
    type === 'ExportNamedDeclaration' && source === null
      ? specifiers.map((/** @type {any} */ { exported, local }) => ({ name: exported.name, local: local.name }))
      : [],
  );
}

/**
 * Names of variables of the module that something is assigned to after their declaration.
 *
 * @param {any} tree
 */
function changingIn(tree) {
  /** @type {Set<string>} */
  const variables = new Set();
  for (const { type, kind, declarations } of tree.body) {
    if (type !== 'VariableDeclaration' || kind === 'const') continue;
    for (const { id } of declarations) variables.add(id.name);
  }
  /** @type {Set<string>} */
  const changing = new Set();
  walk(tree, ({ type, left, argument }) => {
    const target = type === 'AssignmentExpression' ? left : type === 'UpdateExpression' ? argument : null;
    if (target?.type === 'Identifier' && variables.has(target.name)) changing.add(target.name);
  });
  return changing;
}
