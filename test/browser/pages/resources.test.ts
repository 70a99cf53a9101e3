import { observer } from 'mediasoup';
import { afterEach, describe, expect, it } from 'vitest';
import { Lab, openPage, roomPage, untilStatus } from '../../helpers/pages.js';
import { until } from '../../helpers/until.js';

describe('20 joins and leaves', () => {
  const lab = new Lab();
  afterEach(() => lab.close());

  it('leave no router, transport, producer or consumer on the server, and no peer behind', async () => {
    const live = new Set<string>();
    const seen = { routers: 0, transports: 0, producers: 0 };
    type Closing = { id: string; observer: { once(event: 'close', listener: () => void): unknown } };
    const track = (what: string, thing: Closing): void => {
      const key = `${what} ${thing.id}`;
      live.add(key);
      thing.observer.once('close', () => live.delete(key));
    };
    observer.on('newworker', (worker) => {
      worker.observer.on('newrouter', (router) => {
        track('router', router);
        seen.routers += 1;
        router.observer.on('newtransport', (transport) => {
          track('transport', transport);
          seen.transports += 1;
          transport.observer.on('newproducer', (producer) => {
            track('producer', producer);
            seen.producers += 1;
          });
          transport.observer.on('newconsumer', (consumer) => track('consumer', consumer));
        });
      });
    });
    lab.onClose(() => Promise.resolve(observer.removeAllListeners('newworker')));

    const server = await lab.server();
    const url = await lab.website(roomPage(server.url, 'room="again" autojoin ui="none"'));
    const browser = await lab.browser();
    const [{ page: ann }, { page: bob }] = await Promise.all([openPage(browser, url), openPage(browser, url)]);
    await Promise.all([untilStatus(ann, 'joined'), untilStatus(bob, 'joined')]);
    await ann.evaluate(async () => {
      const room = document.querySelector('sfu-room');
      if (!room) throw new Error('No room.');
      for (let round = 0; round < 20; round++) {
        await room.leave();
        await room.join();
        if (round % 4 !== 0) continue;
        // Now and then with all its media, else in the midst of it.
        await new Promise<void>((resolve) => {
          const look = (): void => {
            if (room.client.state.self.tracks.filter(({ published }) => published).length < 2) return;
            stop();
            resolve();
          };
          const stop = room.client.subscribe(look);
          look();
        });
      }
    });
    await bob.waitForFunction(() => {
      const state = document.querySelector('sfu-room')?.client.state;
      return state?.peers.length === 1 && state.tracks.length === 2;
    });
    // Two routers' worth: one that read the capabilities, one of the room.
    await until('only what the two hold is there', () => {
      const count = (what: string): number => [...live].filter((key) => key.startsWith(what)).length;
      return count('router') === 1 && count('transport') === 4 && count('producer') === 4 && count('consumer') === 4;
    });
    expect(seen.transports).toBeGreaterThanOrEqual(2 * 22);
    expect(seen.producers).toBeGreaterThanOrEqual(4 + 2 * 5);

    await Promise.all([ann, bob].map((page) => page.evaluate(() => document.querySelector('sfu-room')?.remove())));
    await until('everything is closed', () => live.size === 0);
    const health = (await (await fetch(`${server.url}/healthz`)).json()) as { rooms: number; peers: number };
    expect(health).toMatchObject({ rooms: 0, peers: 0 });
  });
});
