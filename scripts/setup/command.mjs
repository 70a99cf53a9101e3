// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, createWriteStream, mkdirSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { atExit } from './interrupt.mjs';
import { Stop } from './stop.mjs';

/**
 * @typedef {object} RunOptions
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [cwd]
 * @property {string} [log]      A file for the whole output.
 * @property {number} [timeout]  Milliseconds until it is killed.
 * @property {(line: string) => void} [onLine]
 */

/**
 * @typedef {object} Result
 * @property {boolean} ok
 * @property {number | null} code
 * @property {string[]} output The last lines of stdout and stderr.
 */

const keptLines = 200;

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * Runs a command with its output captured. Never rejects: a command that is not
 * there is one that failed.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<Result>}
 */
export function run(command, args, { env, cwd, log, timeout, onLine } = {}) {
  return new Promise((resolve) => {
    /** @type {string[]} */
    const output = [];

    if (log) mkdirSync(dirname(log), { recursive: true });

    const file = log ? createWriteStream(log, { flags: 'a' }) : undefined;

    file?.write(`\n$ ${command} ${args.join(' ')}\n`);

    // A group of its own, so that ending it ends the compilers below ninja as well.
    const child = spawn(command, args, { env, cwd, timeout, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const forget = atExit(() => end(child));

    running.add(child);

    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (coloured) => {
        const line = stripVTControlCharacters(coloured);

        output.push(line);
        if (output.length > keptLines) output.shift();
        file?.write(`${line}\n`);
        onLine?.(line);
      });
    }

    /** @param {number | null} code */
    function finish(code) {
      running.delete(child);
      forget();

      if (file) file.end(() => resolve({ ok: code === 0, code, output }));
      else resolve({ ok: code === 0, code, output });
    }

    child.once('error', (error) => {
      output.push(error.message);
      finish(null);
    });
    child.once('close', finish);
  });
}

/**
 * As {@link run}, for what set-up cannot go on without.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions & { failure: string, next?: string }} options
 */
export async function runOrStop(command, args, { failure, next, ...options }) {
  const result = await run(command, args, options);

  if (!result.ok) {
    throw new Stop(failure, { next, output: result.output.slice(-20), log: options.log });
  }

  return result;
}

/** @param {import('node:child_process').ChildProcess} child */
function end({ pid }) {
  try {
    if (pid) process.kill(-pid, 'SIGTERM');
  } catch {
    // It has ended by itself.
  }
}

/** Ends what {@link run} has started, and waits (2 s at most) until it is gone. */
export async function endChildren() {
  const ended = [...running].map((child) => {
    end(child);

    return new Promise((resolve) => child.once('close', resolve));
  });

  await Promise.race([Promise.all(ended), new Promise((resolve) => setTimeout(resolve, 2000))]);
}

/**
 * @param {string} path
 */
export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);

    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * @param {string} name
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined} The full path of the first such program on PATH.
 */
export function onPath(name, env = process.env) {
  return (env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

/**
 * @param {string} command
 * @param {string[]} args
 * @returns {string | undefined} What it wrote to stdout; undefined when it failed.
 */
export function outputOf(command, args) {
  const { status, stdout } = spawnSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 10_000,
  });

  return status === 0 ? stdout : undefined;
}
