import { readdirSync, readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';

/** In Hz; what /proc counts time in. */
const TICKS = Number(execFileSync('getconf', ['CLK_TCK']));

/**
 * Processor time that the renderers of a browser have used, in seconds: what its pages draw, encode and send.
 *
 * @param {number} browser its process id
 */
export function rendererTime(browser) {
  let ticks = 0;
  for (const pid of descendants(browser)) {
    try {
      if (!readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8').includes('--type=renderer')) continue;
      const [utime = 0, stime = 0] = fields(pid).slice(11, 13).map(Number);
      ticks += utime + stime;
    } catch {
      // Ended meanwhile.
    }
  }
  return ticks / TICKS;
}

/** @param {number} root */
function descendants(root) {
  /** @type {Map<number, number[]>} */
  const children = new Map();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const parent = Number(fields(Number(entry))[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
    } catch {
      // Ended meanwhile.
    }
  }
  const found = [root];
  for (const pid of found) found.push(...(children.get(pid) ?? []));
  return found;
}

/**
 * Of /proc/PID/stat, from the state on: the name before it may hold spaces.
 *
 * @param {number} pid
 */
function fields(pid) {
  const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}
