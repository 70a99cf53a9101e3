import { createServer } from 'sfu-room-backend';
import { RELAY_HOST, SERVER_HOST } from '../../net/relay.mjs';

const PORT = 43_100;
const MEDIA_PORT = 43_110;

/** This project: its server behind the relay, and what a page does to publish or to join. */
export async function startOurs() {
  const server = await createServer({
    host: SERVER_HOST,
    port: PORT,
    mediaPort: MEDIA_PORT,
    announcedAddress: RELAY_HOST,
    workers: 1,
    logLevel: 'error',
  });
  return {
    name: 'sfu-room',
    relayed: [PORT, MEDIA_PORT],
    script: `http://${SERVER_HOST}:${PORT}/sfu-room.js`,
    direct: `http://${SERVER_HOST}:${PORT}`,
    distant: `http://${RELAY_HOST}:${PORT}`,
    publish: publishOurs,
    join: joinOurs,
    close: () => server.close(),
  };
}

/** The same server, joined from a lobby that has been open for a while. @param {Awaited<ReturnType<typeof startOurs>>} ours */
export function warmed(ours) {
  return { ...ours, name: 'sfu-room, warm', relayed: [], publish: null, join: joinWarm, close: () => undefined };
}

/**
 * Runs in the page.
 *
 * @param {{ url: string, peers: number }} where
 */
async function publishOurs({ url, peers }) {
  const { drawn, SfuRoom } = /** @type {import('./page.mjs').Page} */ (/** @type {unknown} */ (globalThis));
  for (let index = 0; index < peers; index++) {
    const { client } = new SfuRoom();
    await client.join({ server: url, room: 'bench', audio: 'none', video: 'none' });
    await client.publish(drawn(), { label: 'camera' });
    // Full size for everyone, whatever is shown.
  }
}

/**
 * Runs in the page; resolves with the time to the first frame of a remote track, in ms.
 *
 * @param {{ url: string }} where
 */
async function joinOurs({ url }) {
  const { drawn, firstFrame, SfuRoom } = /** @type {import('./page.mjs').Page} */ (/** @type {unknown} */ (globalThis));
  const track = drawn();
  const begin = performance.now();
  const { client } = new SfuRoom();
  const seen = new Promise((/** @type {(at: number) => void} */ resolve) => {
    client.on('track', (event) => void firstFrame(event.track).then(resolve));
  });
  void client.publish(track, { label: 'camera' });
  void client.join({ server: url, room: 'bench', audio: 'none', video: 'none' });
  return (await seen) - begin;
}

/**
 * Runs in the page; resolves with the time from the click on "Join" to the first frame of a remote track, in ms.
 *
 * @param {{ url: string }} where
 */
async function joinWarm({ url }) {
  const { drawn, firstFrame, SfuRoom } = /** @type {import('./page.mjs').Page} */ (/** @type {unknown} */ (globalThis));
  const track = drawn();
  const { client } = new SfuRoom();
  const seen = new Promise((/** @type {(at: number) => void} */ resolve) => {
    client.on('track', (event) => void firstFrame(event.track).then(resolve));
  });
  void client.publish(track, { label: 'camera' });
  await client.configure({ server: url, room: 'bench', audio: 'none', video: 'none' });
  client.prepare();
  // As long as a person takes to look around in the lobby; ten round trips of the longest.
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const begin = performance.now();
  void client.join();
  return (await seen) - begin;
}
