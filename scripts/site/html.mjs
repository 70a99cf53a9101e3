/** @param {unknown} text */
export function escapeHtml(text) {
  return String(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/**
 * A table that scrolls by itself where the page is narrow.
 *
 * @param {string} name for assistive technology
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows cells as HTML; the first is the row's heading
 */
export function table(name, head, rows) {
  const cells = rows.map(([first = '', ...rest]) => {
    return `<tr><th scope="row">${first}</th>${rest.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  return scrolling(
    name,
    `<thead><tr>${head.map((cell) => `<th scope="col">${cell}</th>`).join('')}</tr></thead>
    <tbody>${cells.join('\n')}</tbody>`,
  );
}

/**
 * @param {string} name
 * @param {string} content of the table, as HTML
 */
export function scrolling(name, content) {
  return `<div class="table" tabindex="0" role="group" aria-label="${escapeHtml(name)}"><table>${content}</table></div>`;
}
