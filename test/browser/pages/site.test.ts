import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Package } from 'custom-elements-manifest';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DOC_PAGES, pathOf, PATHS } from '../../../scripts/site/pages.mjs';
import { methodsOf, roomOf } from '../../../scripts/site/reference.mjs';
import { Lab, openPage, untilPictures, untilStatus, type OpenPage } from '../../helpers/pages.js';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const MANIFEST = resolve(import.meta.dirname, '../../../widget/dist/custom-elements.json');
const WIDE: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
const NARROW: BrowserContextOptions = { viewport: { width: 390, height: 844 } };

describe('the site', () => {
  const lab = new Lab();
  let browser: Browser;
  let url: string;
  let axe: string;

  beforeAll(async () => {
    const server = await lab.server();
    url = `${server.url}/`;
    [browser, axe] = await Promise.all([lab.browser(), readFile(AXE, 'utf8')]);
  });
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
  afterAll(() => lab.close());

  const open = async (path: string, options: BrowserContextOptions = WIDE): Promise<OpenPage> => {
    const opened = await openPage(browser, new URL(path, url).href, options);
    await opened.page.waitForFunction(() => customElements.get('sfu-room') !== undefined);
    return opened;
  };

  /** What axe finds, each as its rule and where. */
  const findings = async (page: Page): Promise<string[]> => {
    // The page's policy refuses a script of ours; the browser's own console is not bound by it.
    await page.evaluate(axe);
    await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
    const results = await page.evaluate<AxeResults>('axe.run()');
    return results.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join('; ')}`,
    );
  };

  const overflow = (page: Page): Promise<number> =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

  /** Until every room of the page shows something. */
  const untilShown = (page: Page): Promise<unknown> =>
    page.waitForFunction(() =>
      [...document.querySelectorAll('sfu-room')].every(({ ui, client, shadowRoot }) => {
        if (ui !== 'full') return shadowRoot !== null;
        const part = client.state.status === 'joined' ? 'sfu-controls' : 'sfu-lobby';
        return shadowRoot?.querySelector(part) instanceof HTMLElement;
      }),
    );

  it.for(PATHS)('at /%s has nothing to complain of, wide and light, narrow and dark', async (path) => {
    for (const [size, colorScheme] of [
      [WIDE, 'light'],
      [NARROW, 'dark'],
    ] as const) {
      // At rest: what is fading in has no contrast yet.
      const { page, complaints } = await open(path, { ...size, colorScheme, reducedMotion: 'reduce' });
      await untilShown(page);
      const where = `/${path} ${colorScheme} ${String(size.viewport?.width)}`;
      expect(await findings(page), where).toEqual([]);
      expect(await overflow(page), where).toBe(0);
      expect(complaints, where).toEqual([]);
      await page.context().close();
    }
  });

  it('has no dead link and no dead anchor, and every page is reached from the first', async () => {
    const { page } = await open('');
    const ids = new Map<string, Set<string>>();
    const links: { from: string; to: URL; text: string }[] = [];
    const waiting = [url];
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const response = await page.goto(next);
      expect(response?.status(), next).toBe(200);
      const found = await page.evaluate(() => ({
        ids: [...document.querySelectorAll('[id]')].map(({ id }) => id),
        links: [...document.querySelectorAll('a')].map(({ href, textContent }) => ({ href, text: textContent })),
        files: [...document.querySelectorAll('link')].map(({ href }) => href),
      }));
      ids.set(next, new Set(found.ids));
      for (const { href, text } of found.links) {
        const to = new URL(href);
        links.push({ from: next, to, text });
        const target = to.origin + to.pathname;
        if (to.origin === new URL(url).origin && !ids.has(target) && !waiting.includes(target)) waiting.push(target);
      }
      for (const file of found.files) expect((await page.request.get(file)).status(), file).toBe(200);
    }
    const dead = links.filter(({ to }) => to.hash !== '' && !ids.get(to.origin + to.pathname)?.has(to.hash.slice(1)));
    expect(dead.map(({ from, to, text }) => `${from} -> ${to.href} (${text})`)).toEqual([]);
    expect([...ids.keys()].sort()).toEqual(PATHS.map((path) => url + path).sort());
  });

  it.for(DOC_PAGES.map(pathOf))('at /%s runs every example that it shows', async (path) => {
    const { page, complaints } = await open(path);
    await untilShown(page);
    const rooms = await page.evaluate(() =>
      [...document.querySelectorAll('.live')].flatMap((example) =>
        [...example.querySelectorAll('sfu-room')].map(({ room, clientWidth, clientHeight, client }) => ({
          room,
          isSeen: clientWidth > 200 && clientHeight > 200,
          failed: client.state.error?.code ?? null,
        })),
      ),
    );
    const shown = await page.locator('.live').count();
    expect(rooms.length).toBe(shown);
    for (const { room, isSeen, failed } of rooms) {
      expect(room).toMatch(/^[a-z]+-[a-z]+-\d+$/);
      expect(isSeen).toBe(true);
      expect(failed).toBeNull();
    }
    await page.waitForFunction(() =>
      [...document.querySelectorAll('sfu-room')].every(
        ({ autojoin, client }) => !autojoin || client.state.status === 'joined',
      ),
    );
    expect(complaints).toEqual([]);
  });

  it('shows a room at once, and opens the one that the address names', async () => {
    const { page } = await open('?room=standup');
    const room = page.locator('#room');
    expect(await room.getAttribute('room')).toBe('standup');
    expect(await page.locator('[data-room-name]').first().textContent()).toBe('standup');
    // Before everything else on the page, for eyes and keyboard.
    const box = await room.boundingBox();
    expect(box?.y).toBeLessThan(80);
    expect(await page.locator('#intro code').last().textContent()).toBe(
      `<script type="module" src="${url}sfu-room.js"></script>\n<sfu-room room="standup"></sfu-room>`,
    );

    await page.goto(url);
    const fresh = await room.getAttribute('room');
    expect(fresh).toMatch(/^[a-z]+-[a-z]+-\d+$/);
    expect(new URL(page.url()).searchParams.get('room')).toBe(fresh);
  });

  it('lets guests into the room of the first page, whose pictures move', async () => {
    const { page, complaints } = await open('?room=guests');
    await page.locator('#room').getByRole('button', { name: /join/i }).click();
    await untilStatus(page, 'joined');
    await page.getByRole('button', { name: 'Add a sample guest' }).click();
    await untilPictures(page, 1);
    expect(
      await page.evaluate(() => document.querySelector('sfu-room')?.client.state.peers.map(({ name }) => name)),
    ).toEqual(['Mira']);
    expect(complaints).toEqual([]);
  });

  describe('has a playground that', () => {
    const PLAYGROUND = 'playground/';
    const code = (page: Page): Promise<string | null> => page.locator('#code').textContent();

    it('has a control for every attribute and a button for every method', async () => {
      const { page } = await open(PLAYGROUND);
      const room = roomOf(JSON.parse(await readFile(MANIFEST, 'utf8')) as Package);
      const values = (selector: string, name: string): Promise<(string | null)[]> =>
        page.locator(selector).evaluateAll((all, key) => all.map((each) => each.getAttribute(key)), name);
      expect(await values('[data-attribute]', 'data-attribute')).toEqual(room.attributes?.map(({ name }) => name));
      expect(await values('[data-method]', 'data-method')).toEqual(methodsOf(room).map(({ name }) => name));
      expect(await page.locator('#filter option').allTextContents()).toEqual([
        'all',
        ...(room.events ?? []).map(({ name }) => name),
      ]);
    });

    it('sets an attribute, shows the HTML of it and takes it away again', async () => {
      const { page } = await open(PLAYGROUND);
      const room = page.locator('#room');
      await page.getByLabel('layout', { exact: true }).selectOption('spotlight');
      await page.getByLabel('autojoin', { exact: true }).check();
      await page.getByLabel('name', { exact: true }).fill('Ada "A"');
      await page.getByLabel('name', { exact: true }).blur();
      expect(await room.getAttribute('layout')).toBe('spotlight');
      expect(await code(page)).toContain(' name="Ada &quot;A&quot;" autojoin layout="spotlight">');
      await untilStatus(page, 'joined');
      await page.getByLabel('layout', { exact: true }).selectOption('');
      expect(await room.getAttribute('layout')).toBeNull();
      expect(await code(page)).not.toContain('layout');
    });

    it('sets custom properties and says how', async () => {
      const { page } = await open(PLAYGROUND);
      await page.getByLabel('--sfu-radius').fill('3');
      await page.getByLabel('--sfu-hue').fill('150');
      expect(await code(page)).toContain('sfu-room {\n    --sfu-radius: 3px;\n    --sfu-hue: 150;\n  }');
      expect(
        await page.locator('#room').evaluate((room) => getComputedStyle(room).getPropertyValue('--sfu-radius')),
      ).toBe('3px');
    });

    it('calls methods and logs events, tracks and peers in one line', async () => {
      const { page, complaints } = await open(PLAYGROUND);
      const entry = (name: string) => page.locator(`#events li[data-name="${name}"]`);
      await page.getByLabel('audio').selectOption('none');
      await page.getByRole('button', { name: 'join()', exact: true }).click();
      await entry('joined').waitFor();
      await page.getByRole('button', { name: 'Add a sample guest' }).click();
      await entry('track').waitFor();
      await entry('track').locator('summary').click();
      const detail = JSON.parse((await entry('track').locator('pre').textContent()) ?? '') as Record<string, unknown>;
      expect(detail).toMatchObject({ track: 'MediaStreamTrack(video, live)', label: 'camera', source: 'camera' });
      expect(detail.peer).toMatch(/^Peer\(Mira, /);

      await page.getByRole('button', { name: 'publish()', exact: true }).click();
      await entry('publish()').waitFor();
      expect(
        await page.evaluate(() =>
          document.querySelector('sfu-room')?.client.state.self.tracks.map(({ label }) => label),
        ),
      ).toContain('drawing');
      await page.locator('#pause-target').fill('nobody');
      await page.getByRole('button', { name: 'pause()', exact: true }).click();
      await expect.poll(() => entry('pause()').locator('pre').textContent()).toContain('"peer-not-found"');

      await page.getByLabel('Only').selectOption('joined');
      expect(await page.locator('#events li:visible').count()).toBe(1);
      await page.getByRole('button', { name: 'Clear' }).click();
      expect(await page.locator('#events li').count()).toBe(0);
      expect(complaints).toEqual([]);
    });
  });

  describe('has a page of styles that', () => {
    it('sets every custom property and marks every part on a live room', async () => {
      const { page, complaints } = await open('docs/styling/');
      const room = roomOf(JSON.parse(await readFile(MANIFEST, 'utf8')) as Package);
      const names = (selector: string, key: string): Promise<(string | undefined)[]> =>
        page.locator(selector).evaluateAll((all, name) => all.map((each) => (each as HTMLElement).dataset[name]), key);
      expect(await names('input[data-property]', 'property')).toEqual(room.cssProperties?.map(({ name }) => name));
      expect(await names('button[data-part]', 'part')).toEqual(room.cssParts?.map(({ name }) => name));

      await page.locator('input[data-property="--sfu-color-surface"]').fill('#123456');
      expect(await page.locator('#workbench').evaluate((each) => getComputedStyle(each).backgroundColor)).toBe(
        'rgb(18, 52, 86)',
      );
      const stage = page.locator('#workbench [part~="stage"]');
      await page.locator('button[data-part="stage"]').click();
      expect(await stage.evaluate((each) => getComputedStyle(each).outlineStyle)).toBe('dashed');
      expect(await page.locator('#workbench-rule').textContent()).toContain('::part(stage)');
      await page.locator('button[data-part="stage"]').click();
      expect(await stage.evaluate((each) => getComputedStyle(each).outlineStyle)).toBe('none');
      expect(complaints).toEqual([]);
    });
  });

  it('turns the hue of the first page and of its room by one slider', async () => {
    const { page } = await open('');
    const colours = (): Promise<string[]> =>
      page.evaluate(() =>
        ['body', '#room'].map(
          (each) => getComputedStyle(document.querySelector(each) ?? document.body).backgroundColor,
        ),
      );
    const before = await colours();
    await page.locator('#hue').fill('20');
    const after = await colours();
    expect(after[0]).not.toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
  });
});
