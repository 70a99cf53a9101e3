import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flagsBehindLinks, openLinks, usingBrowser, type Caller } from '../../../helpers/call.js';
import { serverPorts } from '../../../helpers/ports.js';
import { gapsOf, pairOf, report, untilBothFlow, usualGaps, type Pair } from '../../../helpers/pair.js';
import { Lab } from '../../../helpers/pages.js';
import { ServerProcess } from '../../../helpers/server-process.mjs';
import { until } from '../../../helpers/until.js';
import { SERVER_HOST } from '../../../net/relay.mjs';

/** Longest wait between two attempts of a client, in ms, and time for the join itself on a loaded machine. */
const BACK = 4_000;

describe('the server', async () => {
  const { browser } = usingBrowser();
  const lab = new Lab();
  const ports = await serverPorts();
  const server = new ServerProcess(flagsBehindLinks(ports));
  let pair: Pair;

  beforeAll(async () => {
    lab.onClose(() => server.end('SIGTERM'));
    await server.start();
    pair = await pairOf(lab, browser(), await openLinks(lab, ports.port, ports.mediaPort));
  });
  afterAll(() => lab.close());

  const backAt = async (caller: Caller): Promise<number> => {
    await caller.untilStatus('joined');
    const [joined] = (await caller.toldOf('statuschange')).filter(({ status }) => status === 'joined');
    return joined?.at ?? 0;
  };

  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'is ended by %s and started again: everyone is back by themselves',
    async (signal) => {
      const { ann, bob } = pair;
      const [annId, bobId] = [await ann.id(), await bob.id()];
      const usual = await usualGaps(pair);
      await Promise.all([ann.forget(), bob.forget(), ann.mark(), bob.mark()]);

      await server.end(signal);
      await Promise.all([ann.untilStatus('reconnecting'), bob.untilStatus('reconnecting')]);
      // Until the clients wait as long as they ever do between attempts.
      await delay(3_000);
      const started = server.start();
      const answering = await untilAnswering(ports.port);
      await started;
      const back = Math.max(...(await Promise.all([backAt(ann), backAt(bob)])));
      await untilBothFlow(pair);
      const flowing = Date.now();

      report(
        `server ended by ${signal} and started again`,
        usual,
        await gapsOf(pair),
        `back in the room ${back - answering} ms after its port answered, all media ${flowing - answering} ms`,
      );
      expect(back - answering).toBeLessThan(BACK);
      expect([await ann.id(), await bob.id()]).toEqual([annId, bobId]);
      for (const caller of [ann, bob]) {
        expect((await caller.toldOf('statuschange')).map(({ status }) => status)).toEqual(['reconnecting', 'joined']);
        expect(await caller.toldOf('left')).toEqual([]);
        expect(await caller.toldOf('error')).toEqual([]);
      }
    },
  );
});

/** @returns when a connection to the port was taken, in ms since the epoch */
async function untilAnswering(port: number): Promise<number> {
  return await until('the port answers', async () => {
    const taken = await new Promise<boolean>((resolve) => {
      const socket = connect(port, SERVER_HOST, () => {
        socket.destroy();
        resolve(true);
      });
      socket.on('error', () => resolve(false));
    });
    return taken ? Date.now() : null;
  });
}
