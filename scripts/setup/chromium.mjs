// @ts-check
import { isExecutable, onPath } from './command.mjs';
import { display } from './project.mjs';
import { Stop } from './stop.mjs';
import { ensurePackages, systemName } from './system.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
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
 * @param {import('./terminal.mjs').Terminal} terminal
 * @returns {Promise<string>} The path of a Chromium or Chrome.
 */
export async function ensureChromium(terminal) {
  const step = terminal.step('Chromium');

  if (!findChromium(process.env)) {
    // Ubuntu's package of that name only fetches a snap.
    if (!systemName().startsWith('debian')) {
      throw new Stop('The browser tests need Chromium or Chrome, and there is none on PATH.', {
        next: 'CHROME_PATH=/path/to/chrome npm test',
      });
    }

    await ensurePackages(step, ['chromium'], 'for the browser tests');
  }

  const path = findChromium(process.env);

  if (!path) {
    throw new Stop('Chromium was installed, but is not on PATH.', {
      next: 'CHROME_PATH=/path/to/chromium npm test',
    });
  }

  step.done(display(path));

  return path;
}
