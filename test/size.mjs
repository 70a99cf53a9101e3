import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

/** What a page loads before a call can begin, in bytes of gzip. */
const LIMIT = 75_000;

const bundle = fileURLToPath(new URL('../widget/dist/bundle/', import.meta.url));
const entry = join(bundle, 'sfu-room.js');

/**
 * The entry and everything it imports statically: dynamic imports come later, when they are wanted.
 *
 * @param {string} file
 * @param {Map<string, Buffer>} [found]
 */
async function firstRequest(file, found = new Map()) {
  if (found.has(file)) return found;
  const code = await readFile(file);
  found.set(file, code);
  const imports = code.toString().matchAll(/(?:\bfrom|\bimport)\s*"(\.[^"]+)"/g);
  for (const [, path] of imports) await firstRequest(join(dirname(file), String(path)), found);
  return found;
}

const files = await firstRequest(entry).catch((error) => {
  if (error.code !== 'ENOENT') throw error;
  console.error(`There is no ${error.path}: run "npm run build" first.`);
  process.exit(1);
});

/** @param {number} bytes */
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
/** @param {(code: Buffer) => number} measure */
const sum = (measure) => [...files.values()].reduce((total, code) => total + measure(code), 0);
const gzip = sum((code) => gzipSync(code, { level: 9 }).length);
const brotli = sum((code) => brotliCompressSync(code).length);

console.log(
  `First request: ${kB(gzip)} gzip of ${kB(LIMIT)} (${kB(brotli)} brotli, ${kB(sum((code) => code.length))} minified), ` +
    `${files.size} file${files.size === 1 ? '' : 's'}`,
);
if (gzip > LIMIT) {
  console.error(`That is ${kB(gzip - LIMIT)} too much: load on demand what the first request can do without.`);
  process.exitCode = 1;
}
