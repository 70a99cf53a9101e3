import { escapeHtml } from './html.mjs';
import { renderComment } from './markdown.mjs';

/** @import { CssCustomProperty, CustomElement } from 'custom-elements-manifest' */

/** Controls for what the style of a room can be told, for the page that shows it on a live one. */

/** What a field begins with where a value of this kind is expected; in the order in which the first fits. */
const KINDS = [
  { fits: /-hue$/, field: 'type="range" min="0" max="360" value="262"' },
  { fits: /-color-/, field: 'type="color"' },
  { fits: /-radius$/, field: 'type="range" min="0" max="32" value="12" data-unit="px"' },
];

/** @param {CustomElement} room */
export function propertyFields({ cssProperties = [] }) {
  return `<div class="fields">${cssProperties.map(propertyField).join('\n')}</div>`;
}

/** @param {CustomElement} room */
export function partButtons({ cssParts = [] }) {
  const buttons = cssParts.map(({ name, description = '' }) => {
    return `<button type="button" data-part="${name}" data-note="${escapeHtml(description)}" aria-pressed="false">${name}</button>`;
  });
  return `<div class="parts">${buttons.join('\n')}</div>
<p class="part-note" id="workbench-note" role="status"></p>`;
}

/** @param {CssCustomProperty} property */
function propertyField({ name, description = '', default: value = '' }) {
  const id = `property${name}`;
  const kind = KINDS.find(({ fits }) => fits.test(name))?.field ?? 'type="text" placeholder="Georgia, serif"';
  return `<div class="field"><label for="${id}"><code>${name}</code></label>
<input id="${id}" data-property="${name}" data-default="${escapeHtml(value)}" aria-describedby="${id}-help" ${kind} />
<small id="${id}-help">${renderComment(description)}</small></div>`;
}
