import { escapeHtml, table } from './html.mjs';
import { renderComment } from './markdown.mjs';

/** @import { ClassMember, CssCustomProperty, CustomElement, CustomElementDeclaration, Package } from 'custom-elements-manifest' */

/** Tables of what the manifest knows. */

const ROOM = 'sfu-room';

/**
 * @param {Package} manifest
 * @returns {(CustomElement & CustomElementDeclaration)[]}
 */
export function elementsOf(manifest) {
  return manifest.modules
    .flatMap(({ declarations = [] }) => declarations)
    .filter((declaration) => 'tagName' in declaration)
    .map((declaration) => /** @type {CustomElement & CustomElementDeclaration} */ (declaration));
}

/** @param {Package} manifest */
export function roomOf(manifest) {
  const room = elementsOf(manifest).find(({ tagName }) => tagName === ROOM);
  if (!room) throw new Error(`The manifest knows no <${ROOM}>.`);
  return room;
}

/** @param {CustomElement & CustomElementDeclaration} element */
export function methodsOf(element) {
  return (element.members ?? []).filter((member) => member.kind === 'method');
}

/** @param {CustomElement} element */
export function attributesTable({ tagName, attributes = [] }) {
  return table(
    `Attributes of ${tagName}`,
    ['attribute', 'values', 'default', 'meaning'],
    attributes.map(({ name, type, default: value, description, fieldName }) => [
      code(name) + (fieldName && fieldName !== name ? `<br /><small>property ${code(fieldName)}</small>` : ''),
      typeText(type?.text),
      code(value),
      comment(description),
    ]),
  );
}

/** @param {CustomElement & CustomElementDeclaration} element */
export function propertiesTable(element) {
  const fields = (element.members ?? [])
    .filter((member) => member.kind === 'field')
    .filter((field) => !('attribute' in field));
  return fields.length === 0
    ? ''
    : table(
        `Properties of ${element.tagName}`,
        ['property', 'type', 'meaning'],
        fields.map(({ name, type, description }) => [code(name), code(type?.text), comment(description)]),
      );
}

/** @param {CustomElement & CustomElementDeclaration} element */
export function methodsTable(element) {
  return table(
    `Methods of ${element.tagName}`,
    ['method', 'meaning'],
    methodsOf(element).map((method) => [code(signature(method)), comment(method.description) + parameters(method)]),
  );
}

/** @param {CustomElement} element */
export function eventsTable({ tagName, events = [] }) {
  return table(
    `Events of ${tagName}`,
    ['event', 'detail', 'meaning'],
    events.map(({ name, type, description }) => [code(name), code(detailOf(type.text)), comment(description)]),
  );
}

/** @param {CustomElement} element */
export function slotsTable({ tagName, slots = [] }) {
  return table(
    `Slots of ${tagName}`,
    ['slot', 'meaning'],
    slots.map(({ name, description }) => [name === '' ? 'without a name' : code(name), comment(description)]),
  );
}

/** @param {CustomElement} element */
export function partsTable({ tagName, cssParts = [] }) {
  const described = cssParts.filter(({ description }) => description);
  const named = cssParts.filter(({ description }) => !description);
  const rows = described.map(({ name, description }) => [code(name), comment(description)]);
  return `${table(`Parts of ${tagName}`, ['part', 'what it is'], rows)}
<p>And what their names say: ${named.map(({ name }) => code(name)).join(' ')}</p>`;
}

/** @param {CustomElement} element */
export function propertiesOfCss({ tagName, cssProperties = [] }) {
  return table(
    `Custom properties of ${tagName}`,
    ['custom property', 'default', 'where'],
    cssProperties.map((property) => [code(property.name), code(shortDefault(property)), comment(property.description)]),
  );
}

/**
 * All elements but the room itself, each with what it takes, tells and shows.
 *
 * @param {Package} manifest
 * @param {(title: string) => string} heading
 */
export function partElements(manifest, heading) {
  return elementsOf(manifest)
    .filter(({ tagName }) => tagName !== ROOM)
    .sort((a, b) => String(a.tagName).localeCompare(String(b.tagName)))
    .map((element) => {
      const { tagName, description = '', attributes = [], events = [], slots = [], cssParts = [] } = element;
      return [
        heading(String(tagName)),
        ...description.split('\n\n').map((paragraph) => `<p>${comment(paragraph)}</p>`),
        attributes.length > 0 ? attributesTable(element) : '',
        events.length > 0 ? eventsTable(element) : '',
        slots.length > 0 ? slotsTable(element) : '',
        cssParts.length > 0 ? `<p>Parts: ${cssParts.map(({ name }) => code(name)).join(' ')}</p>` : '',
      ].join('\n');
    })
    .join('\n');
}

/**
 * The default as one reads it: a colour for light and one for dark.
 *
 * @param {CssCustomProperty} property
 */
function shortDefault({ default: value = '' }) {
  return value.replaceAll(/var\(--sfu-hue, (\d+)\)/g, '$1');
}

/** @param {ClassMember} method */
function signature(method) {
  const parameters = ('parameters' in method && method.parameters) || [];
  return `${method.name}(${parameters.map(({ name, optional }) => name + (optional ? '?' : '')).join(', ')})`;
}

/** @param {ClassMember} method */
function parameters(method) {
  const parameters = ('parameters' in method && method.parameters) || [];
  return parameters
    .map(({ name, type, description }) => {
      return `<br />${code(name)}: ${code(type?.text)}${description ? `, ${comment(description)}` : ''}`;
    })
    .join('');
}

/** `CustomEvent<{ status: RoomStatus }>` as `{ status: RoomStatus }`. @param {string} type */
function detailOf(type) {
  return /^CustomEvent<(.*)>$/.exec(type)?.[1] ?? type;
}

/** @param {string} [type] */
function typeText(type = '') {
  if (type === 'boolean') return 'present or not';
  const choices = [...type.matchAll(/'([^']*)'/g)].map(([, choice]) => code(choice));
  return choices.length > 0 ? choices.join(' ') : 'text';
}

/** @param {string} [text] */
function code(text = '') {
  return text === '' ? '' : `<code>${escapeHtml(text)}</code>`;
}

/** @param {string} [text] */
function comment(text = '') {
  return renderComment(text);
}
