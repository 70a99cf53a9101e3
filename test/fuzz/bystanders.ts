import { expect } from 'vitest';
import type { Browser } from 'playwright-core';
import { Caller } from '../helpers/call.js';
import type { Lab } from '../helpers/pages.js';
import { gapsOf, JITTER, pairIn, report, untilBothFlow, usualGaps } from '../helpers/pair.js';
import { until } from '../helpers/until.js';
import { fuzz } from './fuzzer.js';
import { WatchedServer, type Watched } from './watched-server.js';

/** What every run leaves in the heap (compiled code, caches), in bytes; what leaks grows with the messages. */
const SETTLED_HEAP = 20e6;

/** Says nonsense to a server while two people talk on it, and looks whether anything of it did harm. */
export async function fuzzBesideACall(lab: Lab, browser: Browser, count: number, seed: number): Promise<void> {
  const server = await WatchedServer.start();
  lab.onClose(() => server.close());
  const room = { room: 'bystanders' };
  const ann = await Caller.join(lab, browser, server.url, { ...room, name: 'Ann' });
  const bob = await Caller.join(lab, browser, server.url, { ...room, name: 'Bob' });
  const pair = await pairIn(ann, bob);
  const usual = await usualGaps(pair);
  const warm = await settled(server, await server.holdings());
  await Promise.all([ann.forget(), bob.forget(), ann.mark(), bob.mark()]);

  const begun = performance.now();
  const outcome = await fuzz(server.url, count, seed);
  const seconds = (performance.now() - begun) / 1_000;
  say(`${count} messages in ${seconds.toFixed(1)} s (seed ${seed}): ${JSON.stringify(outcome)}`);

  await untilBothFlow(pair);
  const gaps = await gapsOf(pair);
  report(`beside ${count} messages of nonsense`, usual, gaps);
  const after = await settled(server, warm);
  say(`heap ${mega(warm.heap)} -> ${mega(after.heap)} MB, worker ${mega(warm.worker)} -> ${mega(after.worker)} MB`);

  // Else nothing of it came to where it could do harm.
  expect(outcome.ok).toBeGreaterThan(count / 10);
  expect(after.faults).toEqual([]);
  expect(after.died).toBe(0);
  expect(gaps.audio).toBeLessThan(JITTER);
  expect(gaps.video).toBeLessThan(JITTER);
  for (const caller of [ann, bob]) {
    expect((await caller.told()).map(({ name }) => name).filter((name) => name !== 'activespeaker')).toEqual([]);
  }
  expect(after.heap).toBeLessThan(warm.heap + SETTLED_HEAP);
  expect(await server.close()).toBe(0);
}

/** When all who talked nonsense are gone, the server holds as much as before. */
async function settled(server: WatchedServer, before: Watched): Promise<Watched> {
  return await until('only the bystanders are left', async () => {
    const now = await server.holdings();
    const same = (['routers', 'transports', 'producers', 'consumers'] as const).every(
      (key) => now[key] === before[key],
    );
    return same && now.rooms.join() === 'bystanders' && now.handles <= before.handles ? now : null;
  });
}

const mega = (bytes: number): string => (bytes / 1e6).toFixed(1);

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
