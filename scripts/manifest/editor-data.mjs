/** @import { CustomElementDeclaration, Package } from 'custom-elements-manifest' */

/**
 * @param {Package} manifest
 * @returns {CustomElementDeclaration[]}
 */
function elementsOf(manifest) {
  return manifest.modules
    .flatMap(({ declarations = [] }) => declarations)
    .filter((declaration) => 'customElement' in declaration)
    .map((declaration) => /** @type {CustomElementDeclaration} */ (declaration));
}

/**
 * @template {{ name: string }} T
 * @param {readonly T[]} all
 * @returns {T[]}
 */
function oncePerName(all) {
  return [...new Map(all.toReversed().map((each) => [each.name, each])).values()].reverse();
}

/**
 * Words that an attribute takes; none: any, or it is there or not.
 *
 * @param {string | undefined} type
 * @returns {string[]}
 */
function wordsOf(type = '') {
  const words = type.split(' | ').map((each) => /^'(.*)'$/.exec(each)?.[1]);
  return words.every((word) => word !== undefined) ? words : [];
}

/** @param {string | undefined} description */
const markdown = (description) =>
  description ? { description: { kind: /** @type {const} */ ('markdown'), value: description } } : {};

/** @param {string | undefined} description */
const plain = (description) => (description ? { description } : {});

/**
 * For the setting `html.customData` of VS Code.
 *
 * @param {Package} manifest
 */
export function vsCodeHtml(manifest) {
  return {
    version: 1.1,
    tags: elementsOf(manifest).map((element) => ({
      name: element.tagName,
      ...markdown(withLists(element)),
      attributes: (element.attributes ?? []).map(({ name, description, type }) => {
        const words = wordsOf(type?.text);
        return {
          name,
          ...markdown(description),
          // VS Code's word for an attribute that is there or not.
          ...(type?.text === 'boolean' ? { valueSet: 'v' } : {}),
          ...(words.length > 0 ? { values: words.map((word) => ({ name: word })) } : {}),
        };
      }),
    })),
  };
}

/**
 * For the setting `css.customData` of VS Code.
 *
 * @param {Package} manifest
 */
export function vsCodeCss(manifest) {
  const elements = elementsOf(manifest);
  return {
    version: 1.1,
    properties: oncePerName(elements.flatMap(({ cssProperties = [] }) => cssProperties)).map(
      ({ name, description, default: fallback }) => ({ name, ...markdown(withDefault(description, fallback)) }),
    ),
    pseudoElements: oncePerName(elements.flatMap(({ cssParts = [] }) => cssParts)).map(({ name, description }) => ({
      name: `::part(${name})`,
      ...markdown(description),
    })),
  };
}

/**
 * For JetBrains' editors, which find it by the package's `web-types`.
 *
 * @param {Package} manifest
 * @param {{ name: string, version: string }} pack
 */
export function webTypes(manifest, { name, version }) {
  const elements = elementsOf(manifest);
  return {
    $schema: 'https://raw.githubusercontent.com/JetBrains/web-types/master/schema/web-types.json',
    name,
    version,
    'js-types-syntax': 'typescript',
    'description-markup': 'markdown',
    contributions: {
      html: { elements: elements.map(webTypesElement) },
      css: {
        properties: oncePerName(elements.flatMap(({ cssProperties = [] }) => cssProperties)).map((property) => ({
          name: property.name,
          ...plain(withDefault(property.description, property.default)),
        })),
        'pseudo-elements': oncePerName(elements.flatMap(({ cssParts = [] }) => cssParts)).map((part) => ({
          name: `part(${part.name})`,
          ...plain(part.description),
        })),
      },
    },
  };
}

/** @param {CustomElementDeclaration} element */
function webTypesElement(element) {
  const fields = (element.members ?? []).filter((member) => member.kind === 'field');
  return {
    name: element.tagName,
    ...plain(withLists(element)),
    attributes: (element.attributes ?? []).map(({ name, description, type, default: fallback }) => ({
      name,
      ...plain(description),
      value: type?.text === 'boolean' ? { kind: 'no-value', type: 'boolean' } : { type: type?.text ?? 'string' },
      ...(fallback ? { default: fallback } : {}),
    })),
    slots: (element.slots ?? []).map(({ name, description }) => ({ name, ...plain(description) })),
    js: {
      properties: fields.map(({ name, description, type, readonly }) => ({
        name,
        ...plain(description),
        type: type?.text ?? 'unknown',
        ...(readonly ? { 'read-only': true } : {}),
      })),
      events: (element.events ?? []).map(({ name, description, type }) => ({
        name,
        ...plain(description),
        type: type.text,
      })),
    },
  };
}

/**
 * Editors show a tag's description and nothing else of it.
 *
 * @param {CustomElementDeclaration} element
 */
function withLists({ description = '', events = [], slots = [] }) {
  /** @param {{ name: string, description?: string }} entry */
  const entry = ({ name, description: text = '' }) => `- ${name ? `\`${name}\`` : 'content'}${text ? `: ${text}` : ''}`;
  const list = (/** @type {string} */ title, /** @type {{ name: string, description?: string }[]} */ entries) =>
    entries.length > 0 ? [`**${title}**\n${entries.map(entry).join('\n')}`] : [];
  return [description, ...list('Events', events), ...list('Slots', slots)].filter(Boolean).join('\n\n');
}

/**
 * @param {string | undefined} description
 * @param {string | undefined} fallback
 */
function withDefault(description, fallback) {
  return [description, fallback && `Default: \`${fallback}\``].filter(Boolean).join('\n\n') || undefined;
}
