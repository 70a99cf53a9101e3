// How many round trips does a join take, from nothing to the first frame of somebody else? A relay puts the joining page
// far away; the slope of join time over round-trip time is the number of round trips. TCP's opening
// is not in it (the relay answers at once), nor is TLS: cold, in the wild, each costs one more.
//   npm run bench -- join
import { createServer } from 'node:http';
import { once } from 'node:events';
import { chromium } from 'playwright-core';
import { CHROMIUM_FLAGS, chromiumPath } from '../helpers/chromium.mjs';
import { Relay, RELAY_HOST, SERVER_HOST } from '../net/relay.mjs';
import { startOurs, warmed } from './join/ours.mjs';
import { bypassRelay, preparePage } from './join/page.mjs';
import { startTheirs } from './join/theirs.mjs';
import { line, percentile } from './statistics.mjs';

/** Round trips, in ms. */
const ROUND_TRIPS = [0, 50, 100, 200];
const REPETITIONS = Number(process.env['REPETITIONS'] ?? 8);
/** Who is in the room before. */
const PEERS = 3;
/** How long one join may take, in ms. */
const PATIENCE = 12_000;

/** @typedef {Awaited<ReturnType<typeof startOurs>> | ReturnType<typeof warmed> | Awaited<ReturnType<typeof startTheirs>>} System */
/** Time is null where no frame came. @typedef {{ name: string, roundTrip: number, time: number | null, up: number, down: number }} Sample */

class TooLate extends Error {}

/** @type {(() => unknown)[]} */
const closers = [];
try {
  await run();
} finally {
  for (const close of closers.reverse()) await close();
}

async function run() {
  const website = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>bench</title><body></body>');
  }).listen(0, '127.0.0.1');
  await once(website, 'listening');
  closers.push(() => website.close());
  const { port } = /** @type {import('node:net').AddressInfo} */ (website.address());
  const origin = `http://localhost:${port}/`;

  const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_FLAGS });
  closers.push(() => browser.close());
  /** @type {System[]} */
  const systems = [];
  const ours = await startOurs();
  closers.push(() => ours.close());
  const theirs = await startTheirs();
  closers.push(() => theirs.close());
  systems.push(ours, warmed(ours), theirs);
  /** @type {Relay[]} */
  const relays = [];
  for (const relayed of systems.flatMap((system) => system.relayed)) {
    const relay = await Relay.open(relayed);
    relays.push(relay);
    closers.push(() => relay.close());
  }
  for (const system of systems) {
    if (!system.publish) continue;
    const page = await open(browser, origin, system, true);
    await within(
      page.evaluate(/** @type {(where: object) => unknown} */ (/** @type {unknown} */ (system.publish)), {
        url: system.direct,
        peers: PEERS,
      }),
    );
  }

  /** @type {Sample[]} */
  const samples = [];
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    for (const roundTrip of ROUND_TRIPS) {
      for (const system of systems) {
        for (const relay of relays) relay.delay = roundTrip / 2;
        samples.push(await joinOnce(browser, origin, system, roundTrip));
      }
    }
    process.stderr.write(`${repetition + 1}/${REPETITIONS} `);
  }
  process.stderr.write('\n');
  report(
    systems.map(({ name }) => name),
    samples,
  );
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} origin
 * @param {System} system
 * @param {number} roundTrip
 * @returns {Promise<Sample>}
 */
async function joinOnce(browser, origin, system, roundTrip) {
  const page = await open(browser, origin, system, false);
  let [up, down] = [0, 0];
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => void (isMessage(payload) && (up += 1)));
    socket.on('framereceived', ({ payload }) => void (isMessage(payload) && (down += 1)));
  });
  const join = /** @type {(where: { url: string }) => Promise<number>} */ (/** @type {unknown} */ (system.join));
  const time = await within(page.evaluate(join, { url: system.distant })).catch((error) => {
    if (!(error instanceof TooLate)) throw error;
    return null;
  });
  const sample = { name: system.name, roundTrip, time, up, down };
  await page.context().close();
  if ('between' in system) await system.between();
  return sample;
}

/** engine.io's own opening and heartbeat are no messages of anybody. @param {string | Buffer} payload */
function isMessage(payload) {
  return String(payload).startsWith('4');
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} origin
 * @param {System} system
 * @param {boolean} near
 */
async function open(browser, origin, system, near) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(preparePage);
  if (near) await page.addInitScript(bypassRelay, { relay: RELAY_HOST, server: SERVER_HOST });
  await page.goto(origin);
  if ('code' in system) await page.addScriptTag({ content: system.code });
  else {
    await page.addScriptTag({ type: 'module', url: system.script });
    await page.evaluate(async () => {
      Object.assign(globalThis, { SfuRoom: await customElements.whenDefined('sfu-room') });
    });
  }
  return page;
}

/**
 * @template T
 * @param {Promise<T>} promise
 * @returns {Promise<T>}
 */
async function within(promise) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new TooLate(`No frame within ${PATIENCE} ms.`)), PATIENCE);
  });
  try {
    return /** @type {T} */ (await Promise.race([promise, late]));
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {string[]} names
 * @param {Sample[]} samples
 */
function report(names, samples) {
  console.log(
    `\nJoin to the first remote frame, ${PEERS} peers in the room, ${REPETITIONS} joins each, interleaved (ms)`,
  );
  const timesOf = (/** @type {string} */ name, /** @type {number} */ roundTrip) =>
    samples.flatMap((s) => (s.name === name && s.roundTrip === roundTrip && s.time !== null ? [s.time] : []));
  console.table(
    names.flatMap((name) =>
      ROUND_TRIPS.map((roundTrip) => {
        const times = timesOf(name, roundTrip);
        const [p50, p95] = [0.5, 0.95].map((share) => Math.round(percentile(times, share)));
        return { name, roundTrip, p50, p95, 'no frame': REPETITIONS - times.length };
      }),
    ),
  );
  for (const name of names) {
    const mine = samples.filter((sample) => sample.name === name);
    // Of the medians: a late keyframe now and then is no round trip.
    const medians = ROUND_TRIPS.map((trip) => /** @type {const} */ ([trip, percentile(timesOf(name, trip), 0.5)]));
    const { slope, intercept } = line(medians.filter(([, time]) => !Number.isNaN(time)));
    const median = (/** @type {(sample: Sample) => number} */ of) => percentile(mine.map(of), 0.5);
    console.log(
      `${name}: ${slope.toFixed(2)} round trips + ${intercept.toFixed(0)} ms; messages per join until then (median): ` +
        `${median(({ up }) => up)} up, ${median(({ down }) => down)} down`,
    );
  }
}
