// @ts-check
import { join } from 'node:path';
import { isExecutable, onPath } from './command.mjs';
import { Stop } from './stop.mjs';
import { ensurePackages } from './system.mjs';

/**
 * What the tests run beside a browser: a relay, and a proxy in front.
 *
 * @type {Readonly<Record<string, string>>} Debian's package, by program.
 */
export const testPrograms = { turnserver: 'coturn', nginx: 'nginx' };

/** Where Debian puts servers, which is on PATH of root alone. */
const serverFolders = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin'];

/**
 * @param {string} name
 * @returns {string | undefined} Its path.
 */
function lookFor(name) {
  return onPath(name) ?? serverFolders.map((folder) => join(folder, name)).find(isExecutable);
}

/**
 * @param {string} name
 * @returns {string} Its path.
 */
export function findProgram(name) {
  const path = lookFor(name);

  if (!path) {
    throw new Stop(`The tests need ${name}, and it is not there.`, {
      next: `install it (Debian: apt-get install ${testPrograms[name] ?? name})`,
    });
  }

  return path;
}

/** @param {import('./terminal.mjs').Terminal} terminal */
export async function ensureTestPrograms(terminal) {
  const step = terminal.step('TURN, proxy');
  const missing = Object.entries(testPrograms).filter(([name]) => !lookFor(name));

  if (missing.length > 0) {
    const packages = missing.map(([, name]) => name);

    await ensurePackages(step, packages, 'for the tests', { services: packages });
  }

  step.done(Object.keys(testPrograms).map(findProgram).join(', '));
}
