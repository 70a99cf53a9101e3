import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { behindLinks, openLinks, usingBrowser, type Links } from '../../../helpers/call.js';
import { gapsOf, pairOf, report, untilBothFlow, usualGaps, type Gaps, type Pair } from '../../../helpers/pair.js';
import { Lab } from '../../../helpers/pages.js';
import { until } from '../../../helpers/until.js';

/** What may pass from the end of a fault until all flows; far more than it takes. */
const RECOVERY = 4_000;

describe('the network', () => {
  const { browser } = usingBrowser();
  /** One call goes through all of it. */
  const lab = new Lab();
  let links: Links;
  let pair: Pair;
  let usual: Gaps;

  beforeAll(async () => {
    const server = await lab.server(behindLinks());
    links = await openLinks(lab, server.port, server.mediaPorts[0] ?? 0);
    pair = await pairOf(lab, browser(), links);
  });
  beforeEach(async () => {
    usual = await usualGaps(pair);
    await Promise.all([pair.ann.forget(), pair.bob.forget(), pair.ann.mark(), pair.bob.mark()]);
  });

  afterAll(() => lab.close());

  /** The same tracks go on: nothing was made anew that did not have to be. */
  const expectSameTracks = async (): Promise<void> => {
    for (const caller of [pair.ann, pair.bob]) expect(await caller.toldOf('trackended')).toEqual([]);
  };

  it("the client's port changes: ICE is restarted before the browser notices", async () => {
    links.media.rebind();
    await untilBothFlow(pair);
    const gaps = await gapsOf(pair);
    report("client's port changed", usual, gaps, 'bounded by the second of silence that is waited for');
    expect(gaps.audio).toBeLessThan(RECOVERY);
    expect(gaps.video).toBeLessThan(RECOVERY);
    await expectSameTracks();
    expect(await pair.ann.toldOf('statuschange')).toEqual([]);
  });

  it('the media path is blocked for 6 s and opened again', async () => {
    const ms = 6_000;
    links.media.block();
    await delay(ms);
    links.media.unblock();
    await untilBothFlow(pair);
    const gaps = await gapsOf(pair);
    report(`media blocked for ${ms} ms`, usual, gaps, `${gaps.audio - ms} and ${gaps.video - ms} ms after it opened`);
    expect(gaps.audio).toBeLessThan(ms + RECOVERY);
    expect(gaps.video).toBeLessThan(ms + RECOVERY);
    await expectSameTracks();
    expect(await pair.ann.toldOf('statuschange')).toEqual([]);
  });

  it('everything is gone for 5 s', async () => {
    links.media.block();
    links.signaling.block();
    await delay(5_000);
    links.media.unblock();
    links.signaling.unblock();
    await untilBothFlow(pair);
    const gaps = await gapsOf(pair);
    await pair.ann.untilStatus('joined');
    report(
      'everything blocked for 5 s',
      usual,
      gaps,
      `${gaps.audio - 5_000} and ${gaps.video - 5_000} ms after it opened`,
    );
    expect(gaps.audio).toBeLessThan(5_000 + RECOVERY);
    expect(gaps.video).toBeLessThan(5_000 + RECOVERY);
    await expectSameTracks();
  });

  it("the client's port changes, and the socket is dead without knowing", async () => {
    links.media.rebind();
    links.signaling.strand();
    await untilBothFlow(pair);
    const gaps = await gapsOf(pair);
    await until('the socket is another', async () => (await pair.ann.toldOf('statuschange')).length === 2);
    report(
      "client's port changed with a half-open socket",
      usual,
      gaps,
      'bounded by the check that browsers make each 2.5 s',
    );
    expect(gaps.audio).toBeLessThan(RECOVERY);
    expect(gaps.video).toBeLessThan(RECOVERY);
    await expectSameTracks();
  });
});
