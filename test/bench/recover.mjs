/// <reference path="../helpers/monitor-global.d.ts" />
// How long a call is silent and dark after each fault, and how long until frames are decoded again. Real media between
// two pages, through a relay; the server is a process of its own.
//   npm run bench -- recover [runs] [fault]
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { CHROMIUM_FLAGS, chromiumPath } from '../helpers/chromium.mjs';
import { installMonitor } from '../helpers/media-monitor.mjs';
import { shrinkCamera } from '../helpers/shrink-camera.mjs';
import { ServerProcess } from '../helpers/server-process.mjs';
import { Relay, RELAY_HOST, SERVER_HOST } from '../net/relay.mjs';

/** @import { Page } from 'playwright-core' */
/** @import { SfuRoom } from 'sfu-room' */

/* global monitor */

const RUNS = Number(process.argv[3] ?? 20);
const PORT = 23_100 + (process.pid % 300) * 4;
const MEDIA_PORT = PORT + 1;
const ONLY = process.argv[4] ?? '';
/** So long a call runs before a fault, in ms. */
const REST = 2_000;
/** The same where clients grow patient with a network that fails again and again. */
const LONG_REST = 11_000;
const PATIENCE = 60_000;

/** @typedef {{ audio: number, video: number, seen: number, back: number }} Recovery all in ms */
/** @typedef {{ name: string, runs: number, fault: () => Promise<void>, sockets?: boolean, media?: boolean }} Fault sockets: are lost */

/** @type {(() => unknown)[]} */
const closers = [];
const { server, signaling, media, websitePort, browser } = await open();

try {
  const pages = [await openPage(), await openPage()];
  await untilFlowing(pages);
  const rows = [];
  for (const fault of faults().filter(({ name }) => name.includes(ONLY))) {
    const { name, runs, media: ofMedia = false } = fault;
    /** @type {Recovery[]} */
    const recoveries = [];
    for (let run = 0; run < runs; run++) {
      await delay(ofMedia ? LONG_REST : REST);
      recoveries.push(await measure(pages, fault));
    }
    rows.push({ fault: name, runs, ...summary(recoveries) });
    console.log(JSON.stringify(rows.at(-1)));
  }
  console.log(`
In ms, p50 / p95. gap: the longest without a packet, the worse of the two directions. decoded: from the beginning of the
fault to the end of the longest time without a decoded frame. back: from the end of the fault (of a restart: when the
port answers) until both are in the room again, where they had left it.`);
  console.table(rows);
} finally {
  await close();
}

/** The server, the links before it, the website and the browser. Where one does not open, the others close. */
async function open() {
  try {
    const server = new ServerProcess([
      ...['--host', SERVER_HOST, '--announced-address', RELAY_HOST, '--port', String(PORT)],
      ...['--media-port', String(MEDIA_PORT), '--workers', '1', '--log-level', 'silent'],
    ]);
    closers.push(() => server.end('SIGTERM'));
    await server.start();
    const signaling = await Relay.open(PORT);
    closers.push(() => signaling.close());
    const media = await Relay.open(MEDIA_PORT);
    closers.push(() => media.close());
    const website = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(`<!doctype html><title>recover</title>
        <script type="module" src="http://${RELAY_HOST}:${PORT}/sfu-room.js"></script>
        <sfu-room room="recover" ui="none" autojoin></sfu-room>`);
    }).listen(0, '127.0.0.1');
    await once(website, 'listening');
    closers.push(() => website.close());
    const { port: websitePort } = /** @type {import('node:net').AddressInfo} */ (website.address());
    const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_FLAGS });
    closers.push(() => browser.close());
    return { server, signaling, media, websitePort, browser };
  } catch (error) {
    await close();
    throw error;
  }
}

async function close() {
  for (const close of closers.splice(0).reverse()) await close();
}

/** Each `fault` resolves when it is over. @returns {Fault[]} */
function faults() {
  const few = Math.ceil(RUNS / 4);
  return [
    { name: 'none', runs: few, fault: () => delay(2_000) },
    {
      name: 'worker killed',
      runs: RUNS,
      fault: async () => {
        const [pid = 0] = server.workers();
        process.kill(pid, 'SIGKILL');
      },
    },
    { name: "clients' ports change", runs: RUNS, media: true, fault: async () => media.rebind() },
    {
      name: 'media blocked for 6 s',
      runs: few,
      media: true,
      fault: async () => {
        media.block();
        await delay(6_000);
        media.unblock();
      },
    },
    {
      name: 'media blocked for 45 s',
      runs: 1,
      media: true,
      fault: async () => {
        media.block();
        await delay(45_000);
        media.unblock();
      },
    },
    {
      name: 'sockets cut for 3 s',
      runs: few,
      sockets: true,
      fault: async () => {
        await signaling.cut();
        await delay(3_000);
        await signaling.mend();
      },
    },
    { name: 'sockets half-open', runs: few, sockets: true, fault: async () => signaling.strand() },
    {
      name: 'sockets half-open, ports change',
      runs: few,
      media: true,
      sockets: true,
      fault: async () => {
        signaling.strand();
        media.rebind();
      },
    },
    { name: 'server ended by SIGTERM', runs: few, sockets: true, fault: () => restart('SIGTERM') },
    { name: 'server ended by SIGKILL', runs: few, sockets: true, fault: () => restart('SIGKILL') },
  ];
}

/** Over when the port answers. @param {'SIGTERM' | 'SIGKILL'} signal */
async function restart(signal) {
  await server.end(signal);
  await delay(3_000);
  void server.start();
  while (!(await answers())) await delay(10);
}

/** @returns {Promise<boolean>} */
function answers() {
  return new Promise((resolve) => {
    const socket = connect(PORT, SERVER_HOST, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

/** @returns {Promise<Page>} */
async function openPage() {
  const context = await browser.newContext({ viewport: { width: 640, height: 480 } });
  for (const script of [shrinkCamera, installMonitor]) await context.addInitScript(script);
  const page = await context.newPage();
  await page.goto(`http://localhost:${websitePort}/`);
  return page;
}

/**
 * @param {Page[]} pages
 * @param {Fault} fault
 * @returns {Promise<Recovery>}
 */
async function measure(pages, { fault, sockets = false }) {
  await Promise.all(pages.map((page) => page.evaluate(() => monitor.mark())));
  const begin = Date.now();
  await fault();
  const over = Date.now();
  // Every fault has shown by then.
  await delay(3_000);
  // Where the sockets are lost, also until they are back.
  if (sockets) await Promise.all(pages.map(untilBack));
  await untilFlowing(pages);
  const reads = await Promise.all(
    pages.map((page) => page.evaluate(() => ({ tracks: monitor.read(), statuses: monitor.statuses }))),
  );
  const tracks = reads.flatMap((read) => Object.entries(read.tracks));
  const of = (/** @type {string} */ label) =>
    tracks.flatMap(([id, track]) => (id.endsWith(`:${label}`) ? [track] : []));
  const joined = reads.flatMap(({ statuses }) =>
    statuses.flatMap(({ status, at }) => (status === 'joined' ? [at] : [])),
  );
  return {
    audio: Math.max(...of('microphone').map(({ gap }) => gap)),
    video: Math.max(...of('camera').map(({ gap }) => gap)),
    seen: Math.max(...of('camera').map(({ seenAt }) => seenAt)) - begin,
    back: sockets ? Math.max(...joined) - over : 0,
  };
}

/** @param {Page} page */
async function untilBack(page) {
  await page.waitForFunction(
    () => monitor.statuses.length > 1 && monitor.statuses.at(-1)?.status === 'joined',
    undefined,
    { timeout: PATIENCE },
  );
}

/** Packets of all and frames of the cameras arrive, from now on. @param {Page[]} pages */
async function untilFlowing(pages) {
  await Promise.all(
    pages.map((page) =>
      page.evaluate(async () => {
        const room = /** @type {SfuRoom} */ (document.querySelector('sfu-room'));
        const ids = () => room.client.state.tracks.map(({ id }) => id);
        while (ids().length < 2) await new Promise((resolve) => setTimeout(resolve, 50));
        const before = monitor.read();
        const flows = (/** @type {string} */ id) => {
          const [now, then] = [monitor.read()[id], before[id]];
          const frames = id.endsWith(':camera') ? 2 : 0;
          return (
            now !== undefined && now.packets > (then?.packets ?? 0) + 3 && now.frames >= (then?.frames ?? 0) + frames
          );
        };
        while (!ids().every(flows)) await new Promise((resolve) => setTimeout(resolve, 50));
      }),
    ),
  );
}

/** @param {Recovery[]} recoveries */
function summary(recoveries) {
  const quantile = (/** @type {keyof Recovery} */ key, /** @type {number} */ share) => {
    const sorted = recoveries.map((recovery) => recovery[key]).sort((a, b) => a - b);
    return Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0);
  };
  const both = (/** @type {keyof Recovery} */ key) => `${quantile(key, 0.5)} / ${quantile(key, 0.95)}`;
  return { 'audio gap': both('audio'), 'video gap': both('video'), decoded: both('seen'), back: both('back') };
}
