import type { Page } from 'playwright-core';
import type { Received } from './media-monitor.mjs';

export { installMonitor } from './media-monitor.mjs';
export type { Received };

const NOTHING: Received = { packets: 0, frames: 0, energy: 0, gap: 0, dark: 0, seenAt: 0 };

/** What the page has received of one track. */
export async function received(page: Page, trackId: string): Promise<Received> {
  const all = await page.evaluate(() => monitor.read());
  return all[trackId] ?? NOTHING;
}

/** Gaps are measured from here on. */
export async function mark(page: Page): Promise<void> {
  await page.evaluate(() => monitor.mark());
}
