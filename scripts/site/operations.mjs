import { escapeHtml, table } from './html.mjs';

/**
 * Every operation of the REST API, from the table that its routes and its document come from.
 *
 * @returns {Promise<string>}
 */
export async function operationsTable() {
  const { OPERATIONS } = await import('../../backend/dist/api/operations.js');
  return table(
    'Operations of the REST API',
    ['operation', 'what it does', 'codes of its own'],
    OPERATIONS.map(({ method, path, summary, errors }) => [
      code(`${method.toUpperCase()} ${path}`),
      escapeHtml(summary),
      errors.map(code).join(' '),
    ]),
  );
}

/** @param {string} text */
function code(text) {
  return `<code>${escapeHtml(text)}</code>`;
}
