import type { MediaWorker } from './media-worker.js';

/**
 * Closes what lives in a worker. Closing has nothing to fail at: where it throws, the channel to the worker is broken,
 * and with it every room there.
 */
export function closing(worker: Pick<MediaWorker, 'fail'>, part: { close(): void }): void {
  try {
    part.close();
  } catch (error) {
    worker.fail(error);
  }
}
