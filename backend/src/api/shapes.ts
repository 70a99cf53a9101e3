import { coded, html, type Html } from './html.js';

/** As much of a JSON Schema as the document holds. */
export interface Shape {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Shape[];
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
}

/** The anchor of a schema that has a name. */
export const anchorOf = (name: string): string => `schema-${name}`;

/** What a value of a schema is, in a few words. */
export function typeOf(shape: Shape): Html {
  if (shape.$ref !== undefined) {
    const name = shape.$ref.split('/').at(-1) ?? '';
    return html`<a href="#${anchorOf(name)}">${name}</a>`;
  }
  if (shape.anyOf) return html`${joined(shape.anyOf.map(typeOf), ' or ')}`;
  if (shape.items) return html`list of ${typeOf(shape.items)}`;
  if (shape.enum) {
    return html`${joined(
      shape.enum.map((value) => html`<code>${JSON.stringify(value)}</code>`),
      ' or ',
    )}`;
  }
  if (shape.properties) return html`object: ${fieldsOf(shape)}`;
  return html`${[shape.type ?? 'anything'].flat().join(' or ')}${rangeOf(shape)}`;
}

/** The fields of an object, one in a row. */
export function fieldsOf({ properties = {}, required = [] }: Shape): Html {
  const rows = Object.entries(properties).map(([name, field]) => {
    const about = field.default === undefined ? '' : `Default: \`${JSON.stringify(field.default)}\`.`;
    const optional = required.includes(name) || field.default !== undefined ? '' : html` <small>optional</small>`;
    return html`<tr>
      <th scope="row"><code>${name}</code>${optional}</th>
      <td>${typeOf(field)}</td>
      <td>${coded([field.description ?? '', about].join(' ').trim())}</td>
    </tr>`;
  });
  return html`<div class="table" tabindex="0" role="group" aria-label="Fields">
    <table>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

function rangeOf({ minimum, maximum, minLength, maxLength, pattern }: Shape): Html {
  const parts = [
    minimum === undefined ? '' : `from ${minimum}`,
    maximum === undefined ? '' : `to ${maximum}`,
    minLength === undefined ? '' : `from ${minLength} characters`,
    maxLength === undefined ? '' : `up to ${maxLength} characters`,
  ].filter((part) => part !== '');
  const words = parts.length === 0 ? html`` : html` ${parts.join(' ')}`;
  return pattern === undefined ? words : html`${words} <code class="pattern">${pattern}</code>`;
}

function joined(parts: readonly Html[], by: string): Html[] {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [html`${by}`, part]));
}
