import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, it } from 'vitest';
import { MODERATION } from './moderation-scenes.js';
import { CALL, LOBBY, tiles, type Doing, type Scene } from './scenes.js';
import { settled, Studio } from './studio.js';

const FOLDER = resolve(import.meta.dirname, '../../screenshots');

const SIZES = {
  desktop: { width: 1280, height: 800 },
  tablet: { width: 820, height: 1180 },
  phone: { width: 390, height: 844 },
  /** The room is 240 px wide and 320 px high in it. */
  sidebar: { width: 640, height: 480 },
};

interface View {
  readonly size: keyof typeof SIZES;
  readonly scheme: 'light' | 'dark';
  readonly lang: 'en' | 'ar';
}

const VIEWS: readonly View[] = [
  ...(Object.keys(SIZES) as (keyof typeof SIZES)[]).flatMap((size) =>
    (['light', 'dark'] as const).map((scheme): View => ({ size, scheme, lang: 'en' })),
  ),
  { size: 'desktop', scheme: 'dark', lang: 'ar' },
  { size: 'phone', scheme: 'light', lang: 'ar' },
];

/** In which one state leads to the next. */
const BETWEEN: View = { size: 'desktop', scheme: 'light', lang: 'en' };

async function show(page: Page, { size, scheme, lang }: View): Promise<void> {
  await page.setViewportSize(SIZES[size]);
  await page.emulateMedia({ colorScheme: scheme });
  const dir = lang === 'ar' ? 'rtl' : 'ltr';
  await page.evaluate(
    (given) => {
      Object.assign(document.documentElement, given);
      document.querySelector('sfu-room')?.setAttribute('lang', given.lang);
    },
    { lang, dir },
  );
  // Its words come when they are asked for.
  await page.locator(`sfu-room .room[dir=${dir}]`).waitFor();
  await settled(page);
}

/** One picture of each view, named by state, size, and scheme or language. */
async function shoot(state: string, page: Page, { open, close }: Doing = {}): Promise<void> {
  for (const view of VIEWS) {
    const { size, scheme, lang } = view;
    await show(page, view);
    if ((await open?.()) !== false) {
      // What a press has drawn over its button is not what is to be seen.
      await page.mouse.move(0, 0);
      await settled(page);
      const name = lang === 'en' ? `${state}-${size}-${scheme}` : `${state}-${size}-${lang}`;
      await page.screenshot({ path: resolve(FOLDER, `${name}.png`) });
    }
    await close?.();
    // It went back to what opened the state, and shows that.
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  }
  await show(page, BETWEEN);
}

describe('a picture of each state', () => {
  let studio: Studio;
  beforeAll(async () => {
    await mkdir(FOLDER, { recursive: true });
    studio = await Studio.open();
  });
  afterEach(() => studio.strike());
  afterAll(() => studio.close());

  const scenes: Record<string, Scene> = {
    ...LOBBY,
    ...CALL,
    ...MODERATION,
    ...Object.fromEntries([1, 2, 9, 16].map((count) => [`tiles-${String(count)}`, tiles(count)])),
  };
  for (const [name, scene] of Object.entries(scenes)) it(name, () => scene(studio, shoot));
});
