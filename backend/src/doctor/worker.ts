import { availableParallelism } from 'node:os';
import { MEDIASOUP_VERSION } from '../media/media-worker.js';
import { startTroubleOf } from '../media/start-trouble.js';
import { ok, problem, warning, type Check, type Finding } from './finding.js';

/** Does the media engine run here at all? */
export const worker: Check = {
  name: 'media worker',
  run: async ({ config, probe }) => {
    try {
      await probe();
    } catch (error) {
      const finding = failure(error);
      if (finding) return [finding];
    }
    const cores = availableParallelism();
    if (config.workers <= cores) {
      return [
        ok(
          `mediasoup ${MEDIASOUP_VERSION} runs, with ${plural(config.workers, 'worker')} on ${plural(cores, 'core')}.`,
        ),
      ];
    }
    return [
      warning(
        `${String(config.workers)} media workers share ${plural(cores, 'core')}: they get into each other's way.`,
        `set --workers ${String(cores)}`,
      ),
    ];
  },
};

/** @returns null where the worker runs, and its port is the trouble */
function failure(error: unknown): Finding | null {
  const trouble = startTroubleOf(error);
  switch (trouble?.kind) {
    case 'port-in-use':
    case 'no-address':
      return null;
    case 'missing':
      return problem('The media worker is missing.', 'install it, or set MEDIASOUP_WORKER_BIN to the program');
    case 'broken':
      return problem(
        `The media worker does not run (${trouble.end}).`,
        'see its output above; a worker built for this system and its libraries is needed',
      );
    case undefined:
      return problem(`The media worker does not run (${String(error)}).`, 'see its output above');
  }
}

const plural = (count: number, word: string): string => `${String(count)} ${word}${count === 1 ? '' : 's'}`;
