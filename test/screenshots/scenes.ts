import type { Locator, Page } from 'playwright-core';
import type { SfuRoom } from 'sfu-room';
import { untilStatus } from '../helpers/pages.js';
import type { Crowd } from './crowd.js';
import { REFUSED_TEXT } from './devices.js';
import { settled, type Studio } from './studio.js';

/** What opens a state, and what closes it again. */
export interface Doing {
  /** False: this state does not exist at the page's size. */
  readonly open?: () => Promise<boolean | void>;
  readonly close?: () => Promise<void>;
}

/** Looks at a page that is in a state, in one way or in many: then the state is opened and closed for each of them. */
export type Take = (state: string, page: Page, doing?: Doing) => Promise<void>;

export type Scene = (studio: Studio, take: Take) => Promise<void>;

const inRoom = async <T>(page: Page, action: (room: SfuRoom, argument: T) => unknown, argument?: T): Promise<void> => {
  const room = await page.locator('sfu-room').elementHandle();
  await room.evaluate(action as (element: unknown, argument: unknown) => unknown, argument);
};

/** Presses what is there at this size. */
const press = async (button: Locator): Promise<boolean> => {
  if (!(await button.isVisible())) return false;
  await button.click();
  return true;
};

const key =
  (page: Page, name: string): (() => Promise<void>) =>
  () =>
    page.keyboard.press(name);

const menu = (page: Page, tag: string): Doing => ({
  open: () => press(page.locator(`sfu-room ${tag} button[aria-haspopup]`).first()),
  close: key(page, 'Escape'),
});

/** A tab of the sheet of settings. */
const settings = (page: Page, tab: string): Doing => ({
  open: async () => {
    await page.locator('sfu-room sfu-more-menu button').first().click();
    await page.locator('sfu-room sfu-more-menu sfu-menu button[data-id="settings"]').click();
    await page.locator(`sfu-room sfu-settings #tab-${tab}`).click();
    if (tab === 'connection') await page.locator('sfu-room sfu-settings table').first().waitFor();
  },
  close: key(page, 'Escape'),
});

const talk = async (page: Page, crowd: Crowd): Promise<void> => {
  const says = (index: number, text: string): Promise<void> =>
    crowd.do(index, (room, words) => room.sendMessage(words), text);
  await says(0, 'Good morning! The plan is at https://example.org/design/review?page=2#agenda, in case you missed it.');
  await says(0, 'We begin in five minutes.');
  await says(1, 'Fine with me.\nSecond line, and <b>no markup</b>.');
  const long = 'The tiles move to their new places when people come and go, and nothing else on the page jumps. ';
  await says(2, long.repeat(4));
  await says(2, `https://example.org/${'a-very-long-path/'.repeat(8)}`);
  await inRoom(page, (room) => room.sendMessage('Thank you, I have read it. Two questions at the end.'));
  await inRoom(
    page,
    (room, text) => room.sendMessage(text).catch(() => undefined),
    `Does this arrive? ${REFUSED_TEXT}`,
  );
  await page.waitForFunction(
    () => document.querySelector('sfu-room')?.client.state.outbox.some(({ state }) => state === 'failed') === true,
  );
};

export const LOBBY: Readonly<Record<string, Scene>> = {
  lobby: async (studio, take) => {
    const { room } = await studio.crowd(3);
    const page = await studio.viewer(`room="${room}"`);
    await page.getByText('are here already').waitFor();
    await take('lobby', page);
    await take('lobby-devices', page, menu(page, 'sfu-device-menu'));
    await page.locator('sfu-room sfu-lobby sfu-toggle button').nth(1).click();
    await take('lobby-camera-off', page);
  },
  'lobby-needed': async (studio, take) => {
    await take('lobby-needed', await studio.viewer('room="weekly-sync" name=""', { permitted: false }));
  },
  'lobby-asking': async (studio, take) => {
    const page = await studio.viewer('room="weekly-sync"', { permitted: false, answer: 'never' });
    await page.getByRole('button', { name: 'Turn on camera and microphone' }).click();
    await take('lobby-asking', page);
  },
  'lobby-refused': async (studio, take) => {
    const page = await studio.viewer('room="weekly-sync"', { permitted: false, answer: 'refused' });
    await page.getByRole('button', { name: 'Turn on camera and microphone' }).click();
    await page.getByText('are blocked for this page').waitFor();
    await take('lobby-refused', page);
  },
  'error-unreachable': async (studio, take) => {
    const page = await studio.viewer(`room="weekly-sync" server="${await studio.nowhere()}" autojoin`);
    await untilStatus(page, 'failed');
    await take('error-unreachable', page);
  },
  'error-room-name': async (studio, take) => {
    const page = await studio.viewer('room="not a room!" autojoin');
    await untilStatus(page, 'failed');
    await take('error-room-name', page);
  },
};

/** So many tiles, one's own among them. */
export const tiles =
  (count: number): Scene =>
  async (studio, take) => {
    const { page } = await studio.call(count - 1);
    await take(count === 1 ? 'alone' : `tiles-${String(count)}`, page);
  };

export const CALL: Readonly<Record<string, Scene>> = {
  call: async (studio, take) => {
    const { page, crowd } = await studio.call(3);
    await take('tiles-4', page);
    await take('menu-devices', page, menu(page, 'sfu-device-menu'));
    await take('menu-more', page, menu(page, 'sfu-more-menu'));
    await take('menu-reactions', page, menu(page, 'sfu-reactions'));
    await take('shortcuts', page, { open: key(page, '?'), close: key(page, 'Escape') });
    for (const tab of ['general', 'connection']) await take(`settings-${tab}`, page, settings(page, tab));
    await take('chat-empty', page, { open: key(page, 'c'), close: key(page, 'Escape') });
    await talk(page, crowd);
    await take('chat', page, { open: key(page, 'c'), close: key(page, 'Escape') });
    await crowd.do(1, (room) => room.client.setHand(true));
    await crowd.do(2, (room) => room.client.setHand(true));
    await inRoom(page, (room) => room.client.setHand(true));
    await take('hands-reactions', page, {
      open: async () => {
        await crowd.do(0, (room) => room.client.react('👏'));
        // Half-way up it is held, so that there is time to look at it.
        await page.locator('sfu-room sfu-tile .reaction:not(.held)').evaluate(async (reaction) => {
          reaction.classList.add('held');
          for (const animation of reaction.getAnimations()) {
            animation.pause();
            await animation.ready;
            animation.currentTime = 900;
          }
        });
      },
    });
    await take('people', page, {
      open: async () => {
        await page.keyboard.press('p');
        const options = page.locator('sfu-room sfu-people .toggle').nth(1);
        if ((await options.getAttribute('aria-expanded')) === 'false') await options.click();
      },
      close: key(page, 'Escape'),
    });
    let table = 0;
    await take('message', page, {
      open: async () => {
        // Each picture waits for one of its own.
        const text = `See you at table ${String((table += 1))}, I keep you a chair.`;
        await crowd.do(1, (room, words) => room.sendMessage(words), text);
        await page.locator('sfu-room sfu-notice').filter({ hasText: text }).waitFor();
      },
    });
  },
  layouts: async (studio, take) => {
    const { page, crowd } = await studio.call(3);
    await page.keyboard.press('l');
    await take('spotlight', page);
    await page.keyboard.press('l');
    const pin = page.locator('sfu-room sfu-tile').filter({ hasText: 'Grace Hopper' });
    await pin.locator('.surface').dblclick();
    await take('pinned', page);
    await pin.locator('.surface').dblclick();
    await crowd.do(1, (room) => room.publish(pictures.slide(1280, 720), { label: 'screen', source: 'screen' }));
    await page.waitForFunction(() =>
      document.querySelector('sfu-room')?.client.state.tracks.some(({ source }) => source === 'screen'),
    );
    await take('screen', page);
    await take('screen-chat', page, { open: key(page, 'c'), close: key(page, 'Escape') });
    await page.keyboard.press('s');
    await page.getByText('Your screen').first().waitFor();
    await take('screens', page);
  },
  trouble: async (studio, take) => {
    const { room, crowd } = await studio.crowd(2);
    const page = await studio.viewer(`room="${room}" autojoin`, { answer: 'refused' });
    await untilStatus(page, 'joined');
    await page.getByText('blocked for this page').first().waitFor();
    await crowd.do(0, (one) => one.client.setHand(true));
    await take('error-devices', page);
    await inRoom(page, (one) => one.pause());
    await take('paused', page);
  },
  ended: async (studio, take) => {
    const { page } = await studio.call(1);
    await page.locator('sfu-room sfu-controls [part~="leave"]').click();
    await untilStatus(page, 'left');
    await take('ended', page);
  },
  reconnecting: async (studio, take) => {
    const { page } = await studio.call(2);
    await settled(page);
    await page.evaluate(() => cutNetwork());
    await untilStatus(page, 'reconnecting');
    await take('reconnecting', page);
  },
};
