import axe from 'axe-core';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SfuRoom } from 'sfu-room';
import type { SfuRoomServer } from 'sfu-room-backend';
import { focused } from '../../helpers/focus.js';
import { until } from '../../helpers/until.js';
import { Lab, openPage, roomPage, told, untilStatus } from '../../helpers/pages.js';

interface Seen {
  readonly microphone: string;
  readonly camera: string;
  /** The camera is open. */
  readonly filmed: boolean;
  /** What others have on the air, by their names. */
  readonly sends: Readonly<Record<string, readonly string[]>>;
}

async function seen(page: Page): Promise<Seen> {
  const room = await page.locator('sfu-room').elementHandle();
  return await room.evaluate((element) => {
    const { self, peers } = (element as unknown as SfuRoom).client.state;
    return {
      microphone: self.microphone,
      camera: self.camera,
      filmed: self.tracks.some(({ source, track }) => source === 'camera' && track !== null),
      sends: Object.fromEntries(
        peers.map(({ name, publications }) => [
          name,
          publications.filter(({ paused }) => !paused).map(({ source }) => source),
        ]),
      ),
    };
  });
}

async function untilSeen(page: Page, what: string, holds: (seen: Seen) => boolean): Promise<void> {
  await until(what, async () => holds(await seen(page)));
}

const notice = (page: Page, text: string): Locator => page.locator('sfu-room sfu-notice').filter({ hasText: text });

/** The row of one in the open list. */
const row = (page: Page, name: string): Locator =>
  page.locator('sfu-room sfu-people .person').filter({ hasText: name });

async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return await page.evaluate(async () => {
    const rules = { 'target-size': { enabled: true } };
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run('sfu-room', { rules });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.flat().join(' ')}`));
  });
}

/** As `expect.poll`, with the patience that a busy machine needs. */
const settles = <T>(value: () => Promise<T>) => expect.poll(value, { timeout: 15_000 });

describe('a moderator, by what the element shows', () => {
  const lab = new Lab();
  let browser: Browser;
  let server: SfuRoomServer;
  let maria: Page;
  let ann: Page;
  let ben: Page;
  let dana: Page;
  const people = (): Locator => maria.locator('sfu-room sfu-controls [part=people]');

  const open = async (name: string, attributes = 'autojoin'): Promise<Page> => {
    const url = await lab.website(
      roomPage(server.url, `room="office" name="${name}" style="block-size: 95vh" ${attributes}`),
    );
    const { page } = await openPage(browser, url, { viewport: { width: 900, height: 700 } });
    lab.onClose(() => page.context().close());
    return page;
  };

  /** Opens what may be done with one of the list, and does it. */
  const act = async (name: string, action: string): Promise<void> => {
    const one = row(maria, name);
    const toggle = one.locator('.toggle');
    if ((await toggle.getAttribute('aria-expanded')) === 'false') await toggle.click();
    await one.locator(`[data-action="${action}"]`).click();
  };

  const untilSends = (page: Page, name: string, source: string, on: boolean): Promise<void> =>
    untilSeen(page, `${name} ${on ? 'sends' : 'does not send'} ${source}`, ({ sends }) => {
      return sends[name]?.includes(source) === on;
    });

  beforeAll(async () => {
    server = await lab.server({ serveSite: false });
    browser = await lab.browser();
    maria = await open('Maria');
    await untilStatus(maria, 'joined');
    ann = await open('Ann');
    await untilStatus(ann, 'joined');
    ben = await open('Ben', 'autojoin audio="off" video="none"');
    await untilStatus(ben, 'joined');
    await untilSends(maria, 'Ann', 'microphone', true);
    await maria.locator('sfu-room sfu-controls [part=people]').click();
    await row(maria, 'Ben').waitFor();
  });
  afterAll(() => lab.close());

  it('has switches that the others do not have, and everyone sees who it is', async () => {
    await maria.getByRole('switch', { name: 'Lock room' }).waitFor();
    expect(await maria.getByRole('switch').count()).toBe(2);
    await ann.locator('sfu-room sfu-controls [part=people]').click();
    await row(ann, 'Maria').locator('sfu-icon.badge').waitFor();
    expect(await row(ann, 'Ben').locator('sfu-icon.badge').count()).toBe(0);
    expect(await ann.locator('sfu-room sfu-moderation').count()).toBe(0);
    await row(ann, 'Maria').locator('.toggle').click();
    expect(await row(ann, 'Maria').locator('.options button').allInnerTexts()).toEqual(['Pin', 'Stop receiving']);
    await ann.locator('sfu-room sfu-panel [part=close]').click();
    expect(await faults(maria)).toEqual([]);
  });

  it('mutes one, who is told and can unmute', async () => {
    await act('Ann', 'mute');
    await notice(ann, 'A moderator muted you.').waitFor();
    await untilSeen(ann, 'the microphone is off', ({ microphone }) => microphone === 'off');
    await untilSends(ben, 'Ann', 'microphone', false);
    await row(maria, 'Ann').locator('[data-action="ask"]').waitFor();
    expect(await row(maria, 'Ann').locator('[data-action="mute"]').count()).toBe(0);
    expect(await faults(ann)).toEqual([]);
  });

  it('asks one to unmute, which takes one press', async () => {
    await act('Ann', 'ask');
    await notice(ann, 'asks you to unmute').getByRole('button', { name: 'Unmute' }).click();
    await untilSends(ben, 'Ann', 'microphone', true);
    await notice(ann, 'asks you to unmute').waitFor({ state: 'detached' });
  });

  it('turns a camera off, and the device is given back', async () => {
    await untilSends(maria, 'Ann', 'camera', true);
    await act('Ann', 'stop-camera');
    await notice(ann, 'A moderator turned off your camera.').waitFor();
    await untilSeen(ann, 'the camera is given back', ({ camera, filmed }) => camera === 'off' && !filmed);
    await untilSends(ben, 'Ann', 'camera', false);
    await row(maria, 'Ann').locator('[data-action="stop-camera"]').waitFor({ state: 'detached' });
  });

  it('stops what one shares', async () => {
    await ann.evaluate(async () => {
      const canvas = document.createElement('canvas');
      canvas.getContext('2d')?.fillRect(0, 0, 10, 10);
      const [track] = canvas.captureStream(5).getTracks();
      if (track) await document.querySelector('sfu-room')?.publish(track, { label: 'screen', source: 'screen' });
    });
    await untilSends(maria, 'Ann', 'screen', true);
    await act('Ann', 'stop-screen');
    await notice(ann, 'A moderator stopped your screen sharing.').waitFor();
    await untilSends(ben, 'Ann', 'screen', false);
  });

  it('shows one large to everyone who has not pinned another', async () => {
    const featured = (page: Page): Promise<string> =>
      page.evaluate(() => {
        const view = document.querySelector('sfu-room')?.shadowRoot?.querySelector('sfu-stage')?.view;
        return view?.featured ? (view.tiles[0]?.name ?? '') : '';
      });
    await ben.locator('sfu-room sfu-tile').filter({ hasText: 'Maria' }).locator('.surface').dblclick();
    await settles(() => featured(ben)).toBe('Maria');
    await act('Ann', 'spotlight');
    await settles(() => featured(maria)).toBe('Ann');
    expect(await featured(ben)).toBe('Maria');
    await ben.locator('sfu-room sfu-tile').filter({ hasText: 'Maria' }).locator('.surface').dblclick();
    await settles(() => featured(ben)).toBe('Ann');
    // Of oneself one needs no larger picture.
    await ann.locator('sfu-room sfu-tile .mark.spotlit').waitFor();
    expect(await featured(ann)).toBe('');
    await act('Ann', 'end-spotlight');
    await settles(() => featured(ben)).toBe('');
  });

  it('mutes everyone at once', async () => {
    await ben.evaluate(() => document.querySelector('sfu-room')?.setAudio(true));
    await untilSends(maria, 'Ben', 'microphone', true);
    await maria.getByRole('button', { name: 'Mute everyone' }).click();
    for (const page of [ann, ben]) await untilSeen(page, 'it is muted', ({ microphone }) => microphone === 'off');
    expect((await seen(maria)).microphone).toBe('on');
    await maria.getByRole('button', { name: 'Mute everyone' }).waitFor({ state: 'detached' });
  });

  it('makes another one moderator, and takes it back', async () => {
    await act('Ben', 'promote');
    await notice(ben, 'You are a moderator now.').waitFor();
    await ben.locator('sfu-room sfu-controls [part=people]').click();
    await ben.getByRole('switch', { name: 'Lock room' }).waitFor();
    await row(ann, 'Ben').waitFor({ state: 'hidden' });
    await act('Ben', 'demote');
    await notice(ben, 'You are no longer a moderator.').waitFor();
    await ben.getByRole('switch').first().waitFor({ state: 'detached' });
  });

  it('locks the room by keyboard alone: who is new is told why, and comes in once it is open', async () => {
    await maria.getByRole('switch', { name: 'Lock room' }).focus();
    for (const key of ['Tab', 'Shift+Tab']) await maria.keyboard.press(key);
    expect(await focused(maria)).toMatchObject({ visible: true, name: expect.stringContaining('Lock room') as string });
    await maria.keyboard.press('Space');
    await notice(ann, 'The room is locked.').waitFor();
    expect(await maria.getByRole('switch', { name: 'Lock room' }).isChecked()).toBe(true);
    const cem = await open('Cem', 'autojoin audio="none" video="none"');
    await untilStatus(cem, 'failed');
    await cem.getByText('This room is locked.').waitFor();
    expect(await faults(cem)).toEqual([]);
    await maria.keyboard.press('Space');
    await notice(ann, 'The room is open again.').waitFor();
    await cem.getByRole('button', { name: 'Try again' }).click();
    await untilStatus(cem, 'joined');
    await row(maria, 'Cem').waitFor();
    await act('Cem', 'remove');
    await cem.getByText('You were removed from the room.').waitFor();
    await cem.context().close();
  });

  it('is told who knocks, who may think better of it', async () => {
    await maria.getByRole('switch', { name: 'Lobby' }).click();
    await maria.locator('sfu-room sfu-panel [part=close]').click();
    dana = await open('Dana', '');
    await dana.getByRole('button', { name: 'Join', exact: true }).click();
    await untilStatus(dana, 'knocking');
    await dana.getByText('Waiting to be let in').waitFor();
    expect(await faults(dana)).toEqual([]);
    // The picture of oneself stays, and goes on.
    await dana.locator('sfu-room sfu-lobby sfu-tile video.playing').waitFor();

    await notice(maria, 'Dana wants to come in.').waitFor();
    expect(await people().getAttribute('aria-label')).toBe('People, 3, Waiting: 1');
    expect(await people().locator('.count').textContent()).toBe('1');
    expect(await notice(ann, 'Dana').count()).toBe(0);

    // Who waits no longer is back in the lobby, and may knock again.
    await dana.getByRole('button', { name: 'Cancel' }).click();
    await untilStatus(dana, 'lobby');
    await notice(maria, 'Dana').waitFor({ state: 'detached' });
    await dana.getByRole('button', { name: 'Join', exact: true }).click();
    await untilStatus(dana, 'knocking');
  });

  it('sends away who knocks, or lets them in', async () => {
    await people().click();
    await maria.getByText('Waiting: 1').waitFor();
    await notice(maria, 'Dana').waitFor({ state: 'detached' });
    expect(await faults(maria)).toEqual([]);
    await maria.getByRole('button', { name: 'Deny Dana' }).click();
    await untilStatus(dana, 'failed');
    await dana.getByText('You were not let in this time.').waitFor();
    await maria.locator('sfu-room sfu-panel [part=close]').click();
    await dana.getByRole('button', { name: 'Try again' }).click();
    // Looked at once; who knocks again is somebody new.
    await notice(maria, 'Dana wants to come in.').getByRole('button', { name: 'Admit' }).click();
    await untilStatus(dana, 'joined');
    await people().click();
    await row(maria, 'Dana').waitFor();
  });

  it('keeps one out, having been asked once more', async () => {
    await act('Dana', 'ban');
    await maria.getByText('Remove Dana and keep them out of this room?').waitFor();
    expect((await focused(maria))?.name).toBe('Cancel');
    expect(await faults(maria)).toEqual([]);
    await maria.keyboard.press('Escape');
    await settles(async () => (await focused(maria))?.name).toBe('Remove and keep out');
    await maria.keyboard.press('Enter');
    await maria.getByRole('group', { name: 'Remove Dana' }).getByRole('button', { name: 'Remove' }).click();
    await dana.getByText('You were removed from the room.').waitFor();
    await dana.context().close();
  });

  it('lets all in who wait', async () => {
    const two = await Promise.all(['Eve', 'Flo'].map((name) => open(name, 'autojoin audio="none" video="none"')));
    for (const page of two) await untilStatus(page, 'knocking');
    await maria.getByRole('button', { name: 'Admit all' }).click();
    for (const page of two) await untilStatus(page, 'joined');
    await maria.getByText('Waiting:').waitFor({ state: 'detached' });
    for (const page of two) await page.context().close();
  });

  it('ends the call for everyone, having been asked once more', async () => {
    const end = maria.getByRole('button', { name: 'End for all' });
    await end.click();
    await maria.getByText('End the call for everyone?').waitFor();
    await maria.getByRole('button', { name: 'Cancel' }).click();
    await settles(async () => (await focused(maria))?.name).toBe('End for all');
    await end.click();
    await end.click();
    for (const page of [maria, ann, ben]) {
      await page.getByText('The call has ended for everyone.').waitFor();
      expect((await told(page)).findLast(({ name }) => name === 'left')?.reason).toBe('ended');
    }
  });
});
