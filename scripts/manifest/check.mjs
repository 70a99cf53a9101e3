import { placeOf } from './sources.mjs';
import { readCssProperties } from './templates.mjs';

/** @import { ElementFacts } from './manifest.mjs' */
/** @import { Sources } from './sources.mjs' */

/**
 * Where what is written about the elements and what they have differ, in words; nothing of it may be.
 *
 * @param {readonly ElementFacts[]} elements
 * @param {Sources} sources
 * @returns {string[]}
 */
export function problemsOf(elements, sources) {
  const byTag = new Map(elements.map((element) => [element.source.tag, element]));
  return [
    ...withoutTag(elements, sources),
    ...elements.flatMap((element) =>
      [
        ...members(element),
        ...attributes(element),
        ...events(element, byTag),
        ...slots(element),
        ...parts(element, byTag),
      ].map((problem) => `${placeOf(element.source.declaration)} <${element.source.tag}>: ${problem}`),
    ),
    ...cssProperties(elements, sources),
  ];
}

/**
 * @param {readonly ElementFacts[]} elements
 * @param {Sources} sources
 */
function withoutTag(elements, sources) {
  const known = new Set(elements.map(({ source }) => source.declaration));
  return sources
    .classes()
    .filter((declaration) => !known.has(declaration))
    .map((declaration) => `${placeOf(declaration)}: ${declaration.name?.text ?? ''} has no tag`);
}

/** @param {ElementFacts} element */
function members({ doc, declaration }) {
  const problems = (declaration.members ?? [])
    .filter(({ description }) => !description)
    .map(({ kind, name }) => `nothing is written about the ${kind} "${name}"`);
  return doc.description ? problems : ['nothing is written about it', ...problems];
}

/** @param {ElementFacts} element */
function attributes({ doc, declaration, facts }) {
  const fields = (declaration.members ?? []).map((member) => ('attribute' in member ? member.attribute : null));
  const has = new Set([...fields, ...facts.styled, ...facts.observed]);
  return [
    ...(declaration.attributes ?? [])
      .filter(({ description }) => !description)
      .map(({ name }) => `nothing is written about the attribute "${name}"`),
    ...unknown(doc, 'attr', (name) => has.has(name)),
  ];
}

/**
 * @param {ElementFacts} element
 * @param {ReadonlyMap<string, ElementFacts>} byTag
 */
function events({ doc, source, facts, declaration, sends }, byTag) {
  const isRoom = sends.size > 0;
  const own = isRoom ? sends : facts.events;
  // What parts ask for comes up through those that hold them.
  const heard = isRoom ? sends : eventsWithin(source.tag, byTag);
  const documented = declaration.events ?? [];
  return [
    ...[...own]
      .filter((name) => !documented.some((event) => event.name === name))
      .map((name) => undocumented('event', name)),
    ...unknown(doc, 'event', (name) => heard.has(name)),
    ...documented
      .filter(({ description }) => !description)
      .map(({ name }) => `nothing is written about the event "${name}"`),
    ...doc.tags.flatMap((tag) => {
      const names = tag.tag === 'event' && tag.type ? /^CustomEvent<\{([^:]*)\}>$/.exec(tag.type)?.[1] : null;
      const type = documented.find(({ name }) => name === tag.name)?.type.text ?? '';
      const has = new Set([...type.matchAll(/[{;] (\w+): /g)].map(([, name]) => name));
      return (names?.split(',') ?? [])
        .map((name) => name.trim())
        .filter((name) => !has.has(name))
        .map((name) => `the detail of "${tag.name}" has no "${name}"`);
    }),
  ];
}

/**
 * @param {string} tag
 * @param {ReadonlyMap<string, ElementFacts>} byTag
 * @param {Set<string>} seen
 * @returns {Set<string>}
 */
function eventsWithin(tag, byTag, seen = new Set()) {
  const facts = byTag.get(tag)?.facts;
  if (!facts || seen.has(tag)) return new Set();
  seen.add(tag);
  return new Set([...facts.events, ...[...facts.nested].flatMap((each) => [...eventsWithin(each, byTag, seen)])]);
}

/** @param {ElementFacts} element */
function slots({ doc, facts }) {
  // `overlay:KEY` stands for all names that begin so.
  const pattern = (/** @type {string} */ name) => name.replace(/[A-Z]+/g, '*');
  const documented = doc.tags.filter(({ tag }) => tag === 'slot');
  return [
    ...[...facts.slots]
      .filter((slot) => !documented.some(({ name }) => pattern(name) === slot))
      .map((slot) => undocumented('slot', slot)),
    ...unknown(doc, 'slot', (name) => facts.slots.has(pattern(name)) || facts.taken.has(name)),
    ...documented
      .filter(({ description }) => !description)
      .map(({ name }) => `nothing is written about the slot "${name}"`),
  ];
}

/**
 * @param {ElementFacts} element
 * @param {ReadonlyMap<string, ElementFacts>} byTag
 */
function parts({ doc, facts }, byTag) {
  const documented = new Set(doc.tags.filter(({ tag }) => tag === 'csspart').map(({ name }) => name));
  // Of those that are passed on, the element that has them tells.
  const passed = new Set(facts.passed.map(({ as }) => as));
  return [
    ...facts.unreadable,
    ...[...facts.parts].filter((part) => !documented.has(part)).map((part) => undocumented('part', part)),
    ...unknown(doc, 'csspart', (name) => facts.parts.has(name) || passed.has(name)),
    ...facts.passed
      .filter(({ tag, part }) => {
        const from = byTag.get(tag)?.facts;
        return !from?.parts.has(part) && !from?.passed.some(({ as }) => as === part);
      })
      .map(({ tag, part, place }) => `${place} passes on the part "${part}", which <${tag}> does not have`),
  ];
}

/**
 * They are read by whoever inherits them, so one element tells of each.
 *
 * @param {readonly ElementFacts[]} elements
 * @param {Sources} sources
 */
function cssProperties(elements, sources) {
  /** @type {Map<string, Set<string>>} */
  const read = new Map();
  for (const { text } of sources.files) readCssProperties(text, read);
  const documented = elements.flatMap(({ doc }) => doc.tags.filter(({ tag }) => tag === 'cssprop'));
  const names = documented.map(({ name }) => name);
  return [
    ...[...read.keys()].filter((name) => !names.includes(name)).map((name) => undocumented('custom property', name)),
    ...names.filter((name, at) => names.indexOf(name) !== at).map((name) => `"${name}" is documented more than once`),
    ...documented.flatMap(({ name, fallback, description }) => {
      const defaults = read.get(name);
      if (!defaults) return [`the custom property "${name}" is documented and read nowhere`];
      if (fallback !== null && !defaults.has(fallback)) {
        return [`the default of "${name}" is not "${fallback}" but "${[...defaults].join('", "')}"`];
      }
      return description ? [] : [`nothing is written about the custom property "${name}"`];
    }),
  ];
}

/**
 * @param {import('./doc-comment.mjs').Doc} doc
 * @param {string} kind
 * @param {(name: string) => boolean} exists
 */
function unknown({ tags }, kind, exists) {
  return tags
    .filter(({ tag, name }) => tag === kind && !exists(name))
    .map(({ name }) => `@${kind} ${name} is written, but there is none`);
}

/**
 * @param {string} kind
 * @param {string} name
 */
function undocumented(kind, name) {
  return `the ${kind} "${name}" is not documented`;
}
