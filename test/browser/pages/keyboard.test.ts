import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cutOff, focused, tabStops } from '../../helpers/focus.js';
import { untilStatus } from '../../helpers/pages.js';
import { until } from '../../helpers/until.js';
import { CALL, LOBBY, tiles, type Take } from '../../screenshots/scenes.js';
import { settled, Studio } from '../../screenshots/studio.js';

/** Everything that the room says to whom sees nothing, from now on, in order. */
const listen = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const region = document.querySelector('sfu-room')?.shadowRoot?.querySelector('.said');
    if (region?.role !== 'status') throw new Error('Nothing is said aloud here.');
    const said: string[] = [];
    Object.assign(globalThis, { said });
    new MutationObserver(() => said.push(region.textContent)).observe(region, {
      characterData: true,
      childList: true,
      subtree: true,
    });
  });

const untilSaid = async (page: Page, words: string): Promise<void> => {
  await page.waitForFunction(
    (wanted) => (globalThis as unknown as { said: string[] }).said.join(' ').includes(wanted),
    words,
  );
};

describe('by keyboard alone', () => {
  let studio: Studio;
  beforeAll(async () => {
    studio = await Studio.open();
  });
  afterEach(() => studio.strike());
  afterAll(() => studio.close());

  const untilFocus = (page: Page, tag: string): Promise<unknown> =>
    page.waitForFunction((wanted) => {
      let element = document.activeElement;
      for (; element; element = element.shadowRoot?.activeElement ?? null) {
        if (element.localName === wanted) return true;
      }
      return false;
    }, tag);

  it('one joins: everything in the lobby is reached in its order, is seen to be, and Enter leads in', async () => {
    const page = await studio.viewer('room="keys"');
    await settled(page);
    const stops = await tabStops(page);
    expect(stops.map(({ name }) => name)).toEqual([
      'Microphone',
      'Choose microphone and speaker',
      'Camera',
      'Choose camera',
      'Your name',
      'Join',
    ]);
    expect(stops.filter(({ visible }) => !visible)).toEqual([]);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await untilStatus(page, 'joined');
    // The lobby is gone, and the focus is not: it is in what came instead.
    await untilFocus(page, 'sfu-controls');
  });

  it('everything in a call is reached in its order and is seen to be', async () => {
    const { page } = await studio.call(2);
    await settled(page);
    const stops = await tabStops(page);
    const inBar = stops.filter(({ path }) => path.includes('sfu-controls')).map(({ name }) => name);
    expect(inBar).toEqual([
      'Microphone',
      'Choose microphone and speaker',
      'Camera',
      'Choose camera',
      'Share screen',
      'Raise hand',
      'React',
      'Chat',
      'People, 3',
      'More',
      'Leave',
    ]);
    // One stop for each tile, before the bar.
    expect(stops.slice(0, 3).map(({ path }) => path.at(-2))).toEqual(['sfu-tile', 'sfu-tile', 'sfu-tile']);
    expect(stops.filter(({ visible }) => !visible)).toEqual([]);
  });

  const press = async (page: Page, part: string, button: string): Promise<void> => {
    await page.locator(`sfu-room ${part}`).getByRole('button', { name: button, exact: true }).focus();
    await page.keyboard.press('Enter');
  };

  it('the focus is not lost with a notice: neither when it is dismissed, nor after what it leads to', async () => {
    const { page, crowd } = await studio.call(1);
    await crowd.do(0, (room) => room.sendMessage('One'));
    await press(page, 'sfu-notice', 'Dismiss');
    await untilFocus(page, 'sfu-controls');
    await crowd.do(0, (room) => room.sendMessage('Two'));
    await press(page, 'sfu-notice', 'Open chat');
    await untilFocus(page, 'sfu-chat');
    await page.keyboard.press('Escape');
    await untilFocus(page, 'sfu-controls');
  });

  it('the focus goes on to the lobby when somebody else ends the call, and stays with the page where it is there', async () => {
    const { page } = await studio.call(1);
    const leave = (): Promise<void> => page.evaluate(() => document.querySelector('sfu-room')?.leave());
    await press(page, 'sfu-controls', 'Chat');
    await untilFocus(page, 'sfu-chat');
    await leave();
    await untilFocus(page, 'sfu-lobby');
    await page.keyboard.press('Enter');
    await untilFocus(page, 'sfu-controls');
    await page.evaluate(() => {
      const own = document.createElement('input');
      document.body.append(own);
      own.focus();
    });
    await leave();
    await page.locator('sfu-room sfu-lobby').waitFor();
    await settled(page);
    expect((await focused(page))?.path).toEqual(['input']);
  });

  it('the focus stays in the room when Escape closes one panel of two', async () => {
    const { page } = await studio.call(1);
    await page.evaluate(() => {
      const panel = document.createElement('sfu-panel');
      const room = document.querySelector('sfu-room');
      if (room) room.id = panel.for = 'room';
      document.body.append(panel);
    });
    const field = page.locator('sfu-room sfu-panel textarea');
    // From the second time on, the other one is drawn first.
    for (const _time of [1, 2]) {
      await press(page, 'sfu-controls', 'Chat');
      await field.focus();
      await page.keyboard.press('Escape');
      await field.waitFor({ state: 'hidden' });
      await untilFocus(page, 'sfu-controls');
    }
  });

  it('C leads from a tile that fills the screen into the chat', async () => {
    const { page } = await studio.call(1);
    const field = page.locator('sfu-room sfu-panel textarea');
    // The second time, the chat is open behind it.
    for (const text of ['him', 'himhim']) {
      await press(page, 'sfu-stage', 'Full screen');
      await page.waitForFunction(() => document.fullscreenElement !== null);
      await page.keyboard.press('c');
      await untilFocus(page, 'textarea');
      await page.keyboard.type('him');
      expect(await field.inputValue()).toBe(text);
      expect(await page.evaluate(() => document.fullscreenElement)).toBeNull();
    }
  });

  it('Space that is held to be heard presses nothing that opens meanwhile', async () => {
    const { page } = await studio.call(1);
    await page.evaluate(() => document.querySelector('sfu-room')?.setAudio(false));
    await page.keyboard.down('Space');
    await page.locator('sfu-room sfu-controls [part=hint]').waitFor();
    await page.locator('sfu-room sfu-reactions').getByRole('button', { name: 'React', exact: true }).click();
    await untilFocus(page, 'sfu-menu');
    await page.keyboard.down('Space');
    await page.keyboard.up('Space');
    await page.locator('sfu-room sfu-controls [part=hint]').waitFor({ state: 'detached' });
    expect((await focused(page))?.path).toContain('sfu-menu');
  });

  const OPENED: readonly (readonly [button: string, inside: string, item?: string])[] = [
    ['Choose microphone and speaker', 'sfu-menu'],
    ['React', 'sfu-menu'],
    ['Chat', 'sfu-chat'],
    ['People, 2', 'sfu-panel'],
    ['More', 'sfu-menu'],
    ['More', 'sfu-settings', 'Settings'],
    ['More', 'sfu-shortcuts', 'Keyboard shortcuts'],
  ];
  for (const [name, inside, item] of OPENED) {
    it(`the focus goes from ${item ?? name} into ${inside}, and by Escape back`, async () => {
      const { page } = await studio.call(1);
      await page.locator('sfu-room sfu-controls').getByRole('button', { name, exact: true }).focus();
      await page.keyboard.press('Enter');
      if (item !== undefined) {
        await untilFocus(page, 'sfu-menu');
        await page.keyboard.type(item.slice(0, 3));
        await page.keyboard.press('Enter');
      }
      await untilFocus(page, inside);
      await page.keyboard.press('Escape');
      await until(`the focus is back on ${name}`, async () => {
        const at = await focused(page);
        return at?.path.includes('sfu-controls') === true && at.name === name;
      });
      expect((await focused(page))?.visible).toBe(true);
    });
  }

  it('who comes, goes, raises a hand and writes is said aloud', async () => {
    const { page, crowd } = await studio.call(1);
    await listen(page);
    await crowd.grow(2);
    await untilSaid(page, 'Grace Hopper joined.');
    await crowd.do(1, (room) => room.client.setHand(true));
    await untilSaid(page, 'Grace Hopper raised a hand.');
    await crowd.do(1, (room) => room.sendMessage('Can you hear me?'));
    await untilSaid(page, 'Grace Hopper: Can you hear me?');
    await crowd.do(1, (room) => room.leave());
    await untilSaid(page, 'Grace Hopper left.');
  });

  const whole: Take = async (state, page, { open, close } = {}) => {
    // 400 % of a window of 1280 to 1024 px.
    await page.setViewportSize({ width: 320, height: 256 });
    await settled(page);
    if ((await open?.()) !== false) {
      await settled(page);
      expect(await cutOff(page), state).toEqual([]);
    }
    await close?.();
    await page.setViewportSize({ width: 1280, height: 800 });
  };
  const { lobby, call, 'lobby-refused': refused, 'error-room-name': failed } = { ...LOBBY, ...CALL };
  for (const [name, scene] of Object.entries({ lobby, call, refused, failed, alone: tiles(1) })) {
    it(`nothing is cut off in 320 px, zoomed by 400 %: ${name}`, async () => {
      await scene?.(studio, whole);
    });
  }
});
