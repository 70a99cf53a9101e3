import type { Locator, Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { Caller } from '../../helpers/call.js';
import { Lab } from '../../helpers/pages.js';
import { until } from '../../helpers/until.js';

/** Elements that the page keeps in memory, those that stand nowhere included. */
async function nodesOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { nodes } = await session.send('Memory.getDOMCounters');
  await session.detach();
  return nodes;
}

describe('pictures that are taken out of the page', () => {
  const lab = new Lab();
  afterEach(() => lab.close());

  const call = async (): Promise<{ ann: Caller; bob: Caller }> => {
    const server = await lab.server();
    // Windows of their own are a whole browser's.
    const browser = await lab.browser({ windows: true });
    const bob = await Caller.join(lab, browser, server.url, { room: 'pictures', name: 'Bob' });
    const ann = await Caller.join(lab, browser, server.url, { room: 'pictures', name: 'Ann', ui: 'full' });
    await until('both are seen', async () => (await ann.page.locator('sfu-tile video.playing').count()) === 2);
    return { ann, bob };
  };

  /** How many elements more are kept after it was done five times. */
  const keptBy = async (page: Page, action: () => Promise<void>): Promise<number> => {
    // What is made once, is made by then.
    for (let time = 0; time < 2; time++) await action();
    const before = await nodesOf(page);
    for (let time = 0; time < 5; time++) await action();
    return (await nodesOf(page)) - before;
  };

  it('with the sheet of settings are not kept', async () => {
    const { page } = (await call()).ann;
    const settings = page.locator('sfu-room sfu-settings');
    const kept = await keptBy(page, async () => {
      await page.locator('sfu-room sfu-more-menu button').first().click();
      await page.locator('sfu-room sfu-more-menu sfu-menu button[data-id="settings"]').click();
      await playing(settings.locator('video'));
      await page.keyboard.press('Escape');
      await settings.waitFor({ state: 'detached' });
    });
    // A sheet has some 800.
    expect(kept).toBeLessThan(400);
  });

  it('with the whole UI are not kept, and move again when that comes back', async () => {
    const { ann } = await call();
    const kept = await keptBy(ann.page, async () => {
      await ann.do((room) => (room.ui = 'none'));
      await ann.page.locator('sfu-tile').first().waitFor({ state: 'detached' });
      await ann.do((room) => (room.ui = 'full'));
      await playing(ann.page.locator('sfu-tile video').first());
    });
    // The tiles and the bar have some 1,600.
    expect(kept).toBeLessThan(800);
  });

  it('go on when they are only moved in the document', async () => {
    const { ann } = await call();
    await ann.do((room) => {
      const place = document.createElement('section');
      document.body.append(place);
      const tile = room.shadowRoot?.querySelector('sfu-stage')?.tiles.find(({ view }) => view?.peerId);
      const video = tile?.shadowRoot?.querySelector('video');
      Object.assign(globalThis, { stream: video?.srcObject, video });
      place.append(...(tile ? [tile] : []));
    });
    expect(await ann.page.evaluate('video.isConnected && video.srcObject === stream')).toBe(true);
  });

  describe('and had a window of their own take it along,', () => {
    const inWindow = (page: Page): Promise<boolean> => page.evaluate(() => document.pictureInPictureElement !== null);

    it.each<[string, (ann: Caller, bob: Caller) => Promise<unknown>]>([
      ['when the peer leaves', (_, bob) => bob.do((room) => room.leave())],
      ['when the peer turns the camera off', (_, bob) => bob.do((room) => room.setVideo(false))],
      ['when one leaves', (ann) => ann.do((room) => room.leave())],
      ['when the room is taken out', (ann) => ann.do((room) => room.remove())],
    ])('%s', async (_, end) => {
      const { ann, bob } = await call();
      // Bob's alone has it: one needs no window for oneself.
      const button = ann.page.getByRole('button', { name: 'Picture in picture' });
      await ann.page.locator('sfu-tile', { has: button }).hover({ position: { x: 30, y: 30 } });
      await button.click();
      await until('it has a window', () => inWindow(ann.page));
      await end(ann, bob);
      await until('the window is gone', async () => !(await inWindow(ann.page)));
    });
  });
});

async function playing(video: Locator): Promise<void> {
  await video.waitFor();
  await until('it plays', () =>
    video.evaluate((element: HTMLVideoElement) => !element.paused && element.videoWidth > 0),
  );
}
