// @ts-check
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { exitCodeOf, signals } from './interrupt.mjs';
import { inProject, root } from './project.mjs';
import { Stop } from './stop.mjs';

/**
 * Runs the server in place of set-up, or another of its commands: its streams, its signals, its exit code.
 *
 * @param {import('./node.mjs').Node} node
 * @param {NodeJS.ProcessEnv} env
 * @param {string[]} args Flags of the server, or a command such as `doctor` with its own.
 * @returns {Promise<number>} The exit code.
 */
export function serve(node, env, args) {
  const main = inProject('backend', 'dist', 'main.js');

  if (!existsSync(main)) {
    throw new Stop('The build has made no backend/dist/main.js.', { next: 'npm run build' });
  }

  return new Promise((resolve, reject) => {
    const command = args[0] === undefined || args[0].startsWith('-') ? ['serve'] : [];
    const child = spawn(node.path, [main, ...command, ...args], { cwd: root, env, stdio: 'inherit' });

    for (const signal of signals) {
      process.on(signal, () => {
        // A terminal has sent Ctrl-C to the whole group already, and the server
        // would take a second one for impatience.
        if (!(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal);
      });
    }

    child.once('error', (error) => {
      // Also told of a signal that could not be sent, and then the server goes on.
      if (child.pid === undefined) reject(new Stop(`The server does not start: ${error.message}.`));
    });
    child.once('close', (code, signal) => resolve(code ?? exitCodeOf(signal ?? 'SIGTERM')));
  });
}
