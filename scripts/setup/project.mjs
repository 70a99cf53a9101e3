// @ts-check
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the root package.json, without a trailing slash. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');

/** What set-up remembers about this checkout; git ignores it. */
export const stateFolder = join(root, '.setup');

/** @param {...string} parts */
export const inProject = (...parts) => join(root, ...parts);

/** @param {string} name */
export const logFile = (name) => join(stateFolder, `${name}.log`);

/**
 * @param {string} path
 * @returns {any}
 */
export const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/**
 * @param {string} path
 * @returns {any} undefined where the file is missing or no JSON.
 */
export function readJsonIfAny(path) {
  try {
    return readJson(path);
  } catch {
    return undefined;
  }
}

/**
 * The shorter way to write a path, for people.
 *
 * @param {string} path
 */
export function display(path) {
  const home = homedir();

  if (path.startsWith(root + sep)) return path.slice(root.length + 1);
  if (path.startsWith(home + sep)) return `~${path.slice(home.length)}`;

  return path;
}
