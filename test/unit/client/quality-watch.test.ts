import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { QualityWatch } from '../../../widget/src/client/quality-watch.js';
import type { Measured } from '../../../widget/src/client/stats-meter.js';
import { factOf } from '../../helpers/facts.js';

const reports = vi.fn(() => Promise.resolve({ send: null, recv: null }));
const measured: Measured = { fact: factOf(), transports: { received: new Map(), sent: [], reports } };
let page: { visibilityState: 'visible' | 'hidden' };
let watch: QualityWatch;

/** Loading what measures takes turns that timers know nothing of. */
async function looks(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  await vi.dynamicImportSettled();
  await vi.advanceTimersByTimeAsync(0);
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  page = { visibilityState: 'visible' };
  vi.stubGlobal('document', page);
  reports.mockClear();
  watch = new QualityWatch(() => measured, vi.fn());
});

afterEach(() => {
  watch.close();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('the quality', () => {
  test('is looked at every two seconds from its start, once however often that is', async () => {
    await looks(10_000);
    expect(reports).not.toHaveBeenCalled();
    watch.start();
    watch.start();
    for (let look = 1; look <= 3; look++) {
      await looks(2_000);
      expect(reports).toHaveBeenCalledTimes(look);
    }
  });

  test('is not looked at while nobody sees the page', async () => {
    watch.start();
    page.visibilityState = 'hidden';
    await looks(2_000);
    await looks(2_000);
    expect(reports).not.toHaveBeenCalled();
    page.visibilityState = 'visible';
    await looks(2_000);
    expect(reports).toHaveBeenCalledTimes(1);
  });

  test('leaves nothing behind', async () => {
    watch.start();
    await looks(2_000);
    watch.close();
    await looks(10_000);
    expect(reports).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('goes on when the browser could not be read once', async () => {
    watch.start();
    reports.mockRejectedValueOnce(new Error('closed'));
    await looks(2_000);
    expect(watch.qualities).toEqual({ self: null, peers: new Map() });
    await looks(2_000);
    expect(reports).toHaveBeenCalledTimes(2);
  });
});

test('numbers are refused when the call is over', async () => {
  watch.close();
  await expect(watch.stats()).rejects.toMatchObject({ code: 'left' });
});
