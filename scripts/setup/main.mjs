// @ts-check
import { join } from 'node:path';
import { parseArguments, usage } from './arguments.mjs';
import { chooseChecks, runChecks } from './checks.mjs';
import { ensureChromium } from './chromium.mjs';
import { endChildren } from './command.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { exitCodeOf, signals } from './interrupt.mjs';
import { withLock } from './lock.mjs';
import { ensureNode } from './node.mjs';
import { ensureBuild } from './project-build.mjs';
import { stateFolder } from './project.mjs';
import { serve } from './server.mjs';
import { Stop } from './stop.mjs';
import { duration, Terminal } from './terminal.mjs';
import { ensureTestPrograms } from './test-programs.mjs';
import { ensureWorker, namedWorker } from './worker.mjs';

/**
 * @param {string[]} argv
 * @returns {Promise<number>} The exit code.
 */
export async function main(argv) {
  const terminal = new Terminal();

  try {
    return await go(terminal, argv);
  } catch (error) {
    if (error instanceof Stop) {
      terminal.stop(error);

      return error.exitCode;
    }

    throw error;
  }
}

/**
 * @param {Terminal} terminal
 * @param {string[]} argv
 */
async function go(terminal, argv) {
  const wanted = parseArguments(argv);

  if (wanted.mode === 'help') {
    terminal.line(usage);

    return 0;
  }

  const chosen = wanted.mode === 'test' ? chooseChecks(wanted.steps) : [];

  namedWorker(process.env);

  const { node, env } = await setUp(terminal, wanted.mode);

  if (wanted.mode === 'start') return await serve(node, env, wanted.flags);
  if (wanted.mode === 'test') return await runChecks(terminal, node, env, chosen);

  return 0;
}

/**
 * @param {Terminal} terminal
 * @param {'setup' | 'start' | 'test'} mode
 */
async function setUp(terminal, mode) {
  const started = Date.now();
  const listening = signals.map((signal) => {
    const onSignal = () => {
      terminal.line('\nInterrupted.');
      void endChildren().then(() => process.exit(exitCodeOf(signal)));
    };

    process.once(signal, onSignal);

    return () => process.off(signal, onSignal);
  });

  const made = await withLock(
    join(stateFolder, 'lock'),
    () => terminal.line('Another set-up is at work in this folder; waiting for it.'),
    async () => {
      const node = await ensureNode(terminal);

      await ensureDependencies(terminal, node);

      /** @type {NodeJS.ProcessEnv} */
      const env = { ...node.env, MEDIASOUP_WORKER_BIN: await ensureWorker(terminal, node) };

      if (mode === 'test') {
        await ensureChromium(terminal);
        await ensureTestPrograms(terminal);
      }
      if (mode !== 'setup') await ensureBuild(terminal, node);

      return { node, env };
    },
  );

  const took = duration(Date.now() - started);

  for (const stopListening of listening) stopListening();
  terminal.line(terminal.paint('dim', `Ready in ${took}.${mode === 'setup' ? ' Next: npm start' : ''}`));

  return made;
}
