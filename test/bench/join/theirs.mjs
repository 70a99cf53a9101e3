import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import commonjs from '@rollup/plugin-commonjs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import { io } from 'socket.io-client';
import { RELAY_HOST, SERVER_HOST } from '../../net/relay.mjs';

/** Its types name it as CommonJS, which it is not here. */
const fromCommonJs = /** @type {() => import('rollup').Plugin} */ (/** @type {unknown} */ (commonjs));

const VERSION = '0.0.20';
const PORT = 43_200;
/** A transport takes two of them. */
const MEDIA_PORTS = { first: 43_300, last: 43_339 };

/** simple-mediasoup-peer from npm: its own client and server, with the same worker binary. */
export async function startTheirs() {
  const folder = install();
  const settings = [SERVER_HOST, RELAY_HOST, PORT, MEDIA_PORTS.first, MEDIA_PORTS.last].map(String);
  const child = fork(new URL('theirs-server.cjs', import.meta.url), [folder, ...settings], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await once(child, 'message');
  const media = Array.from({ length: MEDIA_PORTS.last - MEDIA_PORTS.first + 1 }, (_, i) => MEDIA_PORTS.first + i);
  return {
    name: 'simple-mediasoup-peer',
    relayed: [PORT, ...media],
    code: await bundle(folder),
    direct: `http://${SERVER_HOST}:${PORT}`,
    distant: `http://${RELAY_HOST}:${PORT}`,
    publish: publishTheirs,
    join: joinTheirs,
    /** Takes the turn of the first router, on which nobody receives anything: the next to join gets the second. */
    between: async () => {
      const socket = io(`http://${SERVER_HOST}:${PORT}`, { forceNew: true, reconnection: false });
      await new Promise((resolve) => socket.once('connect', () => resolve(undefined)));
      socket.disconnect();
    },
    close: async () => {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

/** Not among the project's dependencies: only this bench wants it. */
function install() {
  const folder = join(tmpdir(), `sfu-room-bench-simple-mediasoup-peer-${VERSION}`);
  if (existsSync(join(folder, 'node_modules/simple-mediasoup-peer-client'))) return folder;
  mkdirSync(folder, { recursive: true });
  const packages = [
    `simple-mediasoup-peer-client@${VERSION}`,
    `simple-mediasoup-peer-server@${VERSION}`,
    // The one that it was made for: with the newest in its range it creates no transport.
    'mediasoup-client@3.16.7',
  ];
  // The worker is the one of this project: theirs need not be built.
  execFileSync('npm', ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', ...packages], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return folder;
}

/** @param {string} folder */
async function bundle(folder) {
  const build = await rollup({
    input: join(folder, 'node_modules/simple-mediasoup-peer-client/index.js'),
    plugins: [nodeResolve({ browser: true, preferBuiltins: false }), fromCommonJs()],
    onwarn: () => undefined,
  });
  const { output } = await build.generate({ format: 'iife', name: 'theirs', exports: 'named' });
  await build.close();
  return `${output[0].code}; globalThis.SimpleMediasoupPeer = theirs.default ?? theirs.SimpleMediasoupPeer;`;
}

/**
 * Runs in the page.
 *
 * @param {{ url: string, peers: number }} where
 */
async function publishTheirs({ url, peers }) {
  const page = /** @type {import('./page.mjs').Page} */ (/** @type {unknown} */ (globalThis));
  const { hostname, port } = new URL(url);
  for (let index = 0; index < peers; index++) {
    const peer = new page.SimpleMediasoupPeer({ url: `http://${hostname}`, port, roomId: 'bench' });
    await peer.addTrack({ track: page.drawn(), label: 'camera' });
  }
}

/**
 * Runs in the page; resolves with the time to the first frame of a remote track, in ms.
 *
 * @param {{ url: string }} where
 */
async function joinTheirs({ url }) {
  const page = /** @type {import('./page.mjs').Page} */ (/** @type {unknown} */ (globalThis));
  const track = page.drawn();
  const { hostname, port } = new URL(url);
  const begin = performance.now();
  const peer = new page.SimpleMediasoupPeer({ url: `http://${hostname}`, port, roomId: 'bench' });
  const seen = new Promise((/** @type {(at: number) => void} */ resolve) => {
    peer.on('track', (event) => void page.firstFrame(event.track).then(resolve));
  });
  void peer.addTrack({ track, label: 'camera' });
  return (await seen) - begin;
}
