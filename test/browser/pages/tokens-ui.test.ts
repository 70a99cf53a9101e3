import { SignJWT } from 'jose';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SfuRoom } from 'sfu-room';
import type { SfuRoomServer } from 'sfu-room-backend';
import { Lab, openPage, roomPage, told, untilStatus } from '../../helpers/pages.js';
import { until } from '../../helpers/until.js';

const SECRET = 'a secret of at least thirty-two characters';

/** @param seconds until it runs out */
const token = (identity: string, claims: Record<string, unknown> = {}, seconds = 600): Promise<string> =>
  new SignJWT({ room: 'office', sub: identity, ...claims })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
    .sign(new TextEncoder().encode(SECRET));

describe('a page with tokens', () => {
  const lab = new Lab();
  let browser: Browser;
  let server: SfuRoomServer;

  const open = async (given: string, attributes = ''): Promise<Page> => {
    const html = roomPage(
      server.url,
      `room="office" token="${given}" autojoin audio="none" video="none" ${attributes}`,
    );
    const { page } = await openPage(browser, await lab.website(html));
    lab.onClose(() => page.context().close());
    return page;
  };

  beforeAll(async () => {
    server = await lab.server({ serveSite: false, secret: [SECRET] });
    browser = await lab.browser();
  });
  afterAll(() => lab.close());

  it('keeps a token out of the document, and goes on with a fresh one when it is asked for one', async () => {
    const page = await open(await token('ann', {}, 8));
    await untilStatus(page, 'joined');
    expect(await page.locator('sfu-room').getAttribute('token')).toBeNull();
    const first = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          document
            .querySelector<SfuRoom>('sfu-room')
            ?.addEventListener('tokenexpiring', ({ detail }) => resolve(detail.expiresAt));
        }),
    );
    const fresh = await token('ann');
    await page.evaluate((given) => document.querySelector('sfu-room')?.setAttribute('token', given), fresh);
    expect(await page.locator('sfu-room').getAttribute('token')).toBeNull();
    await until('the first token would have ended it', () => Date.now() > first + 500);
    // An answer of the server, which refuses everything to who has no valid token.
    await page.evaluate(() => document.querySelector<SfuRoom>('sfu-room')?.sendMessage('still here'));
    expect((await told(page)).filter(({ name }) => name === 'left')).toEqual([]);
  });

  it('is told in plain words when a token has run out, or is missing', async () => {
    const page = await open(await token('ben', {}, 3));
    await untilStatus(page, 'left');
    await page.getByText('Your invitation has expired. Ask for a new one.').waitFor();
    const none = await open('');
    await untilStatus(none, 'failed');
    await none.getByText('You need an invitation to join this room.').waitFor();
  });

  it('has no way back for who was put out for good, whoever they say they are', async () => {
    const maria = await open(await token('maria', { name: 'Maria', role: 'teacher', permissions: { moderate: true } }));
    await untilStatus(maria, 'joined');
    const cem = await open(await token('cem', { name: 'Cem' }));
    await untilStatus(cem, 'joined');
    await maria.locator('sfu-room sfu-controls [part=people]').click();
    const row = maria.locator('sfu-room sfu-people .person').filter({ hasText: 'Cem' });
    await row.locator('.toggle').click();
    await row.locator('[data-action=ban]').click();
    await row.locator('sfu-confirm [part=yes]').click();
    await cem.getByText('You were removed from the room.').waitFor();
    await cem.getByRole('button', { name: 'Join again' }).click();
    await cem.getByText('You were removed from this room and cannot come back.').waitFor();
    expect(await cem.locator('sfu-room sfu-lobby [part=join]').count()).toBe(0);
    await cem.reload();
    await cem.getByText('You were removed from this room and cannot come back.').waitFor();
  });

  it('shows nothing of what the token does not permit, and the token’s own word for one', async () => {
    const claims = { role: 'listener', permissions: { publish: [], chat: false } };
    const page = await open(await token('dana', claims), 'name="Dana"');
    await untilStatus(page, 'joined');
    await page.locator('sfu-room sfu-controls [part=people]').click();
    await page.locator('sfu-room sfu-people .note').filter({ hasText: 'listener' }).waitFor();
    for (const part of ['sfu-toggle button', 'sfu-reactions']) {
      expect(await page.locator(`sfu-room sfu-controls ${part}`).count(), part).toBe(0);
    }
    await page.locator('sfu-room sfu-controls [part=chat]').click();
    await page.getByText('You can read here, but not write.').waitFor();
    expect(await page.locator('sfu-room sfu-chat textarea').count()).toBe(0);
  });
});
