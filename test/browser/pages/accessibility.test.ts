import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MODERATION } from '../../screenshots/moderation-scenes.js';
import { CALL, LOBBY, tiles, type Take } from '../../screenshots/scenes.js';
import { settled, Studio } from '../../screenshots/studio.js';

/** Of 320 px is what zoom 400 % leaves of a window of 1280 px. */
const WINDOWS = [
  { width: 1280, height: 800, scheme: 'light' },
  { width: 1280, height: 800, scheme: 'dark' },
  { width: 320, height: 640, scheme: 'light' },
] as const;

interface Findings {
  /** In words; what axe cannot decide is not among them. */
  readonly faults: string[];
  /** Rules that something in the room keeps. */
  readonly kept: string[];
}

async function findings(page: Page): Promise<Findings> {
  return await page.evaluate(async () => {
    // WCAG 2.2 asks for it, axe only when it is asked to.
    const rules = { 'target-size': { enabled: true } };
    const { violations, passes } = await (globalThis as unknown as { axe: typeof axe }).axe.run('sfu-room', { rules });
    return {
      faults: violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target.flat().join(' ')}: ${failureSummary ?? ''}`),
      ),
      kept: passes.map(({ id }) => id),
    };
  });
}

describe('axe', () => {
  let studio: Studio;
  beforeAll(async () => {
    studio = await Studio.open();
  });
  afterEach(() => studio.strike());
  afterAll(() => studio.close());

  const look: Take = async (state, page, { open, close } = {}) => {
    await page.evaluate(axe.source);
    for (const { width, height, scheme } of WINDOWS) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: scheme });
      // The bar folds what has no place at this size; until then one would press what goes.
      await settled(page);
      if ((await open?.()) !== false) {
        await settled(page);
        const { faults, kept } = await findings(page);
        expect(faults, `${state}, ${String(width)} px, ${scheme}`).toEqual([]);
        expect(kept).toEqual(expect.arrayContaining(['button-name', 'color-contrast', 'target-size']));
      }
      await close?.();
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  };
  const scenes = { ...LOBBY, ...CALL, ...MODERATION, alone: tiles(1) };
  for (const [name, scene] of Object.entries(scenes)) {
    it(`finds nothing in any state of: ${name}`, () => scene(studio, look));
  }

  it('would find what is wrong in a part', async () => {
    const page = await studio.viewer('room="bad" style="--sfu-color-quiet: #c8c8c8"');
    await page.emulateMedia({ colorScheme: 'light' });
    await settled(page);
    await page.evaluate(axe.source);
    expect((await findings(page)).faults.join()).toContain('color-contrast: sfu-room sfu-lobby');
  });
});
