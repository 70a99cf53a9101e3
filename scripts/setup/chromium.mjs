// @ts-check
import { isExecutable, onPath } from './command.mjs';
import { display } from './project.mjs';
import { Stop } from './stop.mjs';
import { becomeRoot, ensurePackages, systemName } from './system.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** Debian's package and program. */
const headlessShell = 'chromium-headless-shell';
const macApp = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined}
 */
export function findChromium(env) {
  const { CHROME_PATH: named } = env;

  if (named) {
    if (isExecutable(named)) return named;

    throw new Stop(`CHROME_PATH names ${named}, and there is no such program.`, {
      next: 'unset CHROME_PATH, and set-up finds or installs Chromium by itself',
    });
  }

  for (const name of names) {
    const path = onPath(name, env);

    if (path) return path;
  }

  return isExecutable(macApp) ? macApp : undefined;
}

/**
 * The engine without windows, menus and extensions around it, which opens pages with half of the work; where there is
 * none, or CHROME_PATH names a browser, the whole one.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined}
 */
export function findHeadlessShell(env) {
  return env.CHROME_PATH ? findChromium(env) : (onPath(headlessShell, env) ?? findChromium(env));
}

/**
 * @param {import('./terminal.mjs').Terminal} terminal
 */
export async function ensureChromium(terminal) {
  const step = terminal.step('Chromium');
  const { env } = process;
  const isDebian = systemName().startsWith('debian');

  if (!findChromium(env)) {
    // Ubuntu's package of that name only fetches a snap.
    if (!isDebian) {
      throw new Stop('The browser tests need Chromium or Chrome, and there is none on PATH.', {
        next: 'CHROME_PATH=/path/to/chrome npm test',
      });
    }

    await ensurePackages(step, ['chromium', headlessShell], 'for the browser tests');
  } else if (isDebian && !env.CHROME_PATH && becomeRoot()) {
    // Without it the tests take longer, and no more than that.
    await ensurePackages(step, [headlessShell], 'for the browser tests');
  }

  const path = findChromium(env);

  if (!path) {
    throw new Stop('Chromium was installed, but is not on PATH.', {
      next: 'CHROME_PATH=/path/to/chromium npm test',
    });
  }

  step.done([...new Set([path, findHeadlessShell(env) ?? path])].map(display).join(', '));
}
