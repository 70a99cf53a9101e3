// @ts-check
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { runOrStop } from './command.mjs';
import { inProject, logFile } from './project.mjs';
import { Stop } from './stop.mjs';
import { substituteOnce } from './substitution.mjs';
import { ensurePackages } from './system.mjs';
import { buildPackages, edits, mesonOptions, mesonTargets, testedVersion } from './worker-recipe/recipe.mjs';

/** What one compiler takes at most, in bytes. */
const memoryPerJob = 700e6;

/**
 * @param {number} processors
 * @param {number} memory In bytes.
 */
export const jobsFor = (processors, memory) => Math.max(1, Math.min(processors, Math.floor(memory / memoryPerJob)));

/**
 * @param {string} wrap The content of a meson .wrap file.
 * @returns {string | undefined} Where meson looks for the unpacked source.
 */
export const wrapFolder = (wrap) => /^directory\s*=\s*(\S+)\s*$/m.exec(wrap)?.[1];

/**
 * Builds the worker from the source inside mediasoup's npm package, against the
 * system's libraries, so that nothing but apt and npm is needed.
 *
 * @param {import('./terminal.mjs').Step} step
 * @param {string} folder For everything that comes up on the way.
 * @param {string} version
 * @returns {Promise<string>} The path of the worker.
 */
export async function buildWorker(step, folder, version) {
  const source = join(folder, 'worker');
  const build = join(folder, 'build');
  const worker = join(folder, 'mediasoup-worker');
  const log = logFile('worker');
  const env = { ...process.env, LC_ALL: 'C.UTF-8' };
  const jobs = jobsFor(cpus().length, totalmem());
  const failure = `The mediasoup worker could not be built${
    version === testedVersion ? '' : ` (the recipe was tried with mediasoup ${testedVersion})`
  }.`;
  const next = 'MEDIASOUP_WORKER_BIN=/path/to/a/mediasoup-worker npm start';

  if (process.platform !== 'linux') {
    throw new Stop("mediasoup's prebuilt worker could not be fetched, and set-up builds one on Linux only.", { next });
  }

  if (version !== testedVersion) {
    step.say(`the recipe was tried with ${testedVersion}; trying it with ${version}`);
  }

  await ensurePackages(step, buildPackages, 'to build the mediasoup worker');
  step.say('preparing the build');
  prepareSource(source);
  await runOrStop('meson', ['setup', build, source, ...mesonOptions], { env, log, failure, next });

  for (const target of mesonTargets) {
    await runOrStop('meson', ['compile', '-C', build, '-j', String(jobs), target], {
      env,
      log,
      failure,
      next,
      onLine: (line) => {
        const [, done, total] = /^\[(\d+)\/(\d+)\]/.exec(line) ?? [];

        if (total) step.progress('compiling', Number(done), Number(total));
      },
    });
  }

  await runOrStop('strip', ['-o', worker, join(build, 'mediasoup-worker')], {
    log,
    failure,
    next,
  });

  return worker;
}

/** @param {string} source Where the edited copy of the worker's source goes. */
export function prepareSource(source) {
  const recipe = inProject('scripts', 'setup', 'worker-recipe');

  cpSync(inProject('node_modules', 'mediasoup', 'worker'), source, { recursive: true });

  for (const edit of edits) {
    const path = join(source, edit.file);

    writeFileSync(path, substituteOnce(readFileSync(path, 'utf8'), edit));
  }

  mkdirSync(join(source, 'pch'));
  cpSync(join(recipe, 'precompiled.hpp'), join(source, 'pch', 'precompiled.hpp'));

  // Put where each .wrap file says that the downloaded source goes, meson takes
  // these stand-ins for it. They only point to the system's libraries.
  for (const name of readdirSync(join(recipe, 'subprojects'))) {
    const wrap = readFileSync(join(source, 'subprojects', `${name}.wrap`), 'utf8');
    const target = wrapFolder(wrap);

    if (!target) {
      throw new Stop(`mediasoup's worker/subprojects/${name}.wrap names no directory.`);
    }

    cpSync(join(recipe, 'subprojects', name), join(source, 'subprojects', target), {
      recursive: true,
    });
  }
}
