/** How often a condition is looked at, in ms. */
const INTERVAL = 40;

/**
 * Waits until a condition holds and returns its value.
 * @param timeout in ms; far longer than it takes, so that a slow machine fails nothing
 */
export async function until<T>(
  what: string,
  condition: () => T | Promise<T>,
  timeout = 15_000,
): Promise<NonNullable<T>> {
  const end = Date.now() + timeout;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > end) throw new Error(`Waited ${String(timeout)} ms in vain until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, INTERVAL));
  }
}

/** Waits until a counter has grown by at least `by`; returns how long that took, in ms. */
export async function untilGrown(
  what: string,
  count: () => Promise<number>,
  by = 1,
  timeout = 15_000,
): Promise<number> {
  const begin = performance.now();
  const before = await count();
  await until(what, async () => (await count()) >= before + by, timeout);
  return performance.now() - begin;
}

/**
 * Waits until a counter stands still for `quiet` ms: what was under way when
 * the source was shut may still arrive.
 */
export async function untilStill(what: string, count: () => Promise<number>, quiet = 1_000): Promise<void> {
  let last = await count();
  let since = performance.now();
  await until(what, async () => {
    const now = await count();
    if (now !== last) {
      last = now;
      since = performance.now();
    }
    return performance.now() - since >= quiet;
  });
}
