// @ts-check
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { cacheFolder } from './cache.mjs';
import { hashContents, listFiles } from './fingerprint.mjs';
import { atExit } from './interrupt.mjs';
import { withLock } from './lock.mjs';
import { display, inProject, readJson } from './project.mjs';
import { Stop } from './stop.mjs';
import { ensurePackages, systemName } from './system.mjs';
import { buildWorker } from './worker-build.mjs';
import { fetchPrebuilt } from './worker-prebuilt.mjs';
import { isProved, loads, prove } from './worker-proof.mjs';
import { runtimePackages } from './worker-recipe/recipe.mjs';

const recipeFolder = inProject('scripts', 'setup', 'worker-recipe');

/**
 * Names what a worker in the cache came from. The system is part of it, as a
 * worker built on one does not load on another, and a home may be shared.
 *
 * @param {string} version That of mediasoup.
 * @param {string} system  Such as "debian 12".
 */
export function workerKey(version, system, platform = process.platform, arch = process.arch) {
  const files = listFiles(recipeFolder, ['.']);
  const hash = hashContents(recipeFolder, files, `${system} ${platform} ${arch}`);

  return `${version}-${hash.slice(0, 12)}`;
}

/**
 * Refuses a MEDIASOUP_WORKER_BIN that cannot be run, before anything is fetched.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined} Its full path.
 */
export function namedWorker(env) {
  const { MEDIASOUP_WORKER_BIN: name } = env;

  if (!name) return undefined;

  const path = resolve(name);

  if (!loads(path)) {
    throw new Stop(
      existsSync(path)
        ? `MEDIASOUP_WORKER_BIN names ${path}, which does not run as a mediasoup worker here.`
        : `MEDIASOUP_WORKER_BIN names ${path}, and there is no such file.`,
      { next: 'unset MEDIASOUP_WORKER_BIN, and set-up finds or builds a worker by itself' },
    );
  }

  return path;
}

/**
 * @param {import('./terminal.mjs').Terminal} terminal
 * @param {import('./node.mjs').Node} node
 * @returns {Promise<string>} The path of a worker that was seen to work.
 */
export async function ensureWorker(terminal, node) {
  const step = terminal.step('mediasoup worker');
  const { version } = readJson(inProject('node_modules', 'mediasoup', 'package.json'));
  const named = namedWorker(process.env);

  if (named) {
    if (!isProved(named, version)) {
      const { ok, reason } = await prove(named, version, node);

      if (!ok) {
        throw new Stop(
          `MEDIASOUP_WORKER_BIN names ${named}, which does not work with mediasoup ${version}: ${reason}`,
          { next: 'unset MEDIASOUP_WORKER_BIN, and set-up finds or builds a worker by itself' },
        );
      }
    }

    step.done(`${version}, ${display(named)} (MEDIASOUP_WORKER_BIN)`);

    return named;
  }

  const cache = join(cacheFolder(process.env, process.platform, homedir()), 'mediasoup-worker');
  const folder = join(cache, workerKey(version, systemName()));
  const worker = join(folder, 'mediasoup-worker');

  if (isProved(worker, version) && loads(worker)) {
    step.done(`${version}, ${display(worker)}`);

    return worker;
  }

  const origin = await withLock(
    `${folder}.lock`,
    () => step.say('waiting for another set-up that is getting the worker'),
    async () => {
      if (await proveCached(step, worker, version, node)) return 'from the cache';

      return await obtain(step, worker, version, node);
    },
  );

  step.done(`${version}, ${origin}: ${display(worker)}`);

  return worker;
}

/**
 * @param {import('./terminal.mjs').Step} step
 * @param {string} worker
 * @param {string} version
 * @param {import('./node.mjs').Node} node
 */
async function proveCached(step, worker, version, node) {
  if (!existsSync(worker)) return false;

  // Built by a container, say, whose system packages are not in this one.
  if (!loads(worker) && systemName() === 'debian 12') {
    await ensurePackages(step, runtimePackages, 'to run the mediasoup worker');
  }

  step.say('trying the worker in the cache');

  return (await prove(worker, version, node)).ok;
}

/**
 * Downloads or builds a worker, and puts it into the cache once it was seen to work.
 *
 * @param {import('./terminal.mjs').Step} step
 * @param {string} worker Where it goes.
 * @param {string} version
 * @param {import('./node.mjs').Node} node
 */
async function obtain(step, worker, version, node) {
  const cache = dirname(dirname(worker));

  mkdirSync(cache, { recursive: true });
  sweep(cache);

  const workshop = mkdtempSync(join(cache, '.workshop-'));
  const tidy = atExit(() => rmSync(workshop, { recursive: true, force: true, maxRetries: 3 }));

  /** @param {string} candidate */
  async function place(candidate) {
    chmodSync(candidate, 0o755);
    step.say('trying the new worker');

    const proof = await prove(candidate, version, node);

    if (proof.ok) {
      mkdirSync(dirname(worker), { recursive: true });
      renameSync(candidate, worker);
      // Remembered for the place where it is found from now on.
      await prove(worker, version, node);
    }

    return proof;
  }

  try {
    const prebuilt = await fetchPrebuilt(step, workshop, version, node);

    if (prebuilt && (await place(prebuilt)).ok) return `prebuilt, in ${step.elapsed}`;

    const built = await buildWorker(step, workshop, version);
    const { ok, reason } = await place(built);

    if (!ok) {
      throw new Stop(`The worker was built, but does not work here: ${reason}`, {
        next: 'MEDIASOUP_WORKER_BIN=/path/to/a/mediasoup-worker npm start',
      });
    }

    return `built in ${step.elapsed}`;
  } finally {
    tidy();
  }
}

/**
 * Removes what killed set-ups left behind.
 *
 * @param {string} cache
 */
function sweep(cache) {
  const aDay = 24 * 60 * 60 * 1000;

  for (const name of readdirSync(cache)) {
    const path = join(cache, name);

    if (name.startsWith('.workshop-') && Date.now() - statSync(path).mtimeMs > aDay) {
      rmSync(path, { recursive: true, force: true });
    }
  }
}
