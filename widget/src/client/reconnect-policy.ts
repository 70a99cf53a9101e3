import type { ErrorCode } from '../protocol/errors.js';

/** What may be otherwise a second later. */
const TEMPORARY: ReadonlySet<ErrorCode> = new Set([
  'rate-limited',
  'server-busy',
  'server-closing',
  'server-error',
  'server-unreachable',
  'request-timeout',
  'session-invalid',
  'session-expired',
]);

/** Longest wait between attempts, in ms: with it a server that comes back is found within two seconds. */
const MAX_DELAY = 1_500;

/** Wait before the second attempt, in ms; it doubles from there. */
const BASE_DELAY = 200;

/** A join that never succeeded is given up after so many attempts; a call that was on never is. */
const FIRST_JOIN_ATTEMPTS = 4;

/** What can help is tried at once: an ICE restart, then new transports. */
const REMEDIES = 2;

/** Wait before the next one, in ms; it doubles from there. */
const REMEDY_DELAY = 1_000;

/** Longest wait between them, in ms: shorter than the 15 s after which Chromium gives up a path that is silent. */
const MAX_REMEDY_DELAY = 10_000;

export interface ReconnectAttempt {
  /** 1 for the first attempt after the connection failed or was lost. */
  attempt: number;
  /** The room was entered before. */
  joinedBefore: boolean;
}

/**
 * How long to wait before the next attempt, in ms, or null to give up. Spread
 * over half of the delay, so that the clients of a server that restarts do not
 * all come at once.
 */
export function reconnectDelay(
  { attempt, joinedBefore }: ReconnectAttempt,
  random: () => number = Math.random,
): number | null {
  if (!joinedBefore && attempt >= FIRST_JOIN_ATTEMPTS) return null;
  return spread(Math.min(BASE_DELAY * 2 ** (attempt - 1), MAX_DELAY), random);
}

/**
 * How long a connection for media that failed for the `failures`th time in a row waits for its remedy, in ms. Where a
 * relay refuses, or there is no network, browsers tell of a failure within 100 ms: without a wait, each client would
 * ask the server for new transports several times a second.
 */
export function remedyDelay(failures: number, random: () => number = Math.random): number {
  if (failures <= REMEDIES) return 0;
  return spread(Math.min(REMEDY_DELAY * 2 ** (failures - REMEDIES - 1), MAX_REMEDY_DELAY), random);
}

function spread(delay: number, random: () => number): number {
  return Math.round(delay * (0.5 + random() / 2));
}

/** Is there sense in trying again? */
export function isTemporary(code: ErrorCode): boolean {
  return TEMPORARY.has(code);
}
