import { afterEach, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { Lab, openPage, roomPage, told, untilPictures, untilStatus } from '../../helpers/pages.js';

const FAKE_DEVICES = '--use-fake-device-for-media-stream';
const FAKE_UI = '--use-fake-ui-for-media-stream';

/** What a person can read in the element, with everything that its parts show. */
const words = (page: Page): Promise<string> =>
  page.evaluate(() => {
    // What has no box of its own may hold some that have.
    const isShown = (element: Element): boolean =>
      element.tagName !== 'STYLE' && (element.checkVisibility() || getComputedStyle(element).display === 'contents');
    const read = (node: Node): string => {
      if (node instanceof Element && !isShown(node)) return '';
      const own = node.nodeType === Node.TEXT_NODE ? (node.textContent ?? '') : '';
      const root = node instanceof Element && node.shadowRoot ? [...node.shadowRoot.childNodes] : [];
      return [own, ...root.map(read), ...[...node.childNodes].map(read)].join(' ');
    };
    const element = document.querySelector('sfu-room');
    return element ? read(element).replace(/\s+/g, ' ') : '';
  });

const codes = async (page: Page): Promise<(string | undefined)[]> =>
  (await told(page)).filter(({ name }) => name === 'error').map(({ code }) => code);

const untilCode = async (page: Page, code: string): Promise<void> => {
  await page.waitForFunction(
    (wanted) => (globalThis as unknown as { told: { code?: string }[] }).told.some((event) => event.code === wanted),
    code,
    { timeout: 20_000 },
  );
};

describe('trouble', () => {
  const lab = new Lab();
  afterEach(() => lab.close());

  it('a server that cannot be reached is told by its code and in words', async () => {
    const server = await lab.server();
    const nowhere = await lab.server();
    await nowhere.close();
    const url = await lab.website(roomPage(server.url, `room="x" server="${nowhere.url}" autojoin`));
    const { page } = await openPage(await lab.browser(), url);
    await untilStatus(page, 'failed');
    expect(await codes(page)).toEqual(['server-unreachable']);
    await expect.poll(() => words(page), { timeout: 10_000 }).toMatch(/server/i);
    expect(await words(page)).not.toContain('server-unreachable');
  });

  it('a bad room name is told by its code and in words', async () => {
    const server = await lab.server();
    const url = await lab.website(roomPage(server.url, 'room="not a room!" autojoin'));
    const { page } = await openPage(await lab.browser(), url);
    await untilStatus(page, 'failed');
    expect(await codes(page)).toEqual(['room-name-invalid']);
    await expect.poll(() => words(page), { timeout: 10_000 }).toMatch(/name/i);
  });

  const withOther = async (browser: Awaited<ReturnType<Lab['browser']>>, init?: string): Promise<Page> => {
    const server = await lab.server();
    const url = await lab.website(roomPage(server.url, 'room="devices" autojoin'));
    const other = await openPage(await lab.browser(), url);
    await untilStatus(other.page, 'joined');
    const context = await browser.newContext({ viewport: { width: 640, height: 480 } });
    await context.addInitScript({
      content: `globalThis.told = []; addEventListener('error', (event) => {
        if (event instanceof CustomEvent) told.push({ name: 'error', code: event.detail.error.code }); }, true);
        ${init ?? ''}`,
    });
    const page = await context.newPage();
    await page.goto(url);
    return page;
  };

  const goesOn = async (page: Page, expected: string[], text: RegExp): Promise<void> => {
    for (const code of expected) await untilCode(page, code);
    expect((await codes(page)).sort()).toEqual([...expected].sort());
    await untilStatus(page, 'joined');
    await untilPictures(page, 1);
    await expect.poll(() => words(page), { timeout: 10_000 }).toMatch(text);
    const states = await page.evaluate(() => {
      const self = document.querySelector('sfu-room')?.client.state.self;
      return { microphone: self?.microphone, camera: self?.camera };
    });
    expect(states).toEqual({ microphone: 'failed', camera: 'failed' });
  };

  it('camera and microphone refused: the call goes on without', async () => {
    // Nobody answers a question in a headless browser: it refuses by itself.
    const browser = await lab.browser({ without: [FAKE_UI], more: ['--deny-permission-prompts'], windows: true });
    const page = await withOther(browser);
    await goesOn(page, ['camera-refused', 'microphone-refused'], /camera|microphone/i);
  });

  it('no device at all: the call goes on without', async () => {
    const browser = await lab.browser({ without: [FAKE_DEVICES] });
    const page = await withOther(browser);
    await goesOn(page, ['camera-missing', 'microphone-missing'], /camera|microphone/i);
  });

  it('devices in use by another program: the call goes on without', async () => {
    // Made up: a fake device cannot be taken by another program.
    const busy = `navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException('Could not start video source', 'NotReadableError'));`;
    const page = await withOther(await lab.browser(), busy);
    await goesOn(page, ['camera-in-use', 'microphone-in-use'], /camera|microphone/i);
  });
});
