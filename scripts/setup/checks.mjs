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
 * @property {boolean} [aside] Needs one core and nothing else: it runs beside the next, which leaves some of two idle.
 */

/**
 * @typedef {object} Ended
 * @property {string | undefined} problem What went wrong.
 * @property {string} said                Where its output was not shown at once.
 */

/** @typedef {Ended & { check: Check, took: string }} Result */

/** @type {Check[]} */
export const checks = [
  { name: 'lint', title: 'Lint', script: 'lint', aside: true },
  { name: 'types', title: 'Types', script: 'typecheck', aside: true },
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
  /** @type {Result[]} */
  const results = [];
  /** @type {Promise<Result>[]} */
  let aside = [];

  /**
   * @param {Check} check
   * @param {'inherit' | 'pipe'} output
   */
  const run = async (check, output) => {
    const begun = Date.now();
    const ended = scripts[check.script]
      ? await runScript(node, env, check.script, output)
      : { problem: `package.json has no script "${check.script}"`, said: '' };

    return { check, ...ended, took: duration(Date.now() - begun) };
  };

  /** @param {Result} result */
  const tell = (result) => {
    const { check, problem, said } = result;

    if (check.aside) heading(terminal, check);
    terminal.write(said);
    if (problem) terminal.line(terminal.paint('red', `${check.title}: ${problem}`));
    results.push(result);
  };

  for (const check of chosen) {
    if (check.aside) {
      aside.push(run(check, 'pipe'));
      continue;
    }

    heading(terminal, check);
    tell(await run(check, 'inherit'));
    for (const result of await Promise.all(aside)) tell(result);
    aside = [];
  }

  for (const result of await Promise.all(aside)) tell(result);

  const failed = results.filter(({ problem }) => problem);

  terminal.heading('Summary');

  for (const check of chosen) {
    const { problem, took = '' } = results.find((result) => result.check === check) ?? {};

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
 * @param {import('./terminal.mjs').Terminal} terminal
 * @param {Check} check
 */
function heading(terminal, { title, script }) {
  terminal.heading(`${title} (npm run ${script})`);
}

/**
 * @param {import('./node.mjs').Node} node
 * @param {NodeJS.ProcessEnv} env
 * @param {string} script
 * @param {'inherit' | 'pipe'} output
 * @returns {Promise<Ended>}
 */
function runScript(node, env, script, output) {
  return new Promise((resolve) => {
    const child = spawn(node.path, [node.npm, 'run', '--silent', script], {
      cwd: root,
      env,
      stdio: ['inherit', output, output],
    });
    let said = '';

    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => (said += text));

    /** @param {NodeJS.Signals} signal */
    function interrupted(signal) {
      child.kill(signal);
      child.once('close', () => process.exit(exitCodeOf(signal)));
    }

    for (const signal of signals) process.once(signal, interrupted);

    child.once('error', (error) => resolve({ problem: error.message, said }));
    child.once('close', (code, signal) => {
      for (const signal of signals) process.off(signal, interrupted);
      resolve({ problem: code === 0 ? undefined : signal ? `ended by ${signal}` : `exit code ${code}`, said });
    });
  });
}
