// @ts-check
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * All files at or below the given paths, sorted; paths that do not exist are left out.
 *
 * @param {string} base
 * @param {string[]} paths Relative to `base`, as are the results.
 * @param {(name: string) => boolean} [skip] Told the name of each file and folder.
 * @returns {string[]}
 */
export function listFiles(base, paths, skip = () => false) {
  /** @type {string[]} */
  const files = [];

  /** @param {string} path */
  function visit(path) {
    const stat = statSync(join(base, path), { throwIfNoEntry: false });

    if (stat?.isDirectory()) {
      for (const name of readdirSync(join(base, path))) {
        if (!skip(name)) visit(join(path, name));
      }
    } else if (stat) {
      files.push(path);
    }
  }

  paths.forEach(visit);

  return files.sort();
}

/**
 * Names and contents: the same on every machine and after every checkout.
 *
 * @param {string} base
 * @param {string[]} files
 * @param {string} [salt] What else the result shall depend on.
 */
export function hashContents(base, files, salt = '') {
  const hash = createHash('sha256').update(salt);

  for (const file of files) {
    const content = readFileSync(join(base, file));

    hash.update(`\0${file}\0${content.length}\0`).update(content);
  }

  return hash.digest('hex');
}

/**
 * Names, sizes and times: tells cheaply whether somebody touched the files since.
 *
 * @param {string} base
 * @param {string[]} files
 */
export function hashStats(base, files) {
  const hash = createHash('sha256');

  for (const file of files) {
    const { size, mtimeMs } = statSync(join(base, file));

    hash.update(`${file}\0${size}\0${mtimeMs}\0`);
  }

  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string | undefined}
 */
export function readStamp(path) {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}

/**
 * @param {string} path
 * @param {string} content
 */
export function writeStamp(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, `${content}\n`);
  renameSync(`${path}.new`, path);
}
