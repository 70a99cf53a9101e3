import { describe, expect, it } from 'vitest';
import { behindLinks, Caller, openLinks, usingBrowser } from '../../helpers/call.js';
import { until } from '../../helpers/until.js';

/** Of this machine, and nothing listens there. */
const NOWHERE = '127.0.0.9';

const codesOf = async (caller: Caller): Promise<(string | undefined)[]> =>
  (await caller.toldOf('error')).map(({ code }) => code);

const untilUnreachable = (caller: Caller): Promise<boolean> =>
  until('it is told', async () => (await codesOf(caller)).includes('media-unreachable'), 30_000);

describe('media that cannot get through', () => {
  const { lab, browser } = usingBrowser();

  it('to a wrong address is told by its code and in words, and the call goes on', async () => {
    const server = await lab.server({ announcedAddress: NOWHERE });
    const ann = await Caller.join(lab, browser(), server.url, { room: 'nowhere', ui: 'full' });
    await untilUnreachable(ann);
    await ann.page.getByText('Sound and video cannot get through').waitFor();
    expect(await ann.page.getByText('media-unreachable').count()).toBe(0);
    expect(await codesOf(ann)).toEqual(['media-unreachable']);
    expect((await ann.state()).status).toBe('joined');
  });

  it('for as long as the path is shut is told once, and comes when it opens', async () => {
    const server = await lab.server(behindLinks());
    const links = await openLinks(lab, server.port, server.mediaPorts[0] ?? 0);
    links.media.block();
    const ann = await Caller.join(lab, browser(), links.url, { room: 'later', name: 'Ann' });
    const bob = await Caller.join(lab, browser(), links.url, { room: 'later', name: 'Bob' });
    await Promise.all([ann, bob].map(untilUnreachable));
    links.media.unblock();
    await ann.untilSeen(await ann.trackOf(bob, 'camera'));
    await bob.untilSeen(await bob.trackOf(ann, 'camera'));
    for (const caller of [ann, bob]) expect(await codesOf(caller)).toEqual(['media-unreachable']);
  });
});
