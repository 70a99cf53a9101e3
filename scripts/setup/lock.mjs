// @ts-check
import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { atExit } from './interrupt.mjs';

const beat = 3_000;

/** A holder that has not touched its lock for so long (ms) is gone. */
const patience = 12_000;

/**
 * Lets one set-up at a time do `work`. The lock is a file that its holder keeps
 * touching: a process id would tell nothing across containers that share a cache.
 *
 * @template T
 * @param {string} path
 * @param {() => void} waiting Called once when somebody else holds the lock.
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(path, waiting, work) {
  const token = randomUUID();
  let told = false;

  mkdirSync(dirname(path), { recursive: true });

  while (!take(path, token)) {
    if (!told) waiting();
    told = true;
    await sleep(300);
    dropIfAbandoned(path);
  }

  const release = atExit(() => {
    if (read(path) === token) rmSync(path, { force: true });
  });
  const heart = setInterval(() => touch(path), beat).unref();

  try {
    return await work();
  } finally {
    clearInterval(heart);
    release();
  }
}

/**
 * @param {string} path
 * @param {string} token
 */
function take(path, token) {
  try {
    writeFileSync(path, token, { flag: 'wx' });

    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** @param {string} path */
function touch(path) {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // Taken over while this machine slept; the work itself is safe to do twice.
  }
}

/** @param {string} path */
function dropIfAbandoned(path) {
  const token = read(path);
  const stat = statSync(path, { throwIfNoEntry: false });

  if (!stat || Date.now() - stat.mtimeMs < patience) return;

  // Between the look above and the removal another waiter may have dropped the
  // old lock and taken a new one: then what was moved away here is that new lock,
  // and it goes back.
  const aside = `${path}.${randomUUID()}`;

  try {
    renameSync(path, aside);
    if (read(aside) !== token) linkSync(aside, path);
  } catch {
    // Somebody else was faster.
  }

  rmSync(aside, { force: true });
}
