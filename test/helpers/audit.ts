import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Take } from '../screenshots/scenes.js';
import { settled } from '../screenshots/studio.js';

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

export async function findings(page: Page): Promise<Findings> {
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

/** Axe finds nothing in a state, in any window. */
export const audit: Take = async (state, page, { open, close } = {}) => {
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
