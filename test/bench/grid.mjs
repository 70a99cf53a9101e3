// A room of nine tiles: how many bits arrive at the one who looks, and what do the eight others pay for sending, with
// layers that follow the tiles and without? The modes take turns in one run.
//   npm run bench -- grid
import { createServer as createHttpServer } from 'node:http';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { createServer } from 'sfu-room-backend';
import { CHROMIUM_FLAGS, chromiumPath } from '../helpers/chromium.mjs';
import { rendererTime } from './grid/cpu.mjs';
import { encoded, leave, publish, received, startCamera, view, watchConnections } from './grid/page.mjs';
import { percentile } from './statistics.mjs';

const PEERS = 8;
const ROUNDS = Number(process.env['ROUNDS'] ?? 2);
/** The smallest picture that Chromium sends in three layers; few frames, so that two cores carry eight senders. */
const PICTURE = { width: 960, height: 540, rate: 8 };
/** Of the one who looks, in px: each of nine tiles is a third of it. */
const WINDOW = { width: 1280, height: 720 };
/** Until bandwidth estimates and layers have settled, and how long is measured then, in ms. */
const SETTLE = 8_000;
const MEASURE = 6_000;

/** Each of its publishers sends `encodings`, by default the client's own; the viewer tells of its tiles, or not. */
const MODES = {
  'one size for all': { encodings: [{ maxBitrate: 1_000_000 }], tells: false },
  'layers off': { encodings: null, tells: false },
  'layers on': { encodings: null, tells: true },
  'layers on, hidden': { encodings: null, tells: true, hidden: true },
};

/** `effort`: ms of processor per frame of a sender. @typedef {{ bitrate: number, cpu: number, effort: number, rate: number, width: number }} Sample */

/** @type {(() => unknown)[]} */
const closers = [];
try {
  await run();
} finally {
  for (const close of closers.reverse()) await close();
}

async function run() {
  const server = await createServer({ host: '127.0.0.1', port: 0, mediaPort: 0, workers: 1, logLevel: 'silent' });
  closers.push(() => server.close());
  const website = createHttpServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><title>grid</title><script type="module" src="${server.url}/sfu-room.js"></script>`);
  }).listen(0, '127.0.0.1');
  await once(website, 'listening');
  closers.push(() => website.close());
  const { port } = /** @type {import('node:net').AddressInfo} */ (website.address());
  const senders = await open(`http://localhost:${String(port)}/`);
  const viewer = await open(`http://localhost:${String(port)}/`);
  await senders.page.evaluate(startCamera, PICTURE);

  const begin = rendererTime(senders.pid);
  await delay(MEASURE);
  const idle = ((rendererTime(senders.pid) - begin) * 1000) / MEASURE;

  /** @type {Map<string, Sample[]>} */
  const samples = new Map(Object.keys(MODES).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, { encodings, tells, ...how }] of Object.entries(MODES)) {
      const room = `grid-${String(round)}-${name.replaceAll(/\W+/g, '-')}`;
      await senders.page.evaluate(publish, { room, peers: PEERS, encodings });
      await viewer.page.evaluate(view, { room, peers: PEERS, tells });
      if ('hidden' in how) await viewer.page.evaluate(() => void (document.body.style.display = 'none'));
      await delay(SETTLE);
      samples.get(name)?.push(await measure(senders, viewer, idle));
      await viewer.page.evaluate(() => void (document.body.style.display = ''));
      await Promise.all([senders.page.evaluate(leave), viewer.page.evaluate(leave)]);
    }
    process.stderr.write(`${String(round + 1)}/${String(ROUNDS)} `);
  }
  print(samples, idle);
}

/** A browser of its own, so that its processor time is its own. @param {string} url */
async function open(url) {
  const args = [...CHROMIUM_FLAGS, `--window-size=${String(WINDOW.width)},${String(WINDOW.height)}`];
  const process = await chromium.launchServer({ executablePath: chromiumPath(), args });
  closers.push(() => process.close());
  const browser = await chromium.connect(process.wsEndpoint());
  const page = await browser.newPage({ viewport: WINDOW });
  await page.addInitScript(watchConnections);
  await page.goto(url);
  const pid = process.process().pid;
  if (pid === undefined) throw new Error('The browser has no process.');
  return { page, pid };
}

/**
 * @param {Awaited<ReturnType<typeof open>>} senders
 * @param {Awaited<ReturnType<typeof open>>} viewer
 * @param {number} idle cores that drawing alone takes
 * @returns {Promise<Sample>}
 */
async function measure(senders, viewer, idle) {
  const look = async () => ({
    frames: await senders.page.evaluate(encoded),
    received: await viewer.page.evaluate(received),
    cpu: rendererTime(senders.pid),
    at: performance.now(),
  });
  const before = await look();
  await delay(MEASURE);
  const after = await look();
  const seconds = (after.at - before.at) / 1000;
  const cpu = after.cpu - before.cpu - idle * seconds;
  // Each track counts by its busiest layer: all that are encoded take the same frames.
  const frames = Object.entries(after.frames).map(([track, layers]) =>
    Math.max(...Object.entries(layers).map(([rid, count]) => count - (before.frames[track]?.[rid] ?? 0))),
  );
  return {
    bitrate: ((after.received.bytes - before.received.bytes) * 8) / seconds,
    cpu: cpu / seconds,
    effort: (cpu * 1000) / frames.reduce((sum, count) => sum + count, 0),
    rate: (after.received.frames - before.received.frames) / seconds / PEERS,
    width: percentile(after.received.widths, 0.5),
  };
}

/**
 * @param {Map<string, Sample[]>} samples
 * @param {number} idle
 */
function print(samples, idle) {
  const median = (/** @type {string} */ name, /** @type {keyof Sample} */ key) =>
    percentile(
      (samples.get(name) ?? []).map((sample) => sample[key]),
      0.5,
    );
  console.log(
    `\n${String(PEERS)} senders of ${String(PICTURE.width)}x${String(PICTURE.height)} at ${String(PICTURE.rate)}/s, ` +
      `one viewer of nine tiles in ${String(WINDOW.width)}x${String(WINDOW.height)}; medians of ${String(ROUNDS)}`,
  );
  console.table(
    Object.fromEntries(
      Object.keys(MODES).map((name) => [
        name,
        {
          'received kbit/s': Math.round(median(name, 'bitrate') / 1000),
          'sender CPU %': Number((median(name, 'cpu') * 100).toFixed(1)),
          'CPU ms per frame': Number.isFinite(median(name, 'effort')) ? Number(median(name, 'effort').toFixed(2)) : '-',
          'frames/s per tile': Number(median(name, 'rate').toFixed(1)),
          'picture px': median(name, 'width'),
        },
      ]),
    ),
  );
  console.log(
    `sender CPU: of one core, all ${String(PEERS)} in one page, less ${(idle * 100).toFixed(1)} % for drawing`,
  );
  for (const off of ['layers off', 'one size for all']) {
    const [bits, cpu] = [
      median(off, 'bitrate') / median('layers on', 'bitrate'),
      median(off, 'effort') / median('layers on', 'effort'),
    ];
    console.log(`${off} : layers on = ${bits.toFixed(2)} x the bits, ${cpu.toFixed(2)} x the sender CPU per frame`);
  }
  if (median('layers on', 'rate') < PICTURE.rate * 0.8) {
    console.log(
      'The machine is too busy to send so many frames: browsers send less then, and the ratios are worth little.',
    );
  }
}
