import { edited, pathInLibraries, walk } from './source-edits.mjs';

/** @import { Edit } from './source-edits.mjs' */

/** What TypeScript writes into each CommonJS module for `import * as x`. */
const HELPERS = ['__createBinding', '__setModuleDefault', '__importStar'];

/**
 * Takes these helpers out: they copy namespaces, so that the bundler cannot see what of them is used.
 *
 * @param {string[]} libraries
 * @returns {import('rollup').Plugin}
 */
export function plainRequires(libraries) {
  return {
    name: 'plain-requires',
    transform(code, id) {
      const path = pathInLibraries(id);
      if (path === null || !libraries.some((library) => path.startsWith(`${library}/`))) return null;
      /** @type {Edit[]} */
      const edits = [];
      walk(this.parse(code), (node) => {
        if (node.type === 'VariableDeclaration' && HELPERS.includes(node.declarations[0].id.name)) {
          edits.push({ start: node.start, end: node.end });
          return false;
        }
        if (node.type === 'CallExpression' && node.callee.name === '__importStar') {
          const [required] = node.arguments;
          edits.push({ start: node.start, end: required.start }, { start: required.end, end: node.end });
        }
        return true;
      });
      return edits.length > 0 ? edited(code, edits) : null;
    },
  };
}
