// @ts-check
import { existsSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import { run } from './command.mjs';
import { inProject, logFile, readJson } from './project.mjs';

/** Milliseconds: for the download to begin, and for all of it (2 MB). */
const patience = { begin: 6_000, whole: 60_000 };

/**
 * What mediasoup calls the worker that it releases for a system.
 *
 * @param {string} version
 * @param {string} platform
 * @param {string} arch
 * @param {string} kernel As os.release() gives it.
 */
export function prebuiltName(version, platform, arch, kernel) {
  const suffix = platform === 'linux' ? `-kernel${Number(kernel.split('.')[0])}` : '';

  return `mediasoup-worker-${version}-${platform}-${arch}${suffix}.tgz`;
}

/**
 * @param {string} repository "repository.url" of mediasoup's package.json.
 * @param {NodeJS.ProcessEnv} env
 */
export function releaseAddress(repository, env) {
  return (
    env.MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL ||
    `${repository.replace(/^git\+/, '').replace(/\.git$/, '')}/releases/download`
  );
}

/**
 * Fetches the worker that mediasoup releases; where that cannot be had, building
 * one is the way, so nothing here is an error.
 *
 * @param {import('./terminal.mjs').Step} step
 * @param {string} folder
 * @param {string} version
 * @param {import('./node.mjs').Node} node
 * @returns {Promise<string | undefined>} Its path.
 */
export async function fetchPrebuilt(step, folder, version, node) {
  if (process.env.MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD) return undefined;

  const { repository } = readJson(inProject('node_modules', 'mediasoup', 'package.json'));
  const name = prebuiltName(version, process.platform, process.arch, release());
  const address = `${releaseAddress(repository.url, process.env)}/${version}/${name}`;
  const archive = join(folder, name);
  const worker = join(folder, 'mediasoup-worker');
  const log = logFile('worker');

  step.say("fetching mediasoup's prebuilt worker");

  // In a child: the Node that runs set-up may be one whose fetch() is experimental
  // (it warns) and knows no proxies.
  const fetched = await run(
    node.path,
    [inProject('scripts', 'setup', 'download.mjs'), address, archive, String(patience.begin)],
    { env: { ...node.env, NODE_USE_ENV_PROXY: '1' }, timeout: patience.whole, log },
  );

  if (!fetched.ok) {
    step.say('no prebuilt worker to be had');

    return undefined;
  }

  await run('tar', ['-xzf', archive, '-C', folder], { log });

  return existsSync(worker) ? worker : undefined;
}
