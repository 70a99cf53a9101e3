import ts from 'typescript';
import { observedOf } from './members.mjs';
import { placeOf } from './sources.mjs';
import { stringsOf } from './types.mjs';

/** @import { ElementSource } from './sources.mjs' */

/**
 * What an element's sources really have, whatever is written above its class. `*` stands for what is known only when
 * it runs.
 *
 * @typedef {object} Facts
 * @property {Set<string>} parts its own
 * @property {Set<string>} slots
 * @property {Set<string>} taken slots that it has no `<slot>` for: it reads what is in them
 * @property {Set<string>} styled attributes that its styles ask for
 * @property {Set<string>} observed attributes that it takes without a property of Lit's
 * @property {Set<string>} events those that are sent under a name that is known
 * @property {Set<string>} nested tags of the elements in its templates
 * @property {{ tag: string, part: string, as: string, place: string }[]} passed parts of others that it passes on
 * @property {Map<string, Set<string>>} cssProperties with the defaults that they are read with
 * @property {string[]} unreadable what could not be found out
 */

/** Stands for an expression of a template; no name and no text has it. */
const HOLE = '\u0000';

/**
 * @param {ElementSource} element
 * @param {ts.TypeChecker} checker
 * @returns {Facts}
 */
export function factsOf({ files, chain }, checker) {
  /** @type {Facts} */
  const facts = {
    parts: new Set(),
    slots: new Set(),
    taken: new Set(),
    styled: new Set(),
    observed: new Set(chain.flatMap(observedOf)),
    events: new Set(),
    nested: new Set(),
    passed: [],
    cssProperties: new Map(),
    unreadable: [],
  };
  for (const file of files) {
    for (const [, slot = ''] of file.text.matchAll(/template\[slot=["']([\w-]+)["']\]/g)) facts.taken.add(slot);
    for (const [, name = ''] of file.text.matchAll(/:host\(\[([\w-]+)/g)) facts.styled.add(name);
    readCssProperties(file.text, facts.cssProperties);
    /** @param {ts.Node} node */
    const visit = (node) => {
      if (ts.isTaggedTemplateExpression(node)) readTemplate(node, facts, checker);
      else if (ts.isNewExpression(node)) readMadeEvent(node, facts, checker);
      else if (ts.isCallExpression(node)) readCall(node, facts, checker);
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return facts;
}

/**
 * @param {ts.Expression | undefined} name
 * @param {Facts} facts
 * @param {ts.TypeChecker} checker
 */
function readEvent(name, facts, checker) {
  for (const event of (name && stringsOf(name, checker)) ?? []) facts.events.add(event);
}

/**
 * @param {ts.NewExpression} made
 * @param {Facts} facts
 * @param {ts.TypeChecker} checker
 */
function readMadeEvent({ expression, arguments: [name] = ts.factory.createNodeArray() }, facts, checker) {
  if (expression.getText() === 'CustomEvent') readEvent(name, facts, checker);
}

/**
 * A request, or a part of what is not made by a template.
 *
 * @param {ts.CallExpression} call
 * @param {Facts} facts
 * @param {ts.TypeChecker} checker
 */
function readCall({ expression, arguments: [name, value] }, facts, checker) {
  if (expression.getText() === 'request') readEvent(value, facts, checker);
  if (!ts.isPropertyAccessExpression(expression) || expression.name.text !== 'setAttribute') return;
  if (!name || !value || !ts.isStringLiteral(name) || name.text !== 'part') return;
  readParts(stringsOf(value, checker) ?? ['*'], facts, value);
}

/**
 * @param {string} text
 * @param {Map<string, Set<string>>} found
 */
export function readCssProperties(text, found) {
  for (const { 1: name = '', 0: match, index } of text.matchAll(/var\(\s*(--sfu-[\w-]+)/g)) {
    let depth = 1;
    let end = index + match.length;
    while (depth > 0 && end < text.length) {
      if (text[end] === '(') depth++;
      else if (text[end] === ')') depth--;
      end++;
    }
    const fallback = text
      .slice(index + match.length, end - 1)
      .replace(/^\s*,/, '')
      .replace(/\s+/g, ' ')
      .replace(/\( | \)/g, (space) => space.trim())
      .trim();
    found.set(name, (found.get(name) ?? new Set()).add(fallback));
  }
}

/**
 * @param {ts.TaggedTemplateExpression} node
 * @param {Facts} facts
 * @param {ts.TypeChecker} checker
 */
function readTemplate({ tag, template }, facts, checker) {
  if (!['html', 'svg'].includes(tag.getText())) return;
  if (ts.isNoSubstitutionTemplateLiteral(template)) {
    readTags(template, template.text, [], facts, checker);
    return;
  }
  const text = template.head.text + template.templateSpans.map(({ literal }) => HOLE + literal.text).join('');
  readTags(
    template,
    text,
    template.templateSpans.map(({ expression }) => expression),
    facts,
    checker,
  );
}

/**
 * @param {ts.Node} template
 * @param {string} text
 * @param {readonly ts.Expression[]} expressions one for each hole
 * @param {Facts} facts
 * @param {ts.TypeChecker} checker
 */
function readTags(template, text, expressions, facts, checker) {
  for (const { 1: tag = '', 2: attributes = '', index } of text.matchAll(
    /<([a-z][\w-]*)((?:"[^"]*"|'[^']*'|[^>"'])*)/g,
  )) {
    if (tag.startsWith('sfu-')) facts.nested.add(tag);
    let hole = text.slice(0, index).split(HOLE).length - 1;
    let named = false;
    for (const { 1: name = '', 2: quoted } of attributes.matchAll(
      /([^\s="'>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?/g,
    )) {
      const value = (quoted ?? '').replace(/^(["'])(.*)\1$/s, '$2');
      const holes = (name + value).split(HOLE).length - 1;
      const values = () => valuesOf(value, expressions.slice(hole, hole + holes), checker);
      if (tag === 'slot' && name === 'name') {
        named = true;
        for (const slot of values()) facts.slots.add(slot);
      }
      if (name === 'part') readParts(values(), facts, expressions[hole] ?? template);
      if (name === 'exportparts') readExported(tag, values(), facts, expressions[hole] ?? template);
      hole += holes;
    }
    if (tag === 'slot' && !named) facts.slots.add('');
  }
}

/**
 * Everything that an attribute can say.
 *
 * @param {string} value with holes
 * @param {readonly ts.Expression[]} expressions
 * @param {ts.TypeChecker} checker
 * @returns {string[]}
 */
function valuesOf(value, expressions, checker) {
  const [head = '', ...rest] = value.split(HOLE);
  return rest.reduce(
    (made, literal, index) => {
      const expression = expressions[index];
      const strings = (expression && stringsOf(expression, checker)) ?? ['*'];
      return made.flatMap((before) => strings.map((string) => before + string + literal));
    },
    [head],
  );
}

/**
 * @param {readonly string[]} values
 * @param {Facts} facts
 * @param {ts.Node} at
 */
function readParts(values, facts, at) {
  for (const part of values.flatMap((value) => value.split(/\s+/)).filter(Boolean)) {
    if (part.includes('*')) facts.unreadable.push(`${placeOf(at)}: which parts these are cannot be read`);
    else facts.parts.add(part);
  }
}

/**
 * @param {string} tag
 * @param {readonly string[]} values
 * @param {Facts} facts
 * @param {ts.Node} at
 */
function readExported(tag, values, facts, at) {
  const place = placeOf(at);
  for (const entry of values
    .flatMap((value) => value.split(','))
    .map((each) => each.trim())
    .filter(Boolean)) {
    const [part = '', as = part] = entry.split(':').map((name) => name.trim());
    if (entry.includes('*')) facts.unreadable.push(`${place}: which parts are passed on cannot be read`);
    else {
      facts.passed.push({ tag, part, as, place });
    }
  }
}
