import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { renderDoc } from './docs.mjs';
import { layout } from './layout.mjs';
import { highlight } from './highlight.mjs';
import { attributeFields, eventNames, methodForms } from './playground.mjs';
import { DOC_PAGES } from './pages.mjs';
import { roomOf } from './reference.mjs';
import { widgetSize } from './size.mjs';

/** @import { PageParts } from './layout.mjs' */

const PROJECT = join(import.meta.dirname, '../..');
const SITE = join(PROJECT, 'site');
const MANIFEST = join(PROJECT, 'widget/dist/custom-elements.json');

/**
 * Writes every page of the site and what it needs, in place of what was there.
 *
 * @param {object} options
 * @param {string} options.out folder
 * @param {string | null} options.server the backend that the pages take the widget from; null: the one that serves them
 */
export async function buildSite({ out, server }) {
  const manifest = JSON.parse(await readFile(MANIFEST, 'utf8'));
  const room = roomOf(manifest);
  /** @type {PageParts[]} */
  const pages = [
    {
      path: '',
      title: 'sfu-room: a video room in one HTML tag',
      description: 'One HTML tag puts a video room into any web page, and one Node process of your own hosts it.',
      look: 'landing',
      sheets: ['landing.css'],
      first: 'invited.js',
      scripts: ['landing.js'],
      body: await template('landing.html', { size: String(await widgetSize()) }),
    },
    {
      path: 'playground/',
      title: 'Playground',
      description: 'Every attribute, method and event of <sfu-room>, to be tried on a live room.',
      look: 'playground',
      sheets: ['playground.css'],
      scripts: ['playground.js'],
      body: await template('playground.html', {
        attributes: attributeFields(room),
        methods: methodForms(room),
        events: eventNames(room).join(' '),
        eventOptions: eventNames(room)
          .map((name) => `<option>${name}</option>`)
          .join(''),
      }),
    },
  ];
  /** @type {Map<string, string>} */
  const files = new Map();
  for (const doc of DOC_PAGES) {
    const { page, examples } = await renderDoc(doc, { project: PROJECT, manifest });
    pages.push(page);
    for (const [name, content] of examples) files.set(page.path + name, content);
  }
  for (const page of pages) files.set(`${page.path}index.html`, layout(page, server));
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  await cp(join(SITE, 'assets'), join(out, 'assets'), { recursive: true });
  for (const [path, content] of files) {
    await mkdir(dirname(join(out, path)), { recursive: true });
    await writeFile(join(out, path), content);
  }
}

/**
 * A page's body with its `{{places}}` filled and its code coloured.
 *
 * @param {string} name
 * @param {Readonly<Record<string, string>>} values HTML
 */
async function template(name, values) {
  const source = await readFile(join(SITE, 'pages', name), 'utf8');
  const codes = new Map(
    await Promise.all(
      (await readdir(join(SITE, 'pages/code'))).map(
        async (file) => /** @type {const} */ ([file, await readFile(join(SITE, 'pages/code', file), 'utf8')]),
      ),
    ),
  );
  return source.replaceAll(/\{\{([\w.:-]+)\}\}/g, (_place, key) => {
    const [kind, file = ''] = key.split(':');
    const code = kind === 'code' ? codes.get(file) : undefined;
    if (code !== undefined) return highlight(code.trimEnd(), file.split('.').at(-1) ?? '');
    const value = values[key];
    if (value === undefined) throw new Error(`${name} wants {{${key}}}, which nobody gives.`);
    return value;
  });
}
