import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CLOCK_TOLERANCE } from '../auth/token-keys.js';
import type { Context } from './context.js';
import { ok, problem, warning, type Check, type Finding } from './finding.js';
import { reasonOf } from './reason.js';

/** How far a clock may be off, in ms: as far as a token may come from the future. HTTP tells the time in seconds. */
const TOLERANCE = CLOCK_TOLERANCE * 1_000;

/** How long who is asked may take, in ms. */
const TIMEOUT = 3_000;

/**
 * Tokens and TURN credentials run out at a time of day: who makes them and who checks them must agree on it. The clock is
 * compared with the machine that signs the tokens, where one is asked for keys; else the system is asked whether it
 * keeps its clock in time. Without either nothing is said to be wrong, since nothing was compared.
 */
export const clock: Check = {
  name: 'clock',
  run: async (context) => {
    const { tokenKeys } = context.config;
    if (tokenKeys !== null && /^https?:/.test(tokenKeys)) {
      const compared = await compare(tokenKeys, context);
      if (compared) return [compared];
    }
    const synchronized = await isSynchronized();
    if (synchronized === false) {
      return [
        warning(
          'The system does not keep its clock in time: tokens and TURN credentials may run out early or late.',
          'timedatectl set-ntp true',
        ),
      ];
    }
    const time = new Date(context.now()).toISOString();
    return [
      ok(synchronized ? 'Kept in time by the system.' : `It says ${time}, and there is nothing to compare it with.`),
    ];
  },
};

/** @returns null where the other one does not tell the time */
async function compare(url: string, { now }: Context): Promise<Finding | null> {
  let told: string | null;
  const asked = now();
  try {
    const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(TIMEOUT) });
    told = answer.headers.get('date');
  } catch (error) {
    return warning(`${url} cannot be asked for keys, and not for the time (${reasonOf(error)}).`, 'check --token-keys');
  }
  const time = told === null ? NaN : Date.parse(told);
  if (Number.isNaN(time)) return null;
  // The answer was written somewhere between the question and now.
  const off = (asked + now()) / 2 - time;
  const seconds = String(Math.round(Math.abs(off) / 1_000));
  const { host } = new URL(url);
  if (Math.abs(off) <= TOLERANCE) return ok(`As that of ${host}, within ${String(CLOCK_TOLERANCE)} s.`);
  return problem(
    `It is ${seconds} s ${off > 0 ? 'ahead of' : 'behind'} that of ${host}, which signs the tokens: they are refused.`,
    'let the system keep its clock: timedatectl set-ntp true',
  );
}

/** @returns null where the system does not tell: containers, and systems without systemd */
async function isSynchronized(): Promise<boolean | null> {
  try {
    const { stdout } = await promisify(execFile)('timedatectl', ['show', '--property=NTPSynchronized', '--value'], {
      timeout: TIMEOUT,
    });
    return stdout.trim() === 'yes' ? true : stdout.trim() === 'no' ? false : null;
  } catch {
    return null;
  }
}
