// @ts-check
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { hashContents, readStamp, writeStamp } from './fingerprint.mjs';
import { run } from './command.mjs';
import { inProject, logFile, readJson, readJsonIfAny, root, stateFolder } from './project.mjs';
import { Stop } from './stop.mjs';

/**
 * @typedef {{ packages?: Record<string, LockedPackage> }} Lock
 * @typedef {{ version?: string, link?: boolean, optional?: boolean }} LockedPackage
 */

/**
 * @param {Lock | undefined} lock
 * @returns {[string, LockedPackage][]} What lies in node_modules, by path.
 */
const modulesOf = (lock) => Object.entries(lock?.packages ?? {}).filter(([path]) => /(^|\/)node_modules\//.test(path));

/**
 * Whether npm's record of what is in node_modules agrees with package-lock.json.
 * Optional packages may be missing: most are for other platforms.
 *
 * @param {Lock | undefined} lock      package-lock.json
 * @param {Lock | undefined} installed node_modules/.package-lock.json
 */
export function agrees(lock, installed) {
  const wanted = modulesOf(lock);
  const there = new Map(modulesOf(installed));

  return (
    wanted.length > 0 &&
    wanted.every(([path, { version, link, optional }]) => {
      const found = there.get(path);

      there.delete(path);

      return found ? found.version === version && found.link === link : optional;
    }) &&
    there.size === 0
  );
}

/** @param {Lock} lock */
export const countOf = (lock) => modulesOf(lock).filter(([, { link }]) => !link).length;

/**
 * @param {import('./terminal.mjs').Terminal} terminal
 * @param {import('./node.mjs').Node} node
 */
export async function ensureDependencies(terminal, node) {
  const step = terminal.step('Dependencies');
  const stamp = join(stateFolder, 'dependencies');
  const { workspaces } = readJson(inProject('package.json'));
  const manifests = ['package.json', 'package-lock.json'].concat(
    workspaces.map((/** @type {string} */ folder) => join(folder, 'package.json')),
  );
  const wanted = hashContents(root, manifests);
  const lock = readJson(inProject('package-lock.json'));
  const installed = readJsonIfAny(inProject('node_modules', '.package-lock.json'));
  const count = countOf(lock);

  // The second condition: somebody ran `npm install` by hand, which does as well.
  if (installed && (readStamp(stamp) === wanted || agrees(lock, installed))) {
    writeStamp(stamp, wanted);
    step.done(`${count} packages`);

    return;
  }

  const log = logFile('dependencies');
  let fetched = 0;

  rmSync(stamp, { force: true });
  step.say('npm ci');

  // No scripts: mediasoup's would fetch or build a worker (the next step does that,
  // and needs neither GitHub nor PyPI), and no other package has one that it needs.
  const { ok, output } = await run(
    node.path,
    [node.npm, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=http'],
    {
      cwd: root,
      env: node.env,
      log,
      onLine: (line) => {
        if (/ fetch GET 200 .*\.tgz/.test(line)) {
          step.progress('fetching packages', Math.min(++fetched, count), count);
        }
      },
    },
  );

  if (!ok) throw npmStop(output, log);

  writeStamp(stamp, wanted);
  step.done(`${count} packages, installed in ${step.elapsed}`);
}

/**
 * @param {string[]} output
 * @param {string} log
 */
function npmStop(output, log) {
  const errors = output.filter((line) => /^npm (error|ERR!) \S/.test(line)).slice(0, 8);

  if (errors.some((line) => line.includes('EUSAGE'))) {
    return new Stop('package-lock.json does not belong to the package.json files beside it.', {
      next: 'npm install --ignore-scripts',
      output: errors.filter((line) => /Missing|Invalid/.test(line)),
      log,
    });
  }

  return new Stop('npm could not install the dependencies.', {
    next: 'check that the npm registry can be reached (npm ping), then run this again',
    output: errors,
    log,
  });
}
