import type { Page } from 'playwright-core';
import type { SfuRoom } from 'sfu-room';
import { untilStatus } from '../helpers/pages.js';
import type { Scene } from './scenes.js';

const idOf = (page: Page): Promise<string> =>
  page.evaluate(() => document.querySelector<SfuRoom>('sfu-room')?.client.state.self.id ?? '');

/** Opens the options of one of the list, which the panel shows from now on. */
const openOptions = async (page: Page, index: number): Promise<void> => {
  const people = page.locator('sfu-room sfu-people');
  if (!(await people.isVisible())) await page.keyboard.press('p');
  const toggle = people.locator('.toggle').nth(index);
  if ((await toggle.getAttribute('aria-expanded')) === 'false') await toggle.click();
};

/** What moderators see, and what the others see of them. */
export const MODERATION: Readonly<Record<string, Scene>> = {
  moderator: async (studio, take) => {
    const { room, crowd } = await studio.crowd(0);
    const page = await studio.viewer(`room="${room}" autojoin`);
    await untilStatus(page, 'joined');
    await crowd.grow(3);
    await page.evaluate(() =>
      document.querySelector<SfuRoom>('sfu-room')?.moderate({ action: 'rule', rules: { lobby: true } }),
    );
    await crowd.knock('Barbara Liskov');
    await page.locator('sfu-room sfu-notice').filter({ hasText: 'Barbara Liskov' }).waitFor();
    await take('knock', page);
    await crowd.knock('محمد بن موسى الخوارزمي');
    await page.locator('sfu-room sfu-notice').filter({ hasText: '2 people want' }).waitFor();
    await take('people-moderator', page, {
      open: () => openOptions(page, 1),
      close: () => page.keyboard.press('Escape'),
    });
    await take('people-keep-out', page, {
      open: async () => {
        await openOptions(page, 1);
        await page.locator('sfu-room sfu-people [data-action=ban]').click();
      },
      close: async () => {
        await page.locator('sfu-room sfu-confirm [part=no]').click();
        await page.keyboard.press('Escape');
      },
    });
  },
  knocking: async (studio, take) => {
    const { room, crowd } = await studio.crowd(1);
    await crowd.do(0, (moderator) => moderator.moderate({ action: 'rule', rules: { lobby: true } }));
    const page = await studio.viewer(`room="${room}"`);
    const join = page.locator('sfu-room sfu-lobby [part=join]');
    await join.click();
    await untilStatus(page, 'knocking');
    await take('lobby-knocking', page);
    await crowd.do(0, (moderator) => {
      for (const { id } of moderator.client.state.knocks) void moderator.moderate({ action: 'deny', id });
    });
    await untilStatus(page, 'failed');
    await take('lobby-denied', page);
    await crowd.do(0, (moderator) => moderator.moderate({ action: 'rule', rules: { locked: true } }));
    await join.click();
    await page.getByText('This room is locked').waitFor();
    await take('lobby-locked', page);
  },
  moderated: async (studio, take) => {
    const { page, crowd } = await studio.call(3);
    const peerId = await idOf(page);
    const stop = async (): Promise<void> => {
      await page.evaluate(() => document.querySelector<SfuRoom>('sfu-room')?.setAudio(true));
      await crowd.do(
        0,
        (moderator, id) => moderator.moderate({ action: 'stop', peerId: id, source: 'microphone' }),
        peerId,
      );
      await crowd.do(
        0,
        (moderator, id) => moderator.moderate({ action: 'ask', peerId: id, source: 'microphone' }),
        peerId,
      );
      await page.locator('sfu-room sfu-notice [part=action]').waitFor();
    };
    await take('muted-asked', page, { open: stop });
    await crowd.do(0, (moderator) => {
      const [, second] = moderator.client.state.peers;
      return moderator.moderate({ action: 'rule', rules: { spotlight: second?.id ?? null } });
    });
    await page.locator('sfu-room sfu-tile .mark.spotlit').waitFor();
    await take('spotlight-all', page);
    await crowd.do(
      0,
      (moderator, id) =>
        moderator.moderate({ action: 'permit', peerId: id, permissions: { publish: [], chat: false } }),
      peerId,
    );
    await page.locator('sfu-room sfu-controls sfu-toggle').first().waitFor({ state: 'detached' });
    await take('listener', page, {
      open: () => page.keyboard.press('c'),
      close: () => page.keyboard.press('Escape'),
    });
  },
};
