import { escapeHtml } from './html.mjs';
import { renderComment } from './markdown.mjs';
import { methodsOf } from './reference.mjs';

/** Forms of what the manifest knows, for the page where one tries it. */

/** @import { Attribute, ClassMethod, CustomElement, CustomElementDeclaration, Parameter } from 'custom-elements-manifest' */

/** What is asked for where a method takes this type; anything else is written as JSON. @type {Record<string, string>} */
const KINDS = { MediaStreamTrack: 'track', boolean: 'boolean', string: 'string' };

/** @param {CustomElement} room */
export function attributeFields({ attributes = [] }) {
  return attributes.map(attributeField).join('\n');
}

/** @param {CustomElement} room */
export function eventNames({ events = [] }) {
  return events.map(({ name }) => name);
}

/** @param {CustomElement & CustomElementDeclaration} room */
export function methodForms(room) {
  return methodsOf(room)
    .map((method) => methodForm(/** @type {ClassMethod} */ (method)))
    .join('\n');
}

/** @param {Attribute} attribute */
function attributeField({ name, type, default: value = '', description = '' }) {
  const id = `attribute-${name}`;
  const help = `<small id="${id}-help">${renderComment(description)}</small>`;
  const common = `id="${id}" data-attribute="${name}" aria-describedby="${id}-help"`;
  const label = `<label for="${id}"><code>${name}</code></label>`;
  if (type?.text === 'boolean') {
    return `<div class="field check"><input type="checkbox" ${common} />${label}${help}</div>`;
  }
  const choices = [...(type?.text ?? '').matchAll(/'([^']+)'/g)].map(([, choice = '']) => choice);
  const control =
    choices.length > 0
      ? `<select ${common}>${choices
          .map((choice) => {
            const isDefault = `'${choice}'` === value;
            return `<option value="${isDefault ? '' : choice}">${choice}${isDefault ? ' (default)' : ''}</option>`;
          })
          .join('')}</select>`
      : `<input type="text" ${common} autocomplete="off" spellcheck="false" />`;
  return `<div class="field">${label}${control}${help}</div>`;
}

/** @param {ClassMethod} method */
function methodForm({ name, parameters = [] }) {
  return `<form class="method" data-method="${name}">
  <button type="submit">${name}()</button>${parameters.map((parameter) => parameterField(name, parameter)).join('')}
</form>`;
}

/**
 * @param {string} method
 * @param {Parameter} parameter
 */
function parameterField(method, { name, type, optional = false }) {
  const id = `${method}-${name}`;
  const text = type?.text ?? '';
  const kind = KINDS[text] ?? 'json';
  const common = `id="${id}" name="${name}" data-kind="${kind}"`;
  const label = `<label for="${id}">${escapeHtml(name)}</label>`;
  if (kind === 'boolean') return `<span class="check"><input type="checkbox" ${common} checked />${label}</span>`;
  if (kind === 'track') {
    return `<span class="check"><input type="checkbox" ${common} checked disabled />${label}: a drawn picture</span>`;
  }
  const value = kind === 'json' ? (optional ? '{}' : '{ "label": "drawing" }') : '';
  return `<span class="argument">${label}<input type="text" ${common} value="${escapeHtml(value)}"${optional ? ' placeholder="optional"' : ''} autocomplete="off" spellcheck="false" /></span>`;
}
