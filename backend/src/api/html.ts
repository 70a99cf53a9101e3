/** HTML that may be sent as it is. */
export class Html {
  constructor(readonly text: string) {}
}

type Value = string | number | Html | readonly Html[];

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text that is put in stays text. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(strings.reduce((text, string, index) => text + written(values[index - 1] ?? '') + string));
}

/** Text of the document: paragraphs, and `code` in them. */
export function prose(text: string): Html[] {
  return text.split('\n\n').map((paragraph) => html`<p>${coded(paragraph)}</p>`);
}

/** In one line. */
export function coded(text: string): Html[] {
  return text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));
}

function written(value: Value): string {
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(({ text }) => text).join('');
  return String(value).replaceAll(/[&<>"]/g, (character) => ESCAPES[character] ?? character);
}
