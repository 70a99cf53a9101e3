// @ts-check
import { existsSync, realpathSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { onPath } from './command.mjs';

/**
 * What `npm start` adds to the environment of its script. An npm inside that
 * script would take it for settings of its own (another npm's prefix) or warn of it.
 */
const added =
  /^(npm_(package|lifecycle|execpath|node_execpath|command|new|old)|npm_config_((global_|local_)?prefix|npm_version|user_agent|node_gyp|init_module|metrics_registry|npm_args)$|INIT_CWD$)/i;

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function withoutNpm(env) {
  return Object.fromEntries(
    Object.entries(env).filter(([name, value]) => !added.test(name) && !(/^npm_config_/i.test(name) && value === '')),
  );
}

/**
 * The environment for everything that set-up runs: one Node, first on PATH.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {string[]} folders Those of `node` and `npm`.
 * @returns {NodeJS.ProcessEnv}
 */
export function environmentFor(env, folders) {
  return {
    ...withoutNpm(env),
    PATH: [...folders, env.PATH].filter(Boolean).join(delimiter),
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
  };
}

/**
 * npm's own script, to be run by the Node of our choice.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined}
 */
export function findNpm(env = process.env) {
  const running = env.npm_execpath;

  // Other package managers set this variable too.
  if (running && basename(running) === 'npm-cli.js' && existsSync(running)) return running;

  const npm = onPath('npm', env);
  const script = npm && realpathSync(npm);

  return [
    script,
    script && join(dirname(script), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ].find((path) => path && basename(path) === 'npm-cli.js' && existsSync(path));
}
