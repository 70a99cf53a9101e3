import { docOf } from './doc-comment.mjs';
import { membersOf, referenceTo } from './members.mjs';
import { modulePath } from './sources.mjs';
import { factsOf } from './templates.mjs';
import { objectText } from './types.mjs';

/** @import { CssCustomProperty, CustomElementDeclaration, Event, Package } from 'custom-elements-manifest' */
/** @import { Doc, DocTag } from './doc-comment.mjs' */
/** @import { ElementSource, Sources } from './sources.mjs' */
/** @import { Facts } from './templates.mjs' */

/**
 * One element: what is written about it, and what it has.
 *
 * @typedef {object} ElementFacts
 * @property {ElementSource} source
 * @property {Doc} doc
 * @property {CustomElementDeclaration} declaration
 * @property {Facts} facts
 * @property {ReadonlySet<string>} sends events that it says in its types that it sends
 */

/** The element that all others belong to: it tells of them as `SfuRoomEventDetails`, and holds the theme. */
const ROOM = 'sfu-room';

/**
 * Everything known of the elements, from their sources.
 *
 * @param {Sources} sources
 * @returns {ElementFacts[]}
 */
export function readElements(sources) {
  const { checker } = sources;
  const details = {
    room: sources.propertiesOf(sources.file('element/events.ts'), 'SfuRoomEventDetails'),
    part: sources.propertiesOf(sources.file('parts/requests.ts'), 'PartRequests'),
  };
  const elements = sources.elements().map((source) => ({
    source,
    doc: docOf(source.declaration) ?? { description: '', tags: [] },
    facts: factsOf(source, checker),
  }));
  const documented = elements.flatMap(({ doc }) => doc.tags.filter(({ tag }) => tag === 'cssprop'));
  const read = elements.map(({ source, doc, facts }) => {
    const known = source.tag === ROOM ? details.room : details.part;
    const declaration = declare(source, doc, facts, { sources, known, documented });
    return { source, doc, facts, declaration, sends: new Set(source.tag === ROOM ? known.keys() : []) };
  });
  const byTag = new Map(read.map((element) => [element.source.tag, element]));
  for (const { declaration, facts } of read) {
    const own = declaration.cssParts ?? [];
    const names = new Set([...own.map(({ name }) => name), ...facts.passed.map(({ as }) => as)]);
    declaration.cssParts = [...names].map((name) => {
      const description = own.find((part) => part.name === name)?.description || partDescription(name, facts, byTag);
      return { name, ...(description ? { description } : {}) };
    });
  }
  return read;
}

/**
 * The Custom Elements Manifest.
 *
 * @param {readonly ElementFacts[]} elements
 * @returns {Package}
 */
export function manifestOf(elements) {
  return {
    schemaVersion: '2.1.0',
    modules: [
      ...elements.map(({ source, declaration }) => {
        const { name } = declaration;
        const path = modulePath(source.declaration.getSourceFile());
        return {
          kind: /** @type {const} */ ('javascript-module'),
          path,
          declarations: [declaration],
          exports: [{ kind: /** @type {const} */ ('js'), name, declaration: { name, module: path } }],
        };
      }),
      {
        kind: 'javascript-module',
        path: 'dist/define.js',
        exports: elements.map(({ source }) => ({
          kind: 'custom-element-definition',
          name: source.tag,
          declaration: referenceTo(source.declaration),
        })),
      },
    ],
  };
}

/**
 * Of a part that is passed on, the element that has it tells.
 *
 * @param {string} name
 * @param {Facts} facts
 * @param {ReadonlyMap<string, { facts: Facts, doc: Doc }>} byTag
 * @returns {string | undefined}
 */
function partDescription(name, facts, byTag) {
  const from = facts.passed.find(({ as }) => as === name);
  const element = byTag.get(from?.tag ?? '');
  if (!from || !element) return undefined;
  const written = element.doc.tags.find((tag) => tag.tag === 'csspart' && tag.name === from.part)?.description;
  return written || partDescription(from.part, element.facts, byTag);
}

/**
 * @param {ElementSource} source
 * @param {Doc} doc
 * @param {Facts} facts
 * @param {{ sources: Sources, known: ReadonlyMap<string, import('typescript').Symbol>, documented: readonly DocTag[] }} context
 * @returns {CustomElementDeclaration}
 */
function declare(source, doc, facts, { sources, known, documented }) {
  const { tag, declaration, chain } = source;
  const { checker } = sources;
  const tagged = (/** @type {string} */ wanted) => doc.tags.filter((each) => each.tag === wanted);
  const { members, attributes } = membersOf(source, tagged('attr'), checker);
  const own = documented.filter(({ name }) => tagged('cssprop').some((each) => each.name === name));
  const read = documented.filter(
    ({ name }) => facts.cssProperties.has(name) && !own.some((each) => each.name === name),
  );
  return {
    kind: 'class',
    customElement: true,
    name: declaration.name?.text ?? '',
    tagName: tag,
    description: doc.description,
    superclass: chain[1] ? referenceTo(chain[1]) : { name: 'LitElement', package: 'lit' },
    members,
    attributes,
    events: tagged('event').map((event) => describeEvent(event, known, checker)),
    slots: tagged('slot').map(named),
    cssParts: tagged('csspart').map(named),
    cssProperties: [...own, ...read].map((property) => describeCssProperty(property, facts)),
  };
}

/** @param {DocTag} tag */
function named({ name, description }) {
  return { name, ...(description ? { description } : {}) };
}

/**
 * @param {DocTag} tag
 * @param {ReadonlyMap<string, import('typescript').Symbol>} known
 * @param {import('typescript').TypeChecker} checker
 * @returns {Event}
 */
function describeEvent({ name, type, description }, known, checker) {
  const symbol = known.get(name);
  const written = symbol?.declarations?.map(docOf).find((doc) => doc !== null)?.description;
  const text = description || written;
  const detail = symbol && objectText(checker.getTypeOfSymbol(symbol), checker);
  return {
    name,
    type: { text: detail === undefined ? (type ?? 'CustomEvent') : `CustomEvent<${detail}>` },
    ...(text ? { description: text } : {}),
  };
}

/**
 * @param {DocTag} tag
 * @param {Facts} facts
 * @returns {CssCustomProperty}
 */
function describeCssProperty({ name, fallback, description }, facts) {
  const defaults = [...(facts.cssProperties.get(name) ?? [])];
  const only = fallback ?? (defaults.length === 1 ? defaults[0] : null);
  return { name, ...(description ? { description } : {}), ...(only ? { default: only } : {}) };
}
