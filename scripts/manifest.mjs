import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { problemsOf } from './manifest/check.mjs';
import { vsCodeCss, vsCodeHtml, webTypes } from './manifest/editor-data.mjs';
import { manifestOf, readElements } from './manifest/manifest.mjs';
import { Sources } from './manifest/sources.mjs';

// Writes what editors and documentation are told about the elements, from their sources. With --check it fails where
// something of them is not documented, or something documented is not there.

const PACKAGE = join(import.meta.dirname, '../widget');
const DIST = join(PACKAGE, 'dist');

const sources = new Sources();
const elements = readElements(sources);
const manifest = manifestOf(elements);
const pack = JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8'));

/** @type {Record<string, unknown>} */
const files = {
  'custom-elements.json': manifest,
  'vscode.html-custom-data.json': vsCodeHtml(manifest),
  'vscode.css-custom-data.json': vsCodeCss(manifest),
  'web-types.json': webTypes(manifest, pack),
};
await mkdir(DIST, { recursive: true });
await Promise.all(
  Object.entries(files).map(([name, content]) => writeFile(join(DIST, name), `${JSON.stringify(content, null, 2)}\n`)),
);

if (process.argv.includes('--check')) {
  const problems = problemsOf(elements, sources);
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
}
