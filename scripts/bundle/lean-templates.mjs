import { edited, walk } from './source-edits.mjs';

/** @import { Edit } from './source-edits.mjs' */

/**
 * How the text between the expressions of a template is written shorter, by the template's tag.
 *
 * @type {Readonly<Record<string, (text: string) => string>>}
 */
const SHORTER = {
  css: shorterCss,
  // A line's end stays a space: between words and inline elements it is one.
  html: (text) => text.replace(/\s*\n\s*/g, '\n'),
  svg: (text) => text.replace(/\s*\n\s*/g, '\n'),
};

/**
 * Lit's templates without indentation and comments.
 *
 * @param {string} folder of the modules that have them
 * @returns {import('rollup').Plugin}
 */
export function leanTemplates(folder) {
  return {
    name: 'lean-templates',
    transform(code, id) {
      if (!id.startsWith(folder)) return null;
      /** @type {Edit[]} */
      const edits = [];
      walk(this.parse(code), (node) => {
        const shorter = node.type === 'TaggedTemplateExpression' ? SHORTER[node.tag.name] : undefined;
        if (!shorter) return;
        for (const { start, end } of node.quasi.quasis) {
          edits.push({ start, end, text: shorter(code.slice(start, end)) });
        }
      });
      return edits.length > 0 ? edited(code, edits) : null;
    },
  };
}

/**
 * Without comments, and without the spaces that mean nothing. One before a colon may begin a selector, and strings are as
 * they are.
 *
 * @param {string} text
 */
export function shorterCss(text) {
  return text
    .replace(/\/\*[^]*?\*\/|("[^"]*"|'[^']*')/g, '$1')
    .split(/("[^"]*"|'[^']*')/)
    .map((part, index) => (index % 2 === 1 ? part : withoutSpaces(part)))
    .join('');
}

/** @param {string} css without strings */
function withoutSpaces(css) {
  return css
    .replace(/\s+/g, ' ')
    .replace(/\s?([{};,])\s?/g, '$1')
    .replace(/;\}/g, '}')
    .replace(/([a-z-]):\s/g, '$1:');
}
