// @ts-check
import { spawn } from 'node:child_process';
import { exitCodeOf, signals } from './interrupt.mjs';
import { inProject, readJson, root } from './project.mjs';
import { Stop } from './stop.mjs';
import { duration } from './terminal.mjs';

/**
 * @typedef {object} Check
 * @property {string} name   What a person calls it: `npm test -- lint`.
 * @property {string} title
 * @property {string} script In the root package.json.
 */

/** @type {Check[]} */
export const checks = [
  { name: 'lint', title: 'Lint', script: 'lint' },
  { name: 'types', title: 'Types', script: 'typecheck' },
  { name: 'node', title: 'Unit, integration', script: 'test:node' },
  { name: 'browser', title: 'Browser', script: 'test:browser' },
  { name: 'size', title: 'Bundle size', script: 'size' },
];

/**
 * @param {string[]} names None means all.
 * @returns {Check[]} In their own order.
 */
export function chooseChecks(names) {
  const unknown = names.find((name) => !checks.some((check) => check.name === name));

  if (unknown !== undefined) {
    throw new Stop(`There is no check "${unknown}"; there are ${checks.map(({ name }) => name).join(', ')}.`, {
      next: 'npm test -- lint types',
      exitCode: 2,
    });
  }

  return names.length === 0 ? checks : checks.filter(({ name }) => names.includes(name));
}

/**
 * Runs all the checks, whatever becomes of each, so that one run tells everything.
 *
 * @param {import('./terminal.mjs').Terminal} terminal
 * @param {import('./node.mjs').Node} node
 * @param {NodeJS.ProcessEnv} env
 * @param {Check[]} chosen
 * @returns {Promise<number>} The exit code.
 */
export async function runChecks(terminal, node, env, chosen) {
  const { scripts } = readJson(inProject('package.json'));
  const started = Date.now();
  const results = [];

  for (const check of chosen) {
    const begun = Date.now();

    terminal.heading(`${check.title} (npm run ${check.script})`);

    const problem = scripts[check.script]
      ? await runScript(node, env, check.script)
      : `package.json has no script "${check.script}"`;

    if (problem) terminal.line(terminal.paint('red', `${check.title}: ${problem}`));
    results.push({ check, problem, took: duration(Date.now() - begun) });
  }

  const failed = results.filter(({ problem }) => problem);

  terminal.heading('Summary');

  for (const { check, problem, took } of results) {
    terminal.result(!problem, check.title, problem ? `${problem} (${took})` : took);
  }

  const whole = duration(Date.now() - started);

  terminal.line(
    failed.length === 0
      ? terminal.paint('green', `\nAll ${results.length} checks passed in ${whole}.`)
      : terminal.paint('red', `\n${failed.length} of ${results.length} checks failed (${whole}).`),
  );

  return failed.length === 0 ? 0 : 1;
}

/**
 * @param {import('./node.mjs').Node} node
 * @param {NodeJS.ProcessEnv} env
 * @param {string} script
 * @returns {Promise<string | undefined>} What went wrong.
 */
function runScript(node, env, script) {
  return new Promise((resolve) => {
    const child = spawn(node.path, [node.npm, 'run', '--silent', script], {
      cwd: root,
      env,
      stdio: 'inherit',
    });

    /** @param {NodeJS.Signals} signal */
    function interrupted(signal) {
      child.kill(signal);
      child.once('close', () => process.exit(exitCodeOf(signal)));
    }

    for (const signal of signals) process.once(signal, interrupted);

    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => {
      for (const signal of signals) process.off(signal, interrupted);
      resolve(code === 0 ? undefined : signal ? `ended by ${signal}` : `exit code ${code}`);
    });
  });
}
