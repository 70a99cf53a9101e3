import ts from 'typescript';

/**
 * One `@tag` of a doc comment.
 *
 * @typedef {object} DocTag
 * @property {string} tag without the `@`
 * @property {string | null} type what stands in braces
 * @property {string} name '' where there is none, as of the default slot
 * @property {string | null} fallback of `[name=fallback]`
 * @property {string} description
 */

/**
 * @typedef {object} Doc
 * @property {string} description Markdown
 * @property {readonly DocTag[]} tags
 */

const NAMED = ['attr', 'slot', 'event', 'csspart', 'cssprop', 'param'];
const OTHER = ['returns', 'throws', 'internal', 'deprecated'];
/** TypeScript's own parser takes a tag only where a line begins, and several parts stand on one line. */
const TAG = new RegExp(`(?:^|\\s)@(${[...NAMED, ...OTHER].join('|')})(?![\\w-])`, 'g');

/**
 * What is written above a declaration; null: nothing.
 *
 * @param {ts.Node} node
 * @returns {Doc | null}
 */
export function docOf(node) {
  const comment = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).at(-1);
  return comment ? parseDoc(comment.getText()) : null;
}

/**
 * @param {string} comment with its slashes and stars
 * @returns {Doc}
 */
export function parseDoc(comment) {
  const text = comment
    .replace(/^\/\*\*/, '')
    .replace(/\*\/$/, '')
    .replace(/^[ \t]*\*[ \t]?/gm, '')
    .trim();
  const marks = [...text.matchAll(TAG)];
  const ends = [...marks.slice(1).map(({ index }) => index), text.length];
  return {
    description: paragraphs(text.slice(0, marks[0]?.index ?? text.length)),
    tags: marks.map(({ 0: mark, 1: tag = '', index }, at) => parseTag(tag, text.slice(index + mark.length, ends[at]))),
  };
}

/**
 * @param {string} tag
 * @param {string} text
 * @returns {DocTag}
 */
function parseTag(tag, text) {
  const { type, rest } = typeBefore(text.trim());
  if (!NAMED.includes(tag)) return { tag, type, name: '', fallback: null, description: paragraphs(rest) };
  const [, bracketed, fallback, plain = ''] = /^(?:\[([^\]=]+)(?:=([^\]]*))?\]|([^\s]*))/.exec(rest) ?? [];
  const head = bracketed ?? plain;
  const isDefaultSlot = head === '-';
  const after = rest.slice(isDefaultSlot ? 0 : rest.indexOf(head) + head.length).replace(/^(=[^\]]*)?\]/, '');
  return {
    tag,
    type,
    name: isDefaultSlot ? '' : head,
    fallback: fallback ?? null,
    description: paragraphs(after.replace(/^\s*-\s+/, '')),
  };
}

/**
 * @param {string} text
 * @returns {{ type: string | null, rest: string }}
 */
function typeBefore(text) {
  if (!text.startsWith('{')) return { type: null, rest: text };
  let depth = 0;
  const end = [...text].findIndex((character) => {
    if (character === '{') depth++;
    else if (character === '}') depth--;
    return depth === 0;
  });
  return { type: text.slice(1, end).trim(), rest: text.slice(end + 1).trim() };
}

/**
 * Lines belong together until an empty one.
 *
 * @param {string} text
 */
function paragraphs(text) {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s*\n\s*/g, ' ').trim())
    .join('\n\n')
    .trim();
}
