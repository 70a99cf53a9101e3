import { escapeHtml } from './html.mjs';

/**
 * @typedef {object} PageParts
 * @property {string} path from the site's root, ending in a slash; '' is the landing page
 * @property {string} title
 * @property {string} description
 * @property {string} body HTML of the page below its header
 * @property {string} look its kind of page
 * @property {readonly string[]} sheets names of style sheets in `assets/`, after the one of all pages
 * @property {readonly string[]} [styles] of this page alone, from the page on
 * @property {readonly string[]} [scripts] names of modules in `assets/`, which run before the widget does
 * @property {readonly string[]} [ownScripts] of this page alone, from the page on; they find the widget there
 * @property {string} [first] name of a script that runs before anything is drawn
 */

/** The three places of the site. */
const PLACES = [
  { path: 'docs/', title: 'Docs' },
  { path: 'playground/', title: 'Playground' },
];

/**
 * A whole page. All its links are relative, so that the site stands under any path.
 *
 * @param {PageParts} page
 * @param {string | null} server where the widget comes from; null: from beside the site
 */
export function layout(page, server) {
  const root = '../'.repeat(page.path.split('/').length - 1) || './';
  const widget = server === null ? `${root}sfu-room.js` : new URL('/sfu-room.js', server).href;
  const asset = (/** @type {string} */ name) => `${root}assets/${name}`;
  const title = page.path === '' ? page.title : `${page.title} · sfu-room`;
  const styles = [...['base.css', 'code.css', ...page.sheets].map(asset), ...(page.styles ?? [])];
  const module = (/** @type {string} */ src) => `<script type="module" src="${src}"></script>`;
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
    <meta name="color-scheme" content="light dark" />
    <meta name="description" content="${escapeHtml(page.description)}" />
    <title>${escapeHtml(title)}</title>
    <link rel="icon" href="${asset('icon.svg')}" type="image/svg+xml" />
    ${styles.map((href) => `<link rel="stylesheet" href="${href}" />`).join('\n    ')}
    ${page.first === undefined ? '' : `<script src="${asset(page.first)}"></script>`}
    ${(page.scripts ?? []).map(asset).map(module).join('\n    ')}
    <script type="module" id="widget" src="${widget}"></script>
    ${(page.ownScripts ?? []).map(module).join('\n    ')}
  </head>
  <body class="${page.look}">
    <a class="skip" href="#main">Skip to the content</a>
    <header class="top">
      <a class="brand" href="${root}">
        <img src="${asset('icon.svg')}" alt="" width="28" height="28" />
        <span>sfu-room</span>
      </a>
      <nav aria-label="Site">
        ${PLACES.map((place) => link(place, page.path, root)).join('\n        ')}
      </nav>
    </header>
${page.body}
    <footer class="bottom">
      <p>sfu-room is free software under the MIT licence. It runs on your own server and calls nobody else’s.</p>
      <nav aria-label="Further">
        <a href="${root}docs/self-hosting/">Host it</a>
        <a href="${root}docs/api/">Attributes and events</a>
        <a href="${root}docs/troubleshooting/">Troubleshooting</a>
      </nav>
    </footer>
    <p class="said" id="said" role="status"></p>
  </body>
</html>
`;
}

/**
 * @param {{ path: string, title: string }} place
 * @param {string} current
 * @param {string} root
 */
function link({ path, title }, current, root) {
  const state = current === path ? ' aria-current="page"' : current.startsWith(path) ? ' aria-current="true"' : '';
  return `<a href="${root}${path}"${state}>${title}</a>`;
}
