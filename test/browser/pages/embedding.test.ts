import type { Page } from 'playwright-core';
import type { SfuRoom } from 'sfu-room';
import { afterEach, describe, expect, it } from 'vitest';
import { Lab, openPage, untilStatus, type OpenPage } from '../../helpers/pages.js';

/** Rooms of a page by their ids: their status, and how many of the others' videos show a picture in the tiles. */
interface Shown {
  readonly status: string;
  readonly pictures: number;
}

const shown = (page: Page, id: string): Promise<Shown> =>
  page.evaluate((wanted) => {
    const room = document.querySelector<SfuRoom>(`#${wanted}`);
    const tiles = room?.shadowRoot?.querySelector('sfu-stage')?.tiles ?? [];
    const pictures = tiles.filter(({ view, shadowRoot }) => {
      const video = shadowRoot?.querySelector('video');
      return view?.peerId && video?.classList.contains('playing') && !video.paused && video.videoWidth > 0;
    });
    return { status: room?.client.state.status ?? 'no room', pictures: pictures.length };
  }, id);

const untilShown = async (page: Page, id: string, wanted: Shown): Promise<void> => {
  await expect.poll(() => shown(page, id), { timeout: 20_000 }).toEqual(wanted);
};

/** What a room of the page receives, in bit/s. */
const receiving = (page: Page, id: string): Promise<number> =>
  page.evaluate(async (wanted) => {
    const stats = await document.querySelector<SfuRoom>(`#${wanted}`)?.client.getStats();
    return stats?.receiving ?? NaN;
  }, id);

describe('on a page that does what pages do', () => {
  const lab = new Lab();
  afterEach(() => lab.close());

  /** Somebody with a camera in each of the rooms, and a page with these elements. */
  const open = async (body: string, rooms: readonly string[], attributes = ''): Promise<OpenPage> => {
    const server = await lab.server();
    const browser = await lab.browser();
    const page = (content: string): Promise<string> =>
      lab.website(`<!doctype html><html lang="en" ${attributes}><meta charset="utf-8"><title>Test</title>
        <style>body { margin: 0; } sfu-room { block-size: 320px; }</style>
        <script type="module" src="${server.url}/sfu-room.js"></script>${content}`);
    const others = rooms.map(
      (room) => `<sfu-room id="${room}" room="${room}" name="Other" ui="none" audio="none" autojoin></sfu-room>`,
    );
    await openPage(browser, await page(others.join('')));
    return await openPage(browser, await page(body), { viewport: { width: 900, height: 760 } });
  };

  it('several rooms go on side by side, and each knows nothing of the others', async () => {
    const { page, complaints } = await open(
      `<sfu-room id="one" room="a" name="Me" autojoin video="none"></sfu-room>
       <sfu-room id="two" room="b" name="Me too" autojoin video="none"></sfu-room>`,
      ['a', 'b'],
    );
    await untilShown(page, 'one', { status: 'joined', pictures: 1 });
    await untilShown(page, 'two', { status: 'joined', pictures: 1 });
    await page.locator('#one sfu-controls').getByRole('button', { name: 'Microphone', exact: true }).click();
    await page.locator('#one sfu-controls').getByRole('button', { name: 'Chat', exact: true }).click();
    await page.locator('#one textarea').fill('Only in here');
    await page.keyboard.press('Enter');
    await page.locator('#one').getByText('Only in here').first().waitFor();
    const two = await page.evaluate(() => {
      const { self, messages } = document.querySelector<SfuRoom>('#two')?.client.state ?? {};
      return { microphone: self?.microphone, messages: messages?.length };
    });
    expect(two).toEqual({ microphone: 'on', messages: 0 });
    expect(await page.locator('#two sfu-panel').count()).toBe(0);
    await page.evaluate(() => document.querySelector<SfuRoom>('#one')?.leave());
    await untilShown(page, 'one', { status: 'left', pictures: 0 });
    await untilShown(page, 'two', { status: 'joined', pictures: 1 });
    expect(complaints).toEqual([]);
  });

  it('the call goes on when the element is moved, ends when it is taken out, and begins anew when it is put back', async () => {
    const { page, complaints } = await open(
      '<main></main><section><sfu-room id="one" room="a" name="Me" autojoin></sfu-room></section>',
      ['a'],
    );
    await untilShown(page, 'one', { status: 'joined', pictures: 1 });
    const id = await page.evaluate(() => {
      const room = document.querySelector<SfuRoom>('#one');
      if (!room) throw new Error('No room.');
      const before = room.client.state.self.id;
      document.querySelector('main')?.append(room);
      return before;
    });
    await untilShown(page, 'one', { status: 'joined', pictures: 1 });
    expect(await page.evaluate(() => document.querySelector<SfuRoom>('#one')?.client.state.self.id)).toBe(id);
    await page.evaluate(() => {
      const room = document.querySelector<SfuRoom>('#one');
      room?.remove();
      Object.assign(globalThis, { room });
    });
    await page.waitForFunction(() => (globalThis as unknown as { room: SfuRoom }).room.client.state.status === 'left');
    expect(
      await page.evaluate(() => (globalThis as unknown as { room: SfuRoom }).room.client.state.self.tracks.length),
    ).toBe(0);
    await page.evaluate(() => document.body.append((globalThis as unknown as { room: SfuRoom }).room));
    await untilShown(page, 'one', { status: 'joined', pictures: 1 });
    expect(complaints).toEqual([]);
  });

  const HIDDEN: readonly (readonly [string, string])[] = [
    ['not displayed', 'display: none'],
    ['of no size', 'width: 0; height: 0'],
  ];
  for (const [how, style] of HIDDEN) {
    it(`a room that is ${how} stays in the call and receives no pictures until it is seen again`, async () => {
      const { page, complaints } = await open('<sfu-room id="one" room="a" name="Me" autojoin></sfu-room>', ['a']);
      await untilShown(page, 'one', { status: 'joined', pictures: 1 });
      await page.evaluate((given) => document.querySelector('#one')?.setAttribute('style', given), style);
      await expect.poll(() => receiving(page, 'one'), { timeout: 20_000 }).toBe(0);
      await page.evaluate(() => document.querySelector('#one')?.removeAttribute('style'));
      await untilShown(page, 'one', { status: 'joined', pictures: 1 });
      await expect.poll(() => receiving(page, 'one'), { timeout: 20_000 }).toBeGreaterThan(0);
      expect(complaints).toEqual([]);
    });
  }

  it('that was hidden from the beginning is whole when it is shown', async () => {
    const { page, complaints } = await open(
      '<div hidden><sfu-room id="one" room="a" name="Me" autojoin></sfu-room></div>',
      ['a'],
    );
    await untilStatus(page, 'joined');
    await page.evaluate(() => document.querySelector('div')?.removeAttribute('hidden'));
    await untilShown(page, 'one', { status: 'joined', pictures: 1 });
    const stray = await page.evaluate(() => {
      const room = document.querySelector<SfuRoom>('#one');
      const box = room?.getBoundingClientRect();
      const tiles = room?.shadowRoot?.querySelector('sfu-stage')?.tiles ?? [];
      const isIn = ({ left, right, top, bottom, width }: DOMRect): boolean =>
        box !== undefined &&
        width > 0 &&
        left >= box.left &&
        right <= box.right &&
        top >= box.top &&
        bottom <= box.bottom;
      return tiles.filter((tile) => !isIn(tile.getBoundingClientRect())).length;
    });
    expect(stray).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('without a name, however it is said, one is in the room all the same; without a room one has left', async () => {
    const { page, complaints } = await open(
      '<sfu-room id="one" room="a" name="Me" autojoin audio="none" video="none"></sfu-room>',
      ['a', 'b'],
    );
    await untilShown(page, 'one', { status: 'joined', pictures: 1 });
    const room = page.locator('#one');
    await room.evaluate((element: SfuRoom) => {
      element.removeAttribute('name');
      element.room = 'b';
    });
    await expect.poll(() => room.evaluate(({ client }: SfuRoom) => client.state.room), { timeout: 20_000 }).toBe('b');
    await untilShown(page, 'one', { status: 'joined', pictures: 1 });
    for (const name of [null, undefined, 5]) {
      await room.evaluate((element: SfuRoom, value) => Object.assign(element, { name: value }), name);
      await untilShown(page, 'one', { status: 'joined', pictures: 1 });
    }
    expect(await room.evaluate(({ client }: SfuRoom) => client.state.self.name)).toBe('');
    await room.evaluate((element: SfuRoom) => element.removeAttribute('room'));
    await untilShown(page, 'one', { status: 'left', pictures: 0 });
    expect(complaints).toEqual([]);
  });

  it('what was open is closed when the page takes the UI away and gives it back', async () => {
    const { page, complaints } = await open('<sfu-room id="one" room="a" name="Me" autojoin></sfu-room>', ['a']);
    await untilShown(page, 'one', { status: 'joined', pictures: 1 });
    await page.locator('#one sfu-controls').getByRole('button', { name: 'Chat', exact: true }).click();
    await page.locator('#one textarea').waitFor();
    await page.locator('#one sfu-more-menu button').first().click();
    await page.locator('#one sfu-more-menu sfu-menu button[data-id="settings"]').click();
    await page.locator('#one sfu-settings dialog').waitFor();
    const become = (ui: SfuRoom['ui']): Promise<void> =>
      page.evaluate(async (wanted) => {
        const room = document.querySelector<SfuRoom>('#one');
        if (room) room.ui = wanted;
        await room?.updateComplete;
      }, ui);
    await become('none');
    await become('full');
    const chat = page.locator('#one sfu-controls').getByRole('button', { name: 'Chat', exact: true });
    await chat.waitFor();
    expect(await chat.getAttribute('aria-expanded')).toBe('false');
    expect(await page.locator('#one sfu-settings, #one textarea:visible').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('a room that was taken out while it filled the screen knows that it does not when it is put back', async () => {
    const { page, complaints } = await open('<sfu-room id="one" room="a" name="Me" autojoin></sfu-room>', ['a']);
    await untilShown(page, 'one', { status: 'joined', pictures: 1 });
    const item = page.locator('#one sfu-more-menu sfu-menu button[data-id="fullscreen"]');
    const isFull = (): Promise<boolean> => page.evaluate(() => document.fullscreenElement !== null);
    const untilOffered = async (words: string): Promise<void> => {
      await page.locator('#one sfu-more-menu button').first().click();
      await item.filter({ hasText: words }).waitFor();
    };
    await untilOffered('Full screen');
    await item.click();
    await expect.poll(isFull).toBe(true);
    await untilOffered('Leave full screen');
    await page.evaluate(() => {
      const room = document.querySelector<SfuRoom>('#one');
      room?.remove();
      Object.assign(globalThis, { room });
    });
    await expect.poll(isFull).toBe(false);
    await page.evaluate(() => document.body.append((globalThis as unknown as { room: SfuRoom }).room));
    await untilShown(page, 'one', { status: 'joined', pictures: 1 });
    await untilOffered('Full screen');
    await item.click();
    await expect.poll(isFull).toBe(true);
    expect(complaints).toEqual([]);
  });

  it('from right to left, the tiles and the bar begin at the right', async () => {
    const { page, complaints } = await open(
      '<sfu-room id="one" room="a" name="Me" autojoin lang="ar"></sfu-room>',
      ['a'],
      'dir="rtl"',
    );
    await untilShown(page, 'one', { status: 'joined', pictures: 1 });
    await page.locator('#one .room[dir=rtl] sfu-controls sfu-toggle').first().waitFor();
    await page.locator('#one sfu-controls [part~=leave]').waitFor();
    const places = await page.evaluate(() => {
      const root = document.querySelector<SfuRoom>('#one')?.shadowRoot;
      const bar = root?.querySelector('sfu-controls')?.shadowRoot;
      const left = (element?: Element | null): number => element?.getBoundingClientRect().left ?? NaN;
      return { microphone: left(bar?.querySelector('sfu-toggle')), leave: left(bar?.querySelector('[part~=leave]')) };
    });
    expect(places.microphone).toBeGreaterThan(places.leave);
    expect(complaints).toEqual([]);
  });
});
