import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import type { SfuRoom } from 'sfu-room';
import { createServer, type ServerOptions, type SfuRoomServer } from 'sfu-room-backend';
import { CHROMIUM_FLAGS, chromiumPath, headlessShellPath } from './chromium.mjs';
import { shrinkCamera } from './shrink-camera.mjs';
import { recordEvents, type Told } from './told.mjs';

export interface BrowserOptions {
  /** Flags that it is to be started without. */
  readonly without?: readonly string[];
  readonly more?: readonly string[];
  /** With the windows and questions of a whole browser. */
  readonly windows?: boolean;
}

/** Everything that a test of several pages opened; closed in the reverse order. */
export class Lab {
  readonly #closers: (() => Promise<unknown>)[] = [];

  async browser({ without = [], more = [], windows = false }: BrowserOptions = {}): Promise<Browser> {
    const args = [...CHROMIUM_FLAGS.filter((flag) => !without.includes(flag)), ...more];
    const executablePath = windows ? chromiumPath() : headlessShellPath();
    const browser = await chromium.launch({ executablePath, args, headless: true });
    this.#closers.push(() => browser.close());
    return browser;
  }

  async server(options: ServerOptions = {}): Promise<SfuRoomServer> {
    const server = await createServer({ port: 0, mediaPort: 0, workers: 1, logLevel: 'silent', ...options });
    this.#closers.push(() => server.close());
    return server;
  }

  /** Serves one HTML page from an origin of its own; returns its URL. */
  async website(html: string, headers: Record<string, string> = {}): Promise<string> {
    const server: Server = createHttpServer((request, response) => {
      // Browsers ask for an icon by themselves.
      response.writeHead(request.url === '/' ? 200 : 204, { 'content-type': 'text/html; charset=utf-8', ...headers });
      response.end(request.url === '/' ? html : '');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.#closers.push(() => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    });
    return `http://localhost:${String((server.address() as AddressInfo).port)}/`;
  }

  onClose(closer: () => Promise<unknown>): void {
    this.#closers.push(closer);
  }

  async close(): Promise<void> {
    for (const closer of this.#closers.splice(0).reverse()) await closer();
  }
}

/** A page with one `<sfu-room>` of a server, on another origin than the server's. */
export function roomPage(server: string, attributes: string): string {
  return `<!doctype html><html lang="en"><title>Test</title>
    <script type="module" src="${server}/sfu-room.js"></script>
    <sfu-room ${attributes}></sfu-room>`;
}

export interface OpenPage {
  page: Page;
  /** What the page said on its console as an error, and what it threw. */
  complaints: string[];
}

/** Opens a URL in a context of its own (another person, another profile). */
export async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width: 640, height: 480 }, ...options });
  for (const script of [shrinkCamera, recordEvents]) await context.addInitScript(script);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(url);
  return { page, complaints };
}

/** What the room of a page has told. */
export function told(page: Page): Promise<Told[]> {
  return page.evaluate('told');
}

/** Waits until the page's room has this status. */
export async function untilStatus(page: Page, status: string, timeout = 25_000): Promise<void> {
  try {
    await page.waitForFunction(
      (wanted) => document.querySelector<SfuRoom>('sfu-room:defined')?.client.state.status === wanted,
      status,
      { timeout },
    );
  } catch (error) {
    const state = await page.evaluate("JSON.stringify(document.querySelector('sfu-room')?.client?.state)");
    throw new Error(`Waited in vain until it is ${status}. Last state: ${String(state)}`, { cause: error });
  }
}

/** Waits until `count` remote videos of the page show moving pictures, by frames that were really presented. */
export async function untilPictures(page: Page, count: number): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      document.querySelector('sfu-room')?.client.state.tracks.filter(({ kind }) => kind === 'video').length === wanted,
    count,
    { timeout: 20_000 },
  );
  await page.evaluate(async () => {
    const tracks = document.querySelector('sfu-room')?.client.state.tracks ?? [];
    await Promise.all(
      tracks
        .filter(({ kind }) => kind === 'video')
        .map(async ({ track }) => {
          const video = document.createElement('video');
          video.muted = true;
          video.srcObject = new MediaStream([track]);
          document.body.append(video);
          void video.play();
          for (let frame = 0; frame < 3; frame++) {
            await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
          }
          video.remove();
        }),
    );
  });
}
