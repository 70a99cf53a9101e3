import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { Lab, openPage, roomPage, untilPictures, untilStatus } from '../../helpers/pages.js';
import { serveSite } from '../../helpers/site-server.js';

const BUNDLE = resolve(import.meta.dirname, '../../../widget/dist/bundle');

/** The widget's script with all that it loads later, as a site would copy it to its own origin. */
async function bundleFiles(): Promise<Map<string, Buffer | string>> {
  const entries = await readdir(BUNDLE, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return new Map(
    await Promise.all(
      paths.map(async (path): Promise<[string, Buffer]> => {
        return [`/${relative(BUNDLE, path).split(sep).join('/')}`, await readFile(path)];
      }),
    ),
  );
}

const KEEP_VIOLATIONS = `
  globalThis.violations = [];
  addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile, lineNumber }) => {
    violations.push([effectiveDirective, blockedURI, sourceFile, lineNumber].join(' '));
  });`;

declare global {
  var violations: string[];
}

/** Opens whatever the room's bar opens, one after the other. */
async function openEverything(page: Page): Promise<number> {
  const buttons = page.locator('sfu-room sfu-controls button[aria-expanded]');
  // What they open comes with a script of its own.
  await page.waitForFunction(() => customElements.get('sfu-panel') !== undefined);
  const count = await buttons.count();
  for (let index = 0; index < count; index++) {
    const button = buttons.nth(index);
    if (!(await button.isVisible())) continue;
    await button.click();
    await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
    await page.keyboard.press('Escape');
  }
  return count;
}

describe('a strict page', () => {
  const lab = new Lab();
  afterEach(() => lab.close());

  it('with a Content Security Policy that allows only its own files has nothing to report', async () => {
    const server = await lab.server();
    const { host } = new URL(server.url);
    const files = await bundleFiles();
    files.set('/violations.js', KEEP_VIOLATIONS);
    files.set('/site.css', 'sfu-room { block-size: 440px; }');
    files.set(
      '/index.html',
      `<!doctype html><html lang="en"><title>Test</title><link rel="stylesheet" href="/site.css">
        <script src="/violations.js"></script>
        <script type="module" src="/sfu-room.js"></script>
        <sfu-room server="${server.url}" room="strict" name="Ann"></sfu-room>`,
    );
    const policy = `default-src 'self'; style-src 'self'; script-src 'self'; connect-src http://${host} ws://${host}`;
    const url = await serveSite(lab, files, { 'content-security-policy': policy });
    const browser = await lab.browser();
    const [ann, bob] = await Promise.all([
      openPage(browser, url, { viewport: { width: 1280, height: 720 } }),
      openPage(browser, await lab.website(roomPage(server.url, 'room="strict" name="Bob" autojoin ui="tiles"'))),
    ]);
    await ann.page.locator('sfu-room').getByRole('button', { name: /join/i }).click();
    await untilStatus(ann.page, 'joined');
    await ann.page.waitForFunction(() => document.querySelector('sfu-room')?.client.state.tracks.length === 2);
    await untilPictures(bob.page, 1);
    expect(await openEverything(ann.page)).toBeGreaterThan(0);
    await ann.page.waitForFunction(() => {
      const videos = document.querySelector('sfu-room')?.shadowRoot?.querySelector('sfu-stage')?.tiles ?? [];
      return videos.some((tile) => (tile.shadowRoot?.querySelector('video')?.videoWidth ?? 0) > 0);
    });
    expect(await ann.page.evaluate(() => violations)).toEqual([]);
    expect(ann.complaints).toEqual([]);
  });

  it('really is strict: what the policy forbids is reported', async () => {
    const files = new Map([
      ['/violations.js', KEEP_VIOLATIONS],
      [
        '/index.html',
        `<!doctype html><html lang="en"><title>Test</title><script src="/violations.js"></script><p style="color: red">Red</p>`,
      ],
    ]);
    const policy = `default-src 'self'; style-src 'self'; script-src 'self'`;
    const browser = await lab.browser();
    const { page } = await openPage(browser, await serveSite(lab, files, { 'content-security-policy': policy }));
    await page.waitForFunction(() => violations.length > 0);
    expect((await page.evaluate(() => violations))[0]).toContain('style-src');
  });

  it('that is isolated by COOP and COEP takes the script of another origin, and people see each other', async () => {
    const server = await lab.server();
    const url = await lab.website(roomPage(server.url, 'room="isolated" autojoin'), {
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    });
    const browser = await lab.browser();
    const [ann, bob] = await Promise.all([openPage(browser, url), openPage(browser, url)]);
    await Promise.all([untilPictures(ann.page, 1), untilPictures(bob.page, 1)]);
    expect(await ann.page.evaluate(() => crossOriginIsolated)).toBe(true);
    // The rest of its script and a language come from the other origin as well.
    await ann.page.waitForFunction(() => customElements.get('sfu-panel') !== undefined);
    expect(ann.complaints).toEqual([]);
    expect(bob.complaints).toEqual([]);
  });
});
