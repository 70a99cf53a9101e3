import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { membersTable } from './declarations.mjs';
import { escapeHtml } from './html.mjs';
import { renderMarkdown } from './markdown.mjs';
import { operationsTable } from './operations.mjs';
import { DOC_PAGES, pathOf, SECTIONS } from './pages.mjs';
import {
  attributesTable,
  eventsTable,
  methodsTable,
  partElements,
  partsTable,
  propertiesOfCss,
  propertiesTable,
  roomOf,
  slotsTable,
} from './reference.mjs';
import { settingsTable } from './settings.mjs';
import { partButtons, propertyFields } from './workbench.mjs';

/** @import { Package } from 'custom-elements-manifest' */
/** @import { DocPage } from './pages.mjs' */
/** @import { PageParts } from './layout.mjs' */

/** `<!-- methods -->`, `<!-- members client/room-client.ts RoomClient -->` or `<!-- file a/b.conf nginx -->` in a source. */
const PLACE = /^<!-- (\w+)(?: (\S+) (\w+))? -->$/gm;

/**
 * @param {DocPage} doc
 * @param {{ project: string, manifest: Package }} context
 * @returns {Promise<{ page: PageParts, examples: Map<string, string> }>}
 */
export async function renderDoc(doc, { project, manifest }) {
  const path = pathOf(doc);
  const root = '../'.repeat(path.split('/').length - 1);
  const linkTo = (/** @type {string} */ file) => {
    const target = DOC_PAGES.find((each) => each.file === file);
    return target && root + pathOf(target);
  };
  const source = await fillPlaces(await readFile(join(project, doc.file), 'utf8'), doc, { project, manifest });
  const { html, headings, css, js } = renderMarkdown(source, { file: doc.file, linkTo });
  const examples = new Map();
  if (css) examples.set('examples.css', `${css}\n`);
  if (js) examples.set('examples.js', `${js}\n`);
  const hasWorkbench = html.includes('id="workbench"');
  return {
    examples,
    page: {
      path,
      title: doc.title,
      description: doc.description,
      look: 'docs',
      sheets: ['contents.css', ...(hasWorkbench ? ['workbench.css'] : []), 'docs.css'],
      styles: css ? ['examples.css'] : [],
      scripts: ['docs.js', ...(hasWorkbench ? ['workbench.js'] : [])],
      ownScripts: js ? ['examples.js'] : [],
      body: `    <div class="columns">
      ${contents(doc, root)}
      <main id="main" class="prose">
${html}
        ${neighbours(doc, root)}
      </main>
      ${onThisPage(headings)}
    </div>`,
    },
  };
}

/**
 * @param {string} source
 * @param {DocPage} doc
 * @param {{ project: string, manifest: Package }} context
 */
async function fillPlaces(source, doc, { project, manifest }) {
  const room = roomOf(manifest);
  const settings = await settingsTable();
  const operations = await operationsTable();
  /** @type {Readonly<Record<string, (file: string, name: string) => string>>} */
  const makers = {
    attributes: () => attributesTable(room),
    properties: () => propertiesTable(room),
    methods: () => methodsTable(room),
    events: () => eventsTable(room),
    slots: () => slotsTable(room),
    parts: () => partsTable(room),
    customproperties: () => propertiesOfCss(room),
    propertyfields: () => propertyFields(room),
    partbuttons: () => partButtons(room),
    elements: () => partElements(manifest, (title) => `\n\n## \`<${title}>\`\n\n`),
    settings: () => settings,
    operations: () => operations,
    // As it is handed out, and tested: a copy in the text would soon be another.
    file: (file, language) => `\`\`\`${language}\n${readFileSync(join(project, file), 'utf8')}\`\`\``,
    members: (file, name) => membersTable(file, name),
    requests: (file, name) => membersTable(file, name, ['request', 'takes and answers', 'meaning']),
    happenings: (file, name) => membersTable(file, name, ['event', 'carries', 'meaning']),
  };
  return source.replaceAll(PLACE, (place, kind, file = '', name = '') => {
    const make = makers[kind];
    if (!make) throw new Error(`${doc.file} wants ${place}, which nobody makes.`);
    return make(file, name);
  });
}

/**
 * @param {DocPage} current
 * @param {string} root
 */
function contents(current, root) {
  const sections = SECTIONS.map(({ title, pages }) => {
    const links = pages.map((page) => {
      const state = page === current ? ' aria-current="page"' : '';
      return `<li><a href="${root}${pathOf(page)}"${state}>${escapeHtml(page.title)}</a></li>`;
    });
    return `<p>${title}</p><ul>${links.join('')}</ul>`;
  });
  // Folded where the page is narrow; the style sheet shows it whole where there is room beside the text.
  return `<nav class="contents" aria-label="Docs"><details id="contents"><summary>Contents</summary>${sections.join('')}</details></nav>`;
}

/** @param {readonly { id: string, depth: number, title: string }[]} headings */
function onThisPage(headings) {
  const links = headings
    .filter(({ depth }) => depth === 2)
    .map(({ id, title }) => `<li><a href="#${id}">${escapeHtml(title)}</a></li>`);
  return links.length < 2
    ? ''
    : `<nav class="outline" aria-label="On this page"><p>On this page</p><ul>${links.join('')}</ul></nav>`;
}

/**
 * @param {DocPage} current
 * @param {string} root
 */
function neighbours(current, root) {
  const index = DOC_PAGES.indexOf(current);
  const link = (/** @type {DocPage | undefined} */ page, /** @type {string} */ word) =>
    page ? `<a href="${root}${pathOf(page)}"><small>${word}</small>${escapeHtml(page.title)}</a>` : '<span></span>';
  return `<nav class="neighbours" aria-label="Before and after">${link(DOC_PAGES[index - 1], 'Before')}${link(DOC_PAGES[index + 1], 'Next')}</nav>`;
}
