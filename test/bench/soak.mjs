// 10,000 joins and leaves against one server, by signalling clients, and 200 in one page: what stays behind?
//   npm run bench -- soak
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { randomInt, randomUUID } from 'node:crypto';
import { chromium } from 'playwright-core';
import { io } from 'socket.io-client';
import { CHROMIUM_FLAGS, chromiumPath } from '../helpers/chromium.mjs';
import { line } from './statistics.mjs';

const JOINS = 10_000;
const STEPS = 10;
/** Peers at a time, four to a room. */
const AT_ONCE = 8;
const PAGE_JOINS = 200;

/** @typedef {Record<string, number>} Figures */
/** @typedef {import('sfu-room').SfuRoom} SfuRoom */

const child = fork(new URL('soak/server.mjs', import.meta.url), { execArgv: ['--expose-gc'] });
const [{ url }] = /** @type {[{ url: string }]} */ (/** @type {unknown} */ (await once(child, 'message')));
const { rtpCapabilities } = await (await fetch(`${url}/sfu-room/capabilities`)).json();
const opus = rtpCapabilities.codecs.find(
  (/** @type {{ mimeType: string }} */ codec) => codec.mimeType === 'audio/opus',
);

try {
  await soakServer();
  await soakPage();
} finally {
  if (child.connected) child.send('close');
  await once(child, 'exit');
}

async function soakServer() {
  await round(AT_ONCE * 25); // warm: code compiled, caches filled
  /** @type {Figures[]} */
  const rows = [{ joins: 0, ...(await measure()) }];
  for (let step = 1; step <= STEPS; step++) {
    await round(JOINS / STEPS);
    rows.push({ joins: (step * JOINS) / STEPS, ...(await measure()) });
  }
  console.log(`\nServer, ${JOINS} joins and leaves, ${AT_ONCE} at a time; heap and worker memory in kB`);
  console.table(
    rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, Math.round(value)]))),
  );
  for (const figure of ['heap', 'worker', 'handles']) {
    const { slope: perJoin } = line(rows.map((row) => [Number(row['joins']), Number(row[figure])]));
    console.log(`slope of ${figure}: ${(perJoin * 1000).toFixed(2)} per 1,000 joins`);
  }
}

/** @param {number} joins */
async function round(joins) {
  let left = joins;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async (_, index) => {
      while (left-- > 0) await visit(`soak-${index % (AT_ONCE / 4)}`, left % 2 === 0);
    }),
  );
}

/**
 * Joins, publishes a sound and goes: politely, or by losing the socket.
 *
 * @param {string} room
 * @param {boolean} politely
 */
async function visit(room, politely) {
  const receive = { subscribe: 'auto', peers: [], paused: false, pausedPeers: [], pausedTracks: [] };
  const auth = { protocol: 1, room, rtpCapabilities, receive };
  const socket = io(`${url}/sfu-room`, { auth, forceNew: true, reconnection: false, transports: ['websocket'] });
  await new Promise((resolve, reject) => {
    socket.once('snapshot', resolve);
    socket.once('connect_error', reject);
  });
  const producer = {
    id: randomUUID(),
    kind: 'audio',
    label: 'microphone',
    source: 'microphone',
    paused: false,
    broadcast: false,
    rtpParameters: {
      mid: '0',
      codecs: [{ mimeType: opus.mimeType, payloadType: opus.preferredPayloadType, clockRate: 48_000, channels: 2 }],
      encodings: [{ ssrc: randomInt(1, 2 ** 32 - 1) }],
      rtcp: { cname: randomUUID() },
    },
  };
  const answer = await socket.timeout(10_000).emitWithAck('produce', { producers: [producer] });
  if (!answer.ok || answer.value[0] !== null) throw new Error(`Not produced: ${JSON.stringify(answer)}`);
  if (politely) await socket.timeout(10_000).emitWithAck('leave', {});
  socket.disconnect();
}

/** What the server holds once every room is closed. @returns {Promise<Figures>} */
async function measure() {
  for (;;) {
    const { rooms, peers } = await (await fetch(`${url}/healthz`)).json();
    if (rooms === 0 && peers === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.send('measure');
  const [figures] = /** @type {[Figures]} */ (/** @type {unknown} */ (await once(child, 'message')));
  return figures;
}

async function soakPage() {
  const website = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><title>soak</title><script type="module" src="${url}/sfu-room.js"></script>`);
  }).listen(0, '127.0.0.1');
  await once(website, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (website.address());
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_FLAGS });
  try {
    const page = await browser.newPage();
    await page.addInitScript(() => {
      const Native = RTCPeerConnection;
      const connections = /** @type {RTCPeerConnection[]} */ ([]);
      Object.assign(globalThis, { connections });
      globalThis.RTCPeerConnection = class extends Native {
        /** @param {RTCConfiguration} [configuration] */
        constructor(configuration) {
          super(configuration);
          connections.push(this);
        }
      };
    });
    await page.goto(`http://localhost:${String(port)}/`);
    const devtools = await page.context().newCDPSession(page);
    /** @type {Figures[]} */
    const rows = [];
    const look = async (/** @type {number} */ joins) => {
      await devtools.send('HeapProfiler.collectGarbage');
      const { usedSize } = await devtools.send('Runtime.getHeapUsage');
      const open = await page.evaluate(() => {
        const { connections } = /** @type {{ connections: RTCPeerConnection[] }} */ (
          /** @type {unknown} */ (globalThis)
        );
        const count = connections.filter(({ connectionState }) => connectionState !== 'closed').length;
        connections.length = 0; // or the count itself would keep them
        return count;
      });
      rows.push({ joins, heap: usedSize / 1000, 'open connections': open });
    };
    await visits(page, 50); // warm
    await look(0);
    for (let joins = 50; joins <= PAGE_JOINS; joins += 50) {
      await visits(page, 50);
      await look(joins);
    }
    console.log(`\nOne page, ${PAGE_JOINS} joins and leaves with camera and microphone; heap in kB`);
    console.table(rows.map((row) => ({ ...row, heap: Math.round(Number(row['heap'])) })));
    const { slope: perJoin } = line(rows.map((row) => [Number(row['joins']), Number(row['heap'])]));
    console.log(`slope of heap: ${perJoin.toFixed(2)} kB per join`);
    console.log('server after it:', JSON.stringify(await measure()));
  } finally {
    await browser.close();
    website.close();
  }
}

/**
 * @param {import('playwright-core').Page} page
 * @param {number} count
 */
async function visits(page, count) {
  await page.evaluate(async (times) => {
    await customElements.whenDefined('sfu-room');
    for (let index = 0; index < times; index++) {
      const room = /** @type {SfuRoom} */ (document.createElement('sfu-room'));
      room.room = 'soak-page';
      document.body.append(room);
      await room.join();
      await new Promise((/** @type {(value?: unknown) => void} */ resolve) => {
        const look = () => {
          if (room.client.state.self.tracks.filter(({ published }) => published).length === 2) resolve();
        };
        room.client.subscribe(look);
        look();
      });
      await room.leave();
      room.remove();
    }
  }, count);
}
