import type { Browser, Page } from 'playwright-core';
import type { RoomState, SfuRoom } from 'sfu-room';
import type { ServerOptions } from 'sfu-room-backend';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { Relay, RELAY_HOST, SERVER_HOST } from '../net/relay.mjs';
import { installMonitor, mark, received, type Received } from './page-received.js';
import { Lab, untilStatus } from './pages.js';
import { shrinkCamera } from './shrink-camera.mjs';
import { recordEvents, type Told } from './told.mjs';
import { until } from './until.js';

/** A browser for the tests of a file, and a lab for each of them. Call it inside `describe`. */
export function usingBrowser(): { lab: Lab; browser: () => Browser } {
  const own = new Lab();
  const lab = new Lab();
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await own.browser();
  });
  afterEach(() => lab.close());
  afterAll(() => own.close());
  return {
    lab,
    browser: () => {
      if (!browser) throw new Error('The browser runs only within tests.');
      return browser;
    },
  };
}

/** Flags of a server in a process of its own that is behind links. */
export function flagsBehindLinks(ports: { port: number; mediaPort: number }, more: readonly string[] = []): string[] {
  const addresses = ['--host', SERVER_HOST, '--announced-address', RELAY_HOST];
  const numbers = ['--port', String(ports.port), '--media-port', String(ports.mediaPort)];
  return [...addresses, ...numbers, '--workers', '1', '--log-level', 'silent', ...more];
}

/** A server behind two links that can fail: one for the signalling, one for the media. */
export interface Links {
  readonly signaling: Relay;
  readonly media: Relay;
  /** By way of the links. */
  readonly url: string;
  /** Past the signalling's link. */
  readonly directUrl: string;
}

/** Options of a server that is to be behind links. */
export function behindLinks(options: ServerOptions = {}): ServerOptions {
  return { host: SERVER_HOST, announcedAddress: RELAY_HOST, ...options };
}

export async function openLinks(lab: Lab, port: number, mediaPort: number): Promise<Links> {
  const signaling = await Relay.open(port);
  lab.onClose(() => signaling.close());
  const media = await Relay.open(mediaPort);
  lab.onClose(() => media.close());
  return {
    signaling,
    media,
    url: `http://${RELAY_HOST}:${port}`,
    directUrl: `http://${SERVER_HOST}:${port}`,
  };
}

export type Attributes = Record<string, string | boolean>;

/** A page in a room, with what is done there and what is measured there. */
export class Caller {
  private constructor(readonly page: Page) {}

  /** Opens a page with one headless room of a server; joined when it resolves. */
  static async join(
    lab: Lab,
    browser: Browser,
    url: string,
    attributes: Attributes,
    scripts: readonly (() => void)[] = [],
  ): Promise<Caller> {
    const caller = await Caller.open(lab, browser, url, attributes, scripts);
    await caller.untilStatus('joined');
    return caller;
  }

  /** @param scripts that run in the page before anything else */
  static async open(
    lab: Lab,
    browser: Browser,
    url: string,
    attributes: Attributes,
    scripts: readonly (() => void)[] = [],
  ): Promise<Caller> {
    const written = Object.entries({ ui: 'none', autojoin: true, ...attributes })
      .filter(([, value]) => value !== false)
      .map(([name, value]) => (value === true ? name : `${name}="${String(value)}"`));
    const site = await lab.website(`<!doctype html><html lang="en"><title>Call</title>
      <script type="module" src="${url}/sfu-room.js"></script>
      <sfu-room ${written.join(' ')}></sfu-room>`);
    const context = await browser.newContext({ viewport: { width: 640, height: 480 } });
    for (const script of [...scripts, shrinkCamera, installMonitor, recordEvents]) await context.addInitScript(script);
    const page = await context.newPage();
    lab.onClose(() => context.close());
    await page.goto(site);
    return new Caller(page);
  }

  /** What its element told, in order: names with what tests look at. */
  told(): Promise<Told[]> {
    return this.page.evaluate('told');
  }

  async toldOf(name: string): Promise<Told[]> {
    return (await this.told()).filter((event) => event.name === name);
  }

  async forget(): Promise<void> {
    await this.page.evaluate('told.length = 0');
  }

  /** Runs in the page, with its element. */
  async do<T>(action: (room: SfuRoom) => T): Promise<Awaited<T>>;
  async do<T, A>(action: (room: SfuRoom, argument: A) => T, argument: A): Promise<Awaited<T>>;
  async do(action: (room: SfuRoom, argument: unknown) => unknown, argument?: unknown): Promise<unknown> {
    const room = await this.page.$('sfu-room');
    if (!room) throw new Error('There is no room in the page.');
    return await room.evaluate(action as (element: unknown, argument: unknown) => unknown, argument);
  }

  /** The state without what cannot leave the page. */
  state(): Promise<RoomState> {
    return this.do((room) => JSON.parse(JSON.stringify(room.client.state)) as RoomState);
  }

  async id(): Promise<string> {
    const { self } = await this.state();
    if (self.id === null) throw new Error('Not joined.');
    return self.id;
  }

  async untilStatus(status: string, timeout?: number): Promise<void> {
    await untilStatus(this.page, status, timeout);
  }

  async untilState(what: string, condition: (state: RoomState) => boolean, timeout = 25_000): Promise<void> {
    let last: RoomState | undefined;
    try {
      await until(what, async () => condition((last = await this.state())), timeout);
    } catch (error) {
      throw new Error(`${String(error)} Last state: ${JSON.stringify(last)}`, { cause: error });
    }
  }

  async trackOf(peer: Caller, label: string): Promise<string> {
    return `${await peer.id()}:${label}`;
  }

  received(trackId: string): Promise<Received> {
    return received(this.page, trackId);
  }

  /** Waits until packets of these tracks arrive, from now on. */
  async untilFlowing(trackIds: readonly string[], timeout = 25_000): Promise<void> {
    const before = new Map<string, number>();
    for (const id of trackIds) before.set(id, (await this.received(id)).packets);
    for (const id of trackIds) {
      await until(`${id} flows`, async () => (await this.received(id)).packets > (before.get(id) ?? 0) + 10, timeout);
    }
  }

  /** Waits until frames of this track are decoded, from now on. */
  async untilSeen(trackId: string, timeout = 25_000): Promise<void> {
    const { frames } = await this.received(trackId);
    await until(`${trackId} is seen`, async () => (await this.received(trackId)).frames > frames + 1, timeout);
  }

  mark(): Promise<void> {
    return mark(this.page);
  }
}
