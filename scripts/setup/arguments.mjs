// @ts-check
import { Stop } from './stop.mjs';

export const usage = `Usage:
  npm run setup                  fetch and build what this project needs
  npm start [-- flags...]        set up, build, and serve; flags go to the server
  npm test [-- step...]          set up, build, and run all checks (or the steps named)`;

/**
 * @typedef {{ mode: 'setup' }
 *   | { mode: 'help' }
 *   | { mode: 'start', flags: string[] }
 *   | { mode: 'test', steps: string[] }} Arguments
 */

/**
 * @param {string[]} argv What follows `node scripts/setup.mjs`.
 * @returns {Arguments}
 */
export function parseArguments(argv) {
  const [mode, ...words] = argv;
  // npm takes the "--" away; who runs the script without npm may leave it in.
  const rest = words[0] === '--' ? words.slice(1) : words;

  switch (mode) {
    case undefined:
      return { mode: 'setup' };
    case 'start':
      // All of them, `--help` too, belong to the server.
      return { mode, flags: rest };
    case 'test':
      return { mode, steps: rest };
    case 'help':
    case '--help':
    case '-h':
      return { mode: 'help' };
    default:
      throw new Stop(`"${mode}" is not something that set-up does.`, {
        next: 'npm run setup -- --help',
        exitCode: 2,
      });
  }
}
