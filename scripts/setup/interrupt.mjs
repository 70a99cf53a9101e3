// @ts-check
import { constants } from 'node:os';

/** @typedef {'SIGINT' | 'SIGTERM' | 'SIGHUP'} Signal */

/** @type {Signal[]} */
export const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * What a shell reports for a process that a signal ended.
 *
 * @param {NodeJS.Signals} signal
 */
export const exitCodeOf = (signal) => 128 + constants.signals[signal];

/** @type {Set<() => void>} */
const cleanups = new Set();

process.on('exit', () => {
  for (const cleanup of [...cleanups].reverse()) cleanup();
});

/**
 * Runs `cleanup` when the process ends early, by whatever way but SIGKILL.
 *
 * @param {() => void} cleanup Must not wait for anything.
 * @returns {() => void} Runs it now instead.
 */
export function atExit(cleanup) {
  function once() {
    if (cleanups.delete(cleanup)) cleanup();
  }

  cleanups.add(cleanup);

  return once;
}
