import { describe, expect, it } from 'vitest';
import { Caller, flagsBehindLinks, openLinks, usingBrowser } from '../../../helpers/call.js';
import { serverPorts } from '../../../helpers/ports.js';
import { gapsOf, JITTER, pairOf, report, untilBothFlow, usualGaps } from '../../../helpers/pair.js';
import { SessionTap } from '../../../helpers/session-tap.js';
import { ServerProcess } from '../../../helpers/server-process.mjs';
import { until } from '../../../helpers/until.js';
import { Relay } from '../../../net/relay.mjs';

/** Frames of another track than before under the same id are decoded. */
async function seenAnew(caller: Caller, trackId: string): Promise<void> {
  await until('the old tracks have ended', async () => (await caller.toldOf('trackended')).length === 2);
  await caller.untilSeen(trackId);
}

describe('a worker', () => {
  const { lab, browser } = usingBrowser();

  it('that is killed is replaced, and everyone sees and hears everyone again', async () => {
    const ports = await serverPorts();
    const server = new ServerProcess(flagsBehindLinks(ports));
    lab.onClose(() => server.end('SIGTERM'));
    await server.start();
    const links = await openLinks(lab, ports.port, ports.mediaPort);
    const pair = await pairOf(lab, browser(), links);
    const { ann, bob } = pair;
    const id = await ann.id();
    const usual = await usualGaps(pair);

    for (const time of [1, 2, 3]) {
      await Promise.all([ann.forget(), bob.forget(), ann.mark(), bob.mark()]);
      const [pid = 0] = server.workers();
      const begin = Date.now();
      process.kill(pid, 'SIGKILL');
      await Promise.all([seenAnew(bob, pair.annVideo), seenAnew(ann, pair.bobVideo)]);
      const seen = Date.now() - begin;
      await untilBothFlow(pair);
      report(`worker killed, time ${time}`, usual, await gapsOf(pair), `frames decoded after ${seen} ms`);
      expect(seen).toBeLessThan(6_000);
      expect(await ann.id()).toBe(id);
      // The sockets are not touched, and nobody has left.
      for (const caller of [ann, bob]) {
        const names = (await caller.told()).map(({ name }) => name);
        expect(names).not.toContain('peerleft');
        expect(names).not.toContain('statuschange');
        expect(names).not.toContain('error');
      }
    }
  });

  it('that is killed touches only its own rooms', async () => {
    const ports = await serverPorts();
    const server = new ServerProcess([...flagsBehindLinks(ports), '--workers', '2']);
    lab.onClose(() => server.end('SIGTERM'));
    await server.start();
    const links = await openLinks(lab, ports.port, ports.mediaPort);
    const second = await Relay.open(ports.mediaPort + 1);
    lab.onClose(() => second.close());
    const pair = await pairOf(lab, browser(), links);
    // On the other worker, which has less to do.
    const cid = await Caller.open(lab, browser(), links.url, { room: 'other', name: 'Cid', autojoin: false });
    const tap = new SessionTap(cid.page);
    await cid.do((room) => room.join());
    await cid.untilState(
      'all is published',
      ({ self }) => self.tracks.filter(({ published }) => published).length === 2,
    );
    const { transports } = tap.snapshot;
    const usual = await usualGaps(pair);
    await Promise.all([pair.ann.forget(), pair.bob.forget(), pair.ann.mark(), pair.bob.mark()]);

    const [, pid = 0] = server.workers();
    process.kill(pid, 'SIGKILL');
    await until('Cid has other transports', () => tap.snapshot.transports.send.id !== transports.send.id);
    await untilBothFlow(pair);

    const gaps = await gapsOf(pair);
    report('worker of another room killed', usual, gaps);
    expect(gaps.audio).toBeLessThan(JITTER);
    expect(gaps.video).toBeLessThan(JITTER);
    expect([...(await pair.ann.told()), ...(await pair.bob.told())]).toEqual([]);
  });
});
