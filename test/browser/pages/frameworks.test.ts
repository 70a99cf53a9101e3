import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { bundle } from '../../helpers/bundle.js';
import { Lab, openPage, roomPage, untilPictures, untilStatus, type OpenPage } from '../../helpers/pages.js';
import { serveSite } from '../../helpers/site-server.js';
import type { RoomProps } from './frameworks/page.js';

const FRAMEWORKS = [
  { name: 'React 19 under StrictMode', entry: 'react.tsx' },
  { name: 'Preact', entry: 'preact.tsx' },
  { name: 'Vue 3', entry: 'vue.ts' },
  { name: 'Svelte 5', entry: 'svelte.ts' },
];

/** Keeps what the page opens, so that one can see whether all of it is closed. */
const WATCH = `
  globalThis.opened = { tracks: [], connections: [], sockets: [] };
  const capture = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    const stream = await capture(constraints);
    opened.tracks.push(...stream.getTracks());
    return stream;
  };
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...options) {
      super(...options);
      opened.connections.push(this);
    }
  };
  globalThis.WebSocket = class extends WebSocket {
    constructor(...options) {
      super(...options);
      opened.sockets.push(this);
    }
  };
  globalThis.listening = 0;
  const kept = new Map();
  const keyOf = (target, type, listener, options) => {
    const capture = typeof options === 'object' ? options?.capture === true : options === true;
    if (!kept.has(target)) kept.set(target, new Map());
    const byListener = kept.get(target);
    if (!byListener.has(listener)) byListener.set(listener, new Set());
    return [byListener.get(listener), type + capture];
  };
  const isGlobal = (target) => target === globalThis || target === document || target === navigator.mediaDevices;
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  const forget = (target, type, listener, options) => {
    const [keys, key] = keyOf(target, type, listener, options);
    if (keys.delete(key)) listening--;
  };
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    const target = this ?? globalThis;
    if (listener && isGlobal(target)) {
      const [keys, key] = keyOf(target, type, listener, options);
      if (!keys.has(key)) {
        keys.add(key);
        listening++;
        options?.signal?.addEventListener('abort', () => forget(target, type, listener, options));
      }
    }
    return addEventListener.call(target, type, listener, options);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    const target = this ?? globalThis;
    if (listener && isGlobal(target)) forget(target, type, listener, options);
    return removeEventListener.call(target, type, listener, options);
  };`;

interface Opened {
  tracks: MediaStreamTrack[];
  connections: RTCPeerConnection[];
  sockets: WebSocket[];
}

declare global {
  var opened: Opened;
  /** Listeners that hang on the window, the document and the devices. */
  var listening: number;
}

async function frameworkPage(lab: Lab, browser: Browser, entry: string): Promise<OpenPage> {
  const script = await bundle(resolve(import.meta.dirname, 'frameworks', entry));
  const html = `<!doctype html><html lang="en"><title>Test</title><div id="root"></div>
    <script type="module" src="/page.js"></script>`;
  const files = new Map([
    ['/index.html', html],
    ['/watch.js', WATCH],
    ['/page.js', script],
  ]);
  files.set('/index.html', html.replace('<script', '<script src="/watch.js"></script><script'));
  const opened = await openPage(browser, await serveSite(lab, files));
  await opened.page.waitForFunction(() => 'control' in globalThis);
  return opened;
}

const show = (page: Page, props: RoomProps): Promise<void> => page.evaluate((next) => control.show(next), props);

/** Waits until nothing of the room is left in the page. */
async function untilGone(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector('sfu-room') === null &&
      opened.tracks.every(({ readyState }) => readyState === 'ended') &&
      opened.connections.every(({ connectionState }) => connectionState === 'closed') &&
      opened.sockets.every(({ readyState }) => readyState === WebSocket.CLOSED),
    null,
    { timeout: 20_000 },
  );
}

const untilPeers = (page: Page, count: number): Promise<unknown> =>
  page.waitForFunction((wanted) => document.querySelector('sfu-room')?.client.state.peers.length === wanted, count, {
    timeout: 20_000,
  });

describe('a room in a page of a framework', () => {
  const lab = new Lab();
  afterEach(() => lab.close());

  it.for(FRAMEWORKS)('is mounted, set, heard and unmounted by $name', async ({ entry }) => {
    const server = await lab.server({ gracePeriod: 600_000 });
    const browser = await lab.browser();
    const props: RoomProps = {
      server: server.url,
      room: 'framework',
      name: 'Ann',
      layout: 'grid',
      subscribe: 'auto',
      paused: false,
    };
    const [ann, bob] = await Promise.all([
      frameworkPage(lab, browser, entry),
      openPage(browser, await lab.website(roomPage(server.url, 'room="framework" name="Bob" autojoin ui="tiles"'))),
    ]);
    await show(ann.page, props);
    await Promise.all([untilPictures(ann.page, 1), untilPictures(bob.page, 1)]);
    await ann.page.waitForFunction(() => control.heard.tracks.length >= 2);
    const { tracks, statuses } = await ann.page.evaluate(() => control.heard);
    // Once each: who mounts twice to try it joins once.
    expect(tracks.toSorted()).toEqual(['Bob: audio', 'Bob: video']);
    expect(statuses.filter((status) => status === 'joined')).toEqual(['joined']);

    await show(ann.page, { ...props, layout: 'spotlight', subscribe: 'manual', paused: true });
    await ann.page.waitForFunction(() => document.querySelector('sfu-room')?.layout === 'spotlight');
    expect(
      await ann.page.evaluate(() => {
        const room = document.querySelector('sfu-room');
        return room && [room.room, room.name, room.autojoin, room.subscribeMode, room.paused, room.client.state.status];
      }),
    ).toEqual(['framework', 'Ann', true, 'manual', true, 'joined']);

    expect(
      await ann.page.evaluate(() =>
        [opened.tracks, opened.connections, opened.sockets].map(({ length }) => length > 0),
      ),
    ).toEqual([true, true, true]);
    const held = await ann.page.evaluate(() => globalThis.listening);
    await ann.page.evaluate(() => control.hide());
    await Promise.all([untilGone(ann.page), untilPeers(bob.page, 0)]);
    const listening = await ann.page.evaluate(() => globalThis.listening);

    expect(listening).toBeLessThan(held);

    await show(ann.page, props);
    await Promise.all([untilStatus(ann.page, 'joined'), untilPeers(bob.page, 1)]);
    await ann.page.evaluate(() => control.hide());
    await Promise.all([untilGone(ann.page), untilPeers(bob.page, 0)]);
    expect(await ann.page.evaluate(() => globalThis.listening)).toBe(listening);
    expect(await ann.page.evaluate(() => document.adoptedStyleSheets.length)).toBe(0);
    expect(await ann.page.evaluate(() => document.querySelectorAll('style').length)).toBe(0);
    expect(ann.complaints).toEqual([]);
    expect(bob.complaints).toEqual([]);
  });
});
