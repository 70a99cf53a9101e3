/// <reference path="../helpers/monitor-global.d.ts" />
// 500 join at once while two people talk: how soon each is answered, and what their call notices of it.
//   npm run bench -- storm [runs]
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { io } from 'socket.io-client';
import { CHROMIUM_FLAGS, chromiumPath } from '../helpers/chromium.mjs';
import { installMonitor } from '../helpers/media-monitor.mjs';
import { shrinkCamera } from '../helpers/shrink-camera.mjs';
import { ServerProcess } from '../helpers/server-process.mjs';
import { percentile } from './statistics.mjs';

/** @import { Page } from 'playwright-core' */

/* global monitor */

const RUNS = Number(process.argv[3] ?? 3);
const CLIENTS = 500;
const CALL = 'call';
/** So many share a room where they do not all go into the one of the call. */
const PER_ROOM = 5;
const PORT = 24_400 + (process.pid % 300) * 2;
/** So long it is looked at what a call is like by itself, in ms. */
const REST = 4_000;

/** @typedef {{ code: string, ms: number }} Answer */
/** @typedef {{ room: (client: number) => string } | null} Storm */

/** @type {Record<string, Storm>} */
const STORMS = {
  'no storm': null,
  'into 100 other rooms': { room: (client) => `other-${Math.floor(client / PER_ROOM)}` },
  'into the room of the call': { room: () => CALL },
};

/** @type {(() => unknown)[]} */
const closers = [];
try {
  const server = new ServerProcess([
    ...['--host', '127.0.0.1', '--port', String(PORT), '--media-port', String(PORT + 1)],
    ...['--workers', '1', '--log-level', 'silent', '--grace-period', '0'],
    ...['--joins-per-minute', '1000000'],
  ]);
  closers.push(() => server.end('SIGTERM'));
  await server.start();
  const url = `http://127.0.0.1:${PORT}`;
  const { rtpCapabilities } = await (await fetch(`${url}/sfu-room/capabilities`)).json();
  const pages = await openCall(url);

  /** @type {Map<string, { answers: Answer[], gaps: number[], lost: number[] }>} */
  const results = new Map(Object.keys(STORMS).map((name) => [name, { answers: [], gaps: [], lost: [] }]));
  for (let run = 0; run < RUNS; run++) {
    for (const [name, storm] of Object.entries(STORMS)) {
      const result = results.get(name);
      const before = await Promise.all(pages.map(packets));
      await Promise.all(pages.map((page) => page.evaluate(() => monitor.mark())));
      const begun = performance.now();
      if (storm) result?.answers.push(...(await joinAll(url, storm, rtpCapabilities)));
      // As long without a storm as with one.
      await delay(Math.max(0, REST - (performance.now() - begun)));
      const after = await Promise.all(pages.map(packets));
      result?.gaps.push(...(await Promise.all(pages.map(longestGap))));
      for (const [index, { received, lost }] of after.entries()) {
        const less = before[index] ?? { received: 0, lost: 0 };
        result?.lost.push((lost - less.lost) / Math.max(1, received + lost - less.received - less.lost));
      }
      await untilEmpty(url);
    }
  }
  console.log(
    `\n${CLIENTS} joins at once, ${RUNS} runs in turns, one worker. Answers within ms, p50 / p95 by their code;`,
  );
  console.log('gap: the longest without a packet in the call beside, in ms; loss: of its packets.');
  console.table(
    [...results].map(([name, { answers, gaps, lost }]) => ({
      storm: name,
      ...Object.fromEntries(
        [...new Set(answers.map(({ code }) => code))].sort().map((code) => {
          const times = answers.filter((answer) => answer.code === code).map(({ ms }) => ms);
          return [
            code,
            `${times.length}: ${Math.round(percentile(times, 0.5))} / ${Math.round(percentile(times, 0.95))}`,
          ];
        }),
      ),
      gap: `${Math.round(percentile(gaps, 0.5))} / ${Math.round(Math.max(...gaps))} at most`,
      loss: `${(100 * Math.max(...lost)).toFixed(2)} % at most`,
    })),
  );
} finally {
  for (const close of closers.splice(0).reverse()) await close();
}

/** Two pages that see and hear each other. @param {string} url */
async function openCall(url) {
  const website = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><title>storm</title><script type="module" src="${url}/sfu-room.js"></script>
      <sfu-room room="${CALL}" ui="none" autojoin></sfu-room>`);
  }).listen(0, '127.0.0.1');
  await once(website, 'listening');
  closers.push(() => {
    website.closeAllConnections();
    website.close();
  });
  const { port } = /** @type {import('node:net').AddressInfo} */ (website.address());
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_FLAGS });
  closers.push(() => browser.close());
  const pages = [];
  for (let index = 0; index < 2; index++) {
    const context = await browser.newContext({ viewport: { width: 320, height: 240 } });
    for (const script of [shrinkCamera, installMonitor]) await context.addInitScript(script);
    const page = await context.newPage();
    await page.goto(`http://localhost:${port}/`);
    pages.push(page);
  }
  for (const page of pages) {
    await page.waitForFunction(
      () => {
        const tracks = Object.values(monitor.read());
        return tracks.length === 2 && tracks.every(({ packets }) => packets > 20);
      },
      undefined,
      { timeout: 60_000 },
    );
  }
  return pages;
}

/**
 * Everybody at once; they leave when all have been answered.
 *
 * @param {string} url
 * @param {NonNullable<Storm>} storm
 * @param {unknown} rtpCapabilities
 */
async function joinAll(url, storm, rtpCapabilities) {
  const receive = { subscribe: 'auto', peers: [], paused: false, pausedPeers: [], pausedTracks: [] };
  const sockets = Array.from({ length: CLIENTS }, (_, client) =>
    io(`${url}/sfu-room`, {
      auth: { protocol: 1, room: storm.room(client), rtpCapabilities, receive },
      forceNew: true,
      reconnection: false,
      autoConnect: false,
      transports: ['websocket'],
    }),
  );
  const answers = await Promise.all(
    sockets.map(
      (socket) =>
        new Promise((/** @type {(answer: Answer) => void} */ resolve) => {
          const begun = performance.now();
          const answer = (/** @type {string} */ code) => resolve({ code, ms: performance.now() - begun });
          socket.once('snapshot', () => answer('joined'));
          socket.once('connect_error', (error) => {
            const { data } = /** @type {Error & { data?: { code: string } }} */ (error);
            answer(data ? data.code : 'no connection');
          });
          socket.connect();
        }),
    ),
  );
  for (const socket of sockets) socket.disconnect();
  return answers;
}

/** Waits until only the call is left. @param {string} url */
async function untilEmpty(url) {
  for (;;) {
    const { peers } = await (await fetch(`${url}/healthz`)).json();
    if (peers === 2) return;
    await delay(100);
  }
}

/** @param {Page} page */
function packets(page) {
  return page.evaluate(async () => {
    const sum = { received: 0, lost: 0 };
    for (const connection of monitor.connections) {
      for (const report of (await connection.getStats()).values()) {
        if (report.type !== 'inbound-rtp') continue;
        sum.received += report.packetsReceived;
        sum.lost += report.packetsLost;
      }
    }
    return sum;
  });
}

/** @param {Page} page */
function longestGap(page) {
  return page.evaluate(() => Math.max(...Object.values(monitor.read()).map(({ gap }) => gap)));
}
