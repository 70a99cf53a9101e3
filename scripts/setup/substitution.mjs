// @ts-check
import { Stop } from './stop.mjs';

/**
 * Stops unless `find` occurs exactly once: an edit that misses, or hits something
 * else as well, would give a worker that builds and then fails in a call.
 *
 * @param {string} text
 * @param {{ file: string, find: string, replace: string, why: string }} edit
 */
export function substituteOnce(text, { file, find, replace, why }) {
  const parts = text.split(find);

  if (parts.length !== 2) {
    throw new Stop(
      `This mediasoup's worker/${file} is not the one that the build recipe knows: "${find}" occurs ${parts.length - 1} times instead of once (${why}).`,
      { next: 'MEDIASOUP_WORKER_BIN=/path/to/a/mediasoup-worker npm start' },
    );
  }

  return parts.join(replace);
}
