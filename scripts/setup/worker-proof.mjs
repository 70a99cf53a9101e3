// @ts-check
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.mjs';
import { readStamp, writeStamp } from './fingerprint.mjs';
import { inProject, stateFolder } from './project.mjs';

/** What a worker answers that is started by hand, without mediasoup's environment. */
const notStartedByMediasoup = 41;

const stamp = join(stateFolder, 'worker-proof');

/**
 * Whether the file is a mediasoup worker whose libraries are here: takes milliseconds.
 *
 * @param {string} worker
 */
export function loads(worker) {
  const env = { ...process.env };

  delete env.MEDIASOUP_VERSION;

  const { status } = spawnSync(worker, [], { env, stdio: 'ignore', timeout: 5000 });

  return status === notStartedByMediasoup;
}

/**
 * @param {string} worker
 * @param {string} version
 */
function identify(worker, version) {
  const stat = statSync(worker, { throwIfNoEntry: false });

  return stat && [worker, stat.size, stat.mtimeMs, version].join('\n');
}

/**
 * Whether {@link prove} has seen this very file work.
 *
 * @param {string} worker
 * @param {string} version That of mediasoup.
 */
export function isProved(worker, version) {
  const identity = identify(worker, version);

  return identity !== undefined && readStamp(stamp) === identity;
}

/**
 * Uses the worker the way the server does, by mediasoup, in a process of its own.
 *
 * @param {string} worker
 * @param {string} version
 * @param {import('./node.mjs').Node} node
 * @returns {Promise<{ ok: boolean, reason: string }>}
 */
export async function prove(worker, version, node) {
  const { ok, output } = await run(node.path, [inProject('scripts', 'setup', 'try-worker.mjs'), worker], {
    env: node.env,
    timeout: 20_000,
  });

  if (ok) writeStamp(stamp, identify(worker, version) ?? '');

  return { ok, reason: output.at(-1) ?? 'it did not answer in 20 s.' };
}
