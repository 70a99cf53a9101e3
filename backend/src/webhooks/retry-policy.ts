export interface RetryPolicy {
  /** Wait after the first failure, in ms; each further one doubles it. */
  readonly first: number;
  /** Longest wait, in ms. */
  readonly most: number;
  /** An event that is older than this is given up at its next failure, in ms since it happened. */
  readonly giveUpAfter: number;
}

/**
 * About 1, 2, 4 … 512 s, and then every ten minutes, for a day: a receiver that
 * restarts is told within seconds, one that is mended overnight loses nothing,
 * and one that was down is told at the latest ten minutes after it came back.
 */
export const RETRY_POLICY: RetryPolicy = { first: 1_000, most: 600_000, giveUpAfter: 86_400_000 };

/**
 * How long to wait after so many failures in a row, in ms: between half of the
 * wait and all of it, so that rooms that failed together do not come back together.
 * @param random from 0 to 1
 */
export function retryDelay(failures: number, { first, most }: RetryPolicy, random = Math.random()): number {
  const whole = Math.min(most, first * 2 ** Math.max(0, failures - 1));
  return Math.round(whole / 2 + (whole / 2) * random);
}

/** After a failure at `now`: it was tried for long enough. @param at when the event happened; both in ms since the epoch */
export function isGivenUp(at: number, { giveUpAfter }: RetryPolicy, now = Date.now()): boolean {
  return now - at >= giveUpAfter;
}
