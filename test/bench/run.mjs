// Runs one of the benches beside this file: `npm run bench -- NAME`. Each prints its own figures.
import { readdirSync } from 'node:fs';

/** @param {string} name */
const isBench = (name) => /^[a-z]+\.mjs$/.test(name) && name !== 'run.mjs';

const names = readdirSync(import.meta.dirname)
  .filter(isBench)
  .map((file) => file.replace('.mjs', ''));
const [name] = process.argv.slice(2);
if (name === undefined || !names.includes(name)) {
  console.error(`Which one? npm run bench -- ${names.join(' | ')}`);
  process.exit(2);
}
await import(new URL(`${name}.mjs`, import.meta.url).href);
