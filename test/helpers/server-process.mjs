import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** @import { ChildProcess } from 'node:child_process' */

const MAIN = resolve(import.meta.dirname, '../../backend/dist/main.js');

/** The server as people run it, in a process of its own, which can be killed and started again on the same ports. */
export class ServerProcess {
  /** @type {ChildProcess | null} */
  #child = null;
  #flags;

  /** @param {readonly string[]} flags of the command line; without ports of its own it would not be found again */
  constructor(flags) {
    this.#flags = flags;
  }

  /** Resolves when it says that it listens. */
  async start() {
    const child = spawn(process.execPath, [MAIN, ...this.#flags], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#child = child;
    for await (const line of createInterface(child.stdout)) {
      if (/https?:\/\/\S+/.test(line)) return;
    }
    throw new Error('The server ended without an address.');
  }

  /**
   * Resolves when the process is gone.
   *
   * @param {'SIGTERM' | 'SIGKILL'} signal
   */
  async end(signal) {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  /** Processes of its media workers, in the order in which they were started. */
  workers() {
    return this.#child?.pid === undefined ? [] : workersOf(this.#child.pid);
  }
}

/**
 * The media workers of a server's process.
 *
 * @param {number} pid
 * @returns {number[]}
 */
export function workersOf(pid) {
  try {
    return execFileSync('ps', ['--ppid', String(pid), '-o', 'pid=', '-o', 'comm='], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => line.includes('mediasoup'))
      .map((line) => Number.parseInt(line, 10))
      .sort((a, b) => a - b);
  } catch {
    // `ps` fails where it finds none.
    return [];
  }
}
