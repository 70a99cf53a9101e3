import type { Page } from 'playwright-core';
import type { SfuRoom } from 'sfu-room';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openPage, roomPage, untilStatus, Lab } from '../../helpers/pages.js';
import { until } from '../../helpers/until.js';
import { settled, Studio } from '../../screenshots/studio.js';

const microphone = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => document.querySelector<SfuRoom>('sfu-room')?.client.state.self.microphone);

const openSettings = async (page: Page): Promise<void> => {
  await page.locator('sfu-room sfu-more-menu button').first().click();
  await page.locator('sfu-room sfu-more-menu sfu-menu button[data-id="settings"]').click();
};

describe('what a person chose', () => {
  let studio: Studio;
  beforeAll(async () => {
    studio = await Studio.open();
  });
  afterEach(() => studio.strike());
  afterAll(() => studio.close());

  it('about the keys holds at once, and at the next visit', async () => {
    const { page } = await studio.call(1);
    await until('the microphone is on', async () => (await microphone(page)) === 'on');
    await page.keyboard.press('m');
    await until('the key has muted it', async () => (await microphone(page)) === 'off');
    await openSettings(page);
    await page.getByRole('switch', { name: 'Use keyboard shortcuts' }).click();
    await page.keyboard.press('Escape');
    await page.locator('sfu-room sfu-settings').waitFor({ state: 'detached' });
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press('c');
    await page.keyboard.press('m');
    // The sheet still says where to turn them on.
    await page.locator('sfu-room sfu-more-menu button').first().click();
    await page.locator('sfu-room sfu-more-menu sfu-menu button[data-id="shortcuts"]').click();
    await page.getByText('They are turned off.').waitFor();
    expect(await microphone(page)).toBe('off');
    expect(await page.locator('sfu-room sfu-panel').count()).toBe(0);

    await page.reload();
    await untilStatus(page, 'joined');
    await settled(page);
    await page.keyboard.press('c');
    await openSettings(page);
    const toggle = page.getByRole('switch', { name: 'Use keyboard shortcuts' });
    expect(await toggle.isChecked()).toBe(false);
    expect(await page.locator('sfu-room sfu-panel').count()).toBe(0);
    await toggle.click();
    await page.keyboard.press('Escape');
    await page.locator('sfu-room sfu-settings').waitFor({ state: 'detached' });
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press('c');
    await page.locator('sfu-room sfu-panel textarea').waitFor();
  });

  it('about the corner in which one floats holds at the next visit', async () => {
    const { page } = await studio.call(1);
    const floating = page.locator('sfu-room sfu-stage sfu-tile[float]');
    await floating.waitFor();
    await settled(page);
    const before = await floating.boundingBox();
    await floating.getByRole('button', { name: 'Move to another corner' }).press('Enter');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowUp');
    await settled(page);
    const after = await floating.boundingBox();
    expect(after?.x).toBeLessThan((before?.x ?? 0) / 2);
    expect(after?.y).toBeLessThan((before?.y ?? 0) / 2);
    await page.reload();
    await untilStatus(page, 'joined');
    await floating.waitFor();
    await settled(page);
    expect(await floating.boundingBox()).toEqual(after);
  });

  it('is nothing to ask for where the page has turned the keys off', async () => {
    const { room } = await studio.crowd(1);
    const page = await studio.viewer(`room="${room}" autojoin shortcuts="off"`);
    await untilStatus(page, 'joined');
    await settled(page);
    for (const key of ['c', 'p', '?']) await page.keyboard.press(key);
    await openSettings(page);
    await page.getByRole('dialog', { name: 'Settings' }).waitFor();
    expect(await page.getByRole('switch').count()).toBe(0);
    expect(await page.locator('sfu-room sfu-panel, sfu-room sfu-shortcuts').count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.locator('sfu-room sfu-more-menu button').first().click();
    expect(await page.locator('sfu-room sfu-more-menu sfu-menu button[data-id="shortcuts"]').count()).toBe(0);
  });
});

describe('messages', () => {
  let studio: Studio;
  beforeAll(async () => {
    studio = await Studio.open();
  });
  afterEach(() => studio.strike());
  afterAll(() => studio.close());

  it('from before one came are in the chat, and none of them is news', async () => {
    const { room, crowd } = await studio.crowd(1);
    await crowd.do(0, (element) => element.sendMessage('long ago'));
    const page = await studio.viewer(`room="${room}" autojoin`);
    await untilStatus(page, 'joined');
    await page.waitForFunction(() => document.querySelector<SfuRoom>('sfu-room')?.client.state.messages.length === 1);
    const chat = (name: string) => page.locator('sfu-room sfu-controls').getByRole('button', { name, exact: true });
    await chat('Chat').waitFor();
    await crowd.do(0, (element) => element.sendMessage('just now'));
    await chat('Chat, 1 new').waitFor();
  });

  it('are in no notice where the page has a chat of its own', async () => {
    const { room, crowd } = await studio.crowd(1);
    const page = await studio.viewer(`room="${room}" autojoin`);
    await untilStatus(page, 'joined');
    await page.evaluate(() => document.querySelector('sfu-room')?.after(document.createElement('sfu-chat')));
    await page.evaluate(() => {
      const element = document.querySelector('sfu-room');
      const own = document.querySelector('sfu-chat');
      if (!element || !own) throw new Error('Something is missing.');
      element.id = 'room';
      own.setAttribute('for', 'room');
    });
    await crowd.do(0, (element) => element.sendMessage('read it here'));
    await page.locator('body > sfu-chat').getByText('read it here').waitFor();
    await settled(page);
    expect(await page.locator('sfu-room sfu-notice').filter({ hasText: 'read it here' }).count()).toBe(0);
    expect(await page.locator('sfu-room .said').textContent()).not.toContain('read it here');
    await page.locator('sfu-room sfu-controls').getByRole('button', { name: 'Chat', exact: true }).waitFor();
  });
});

describe('a script whose URL has a query', () => {
  const lab = new Lab();
  afterEach(() => lab.close());

  it('is loaded once, also when its chunks are wanted', async () => {
    const server = await lab.server({ serveSite: false });
    const html = roomPage(server.url, 'room="query" autojoin').replace('sfu-room.js', 'sfu-room.js?v=1');
    const browser = await lab.browser();
    const { page, complaints } = await openPage(browser, await lab.website(html), {
      viewport: { width: 1280, height: 800 },
    });
    const scripts: string[] = [];
    page.on('request', (request) => {
      const { pathname, search } = new URL(request.url());
      if (pathname.endsWith('/sfu-room.js')) scripts.push(search);
    });
    await page.reload();
    await untilStatus(page, 'joined');
    await page.waitForFunction(() => customElements.get('sfu-menu') !== undefined);
    await page.locator('sfu-room sfu-controls').getByRole('button', { name: 'Chat', exact: true }).click();
    await page.locator('sfu-room textarea').waitFor();
    await openSettings(page);
    await page.locator('sfu-room sfu-settings #tab-connection').click();
    await page.locator('sfu-room sfu-settings table').first().waitFor();
    expect(scripts).toEqual(['?v=1']);
    expect(complaints).toEqual([]);
  });
});
