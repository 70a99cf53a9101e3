// What the process of a server holds. It is started with --expose-gc.
import { readFileSync } from 'node:fs';
import { observer } from 'mediasoup';

/**
 * @typedef {object} Holdings
 * @property {number} heap bytes in use
 * @property {number} worker resident memory of the media workers, in bytes
 * @property {number} handles what keeps the process alive
 * @property {number} routers
 * @property {number} transports
 * @property {number} producers
 * @property {number} consumers
 */

/**
 * Counts from now on, so it is called before the server is made.
 *
 * @returns {() => Holdings} what is held after the garbage is collected
 */
export function countHoldings() {
  const live = { routers: 0, transports: 0, producers: 0, consumers: 0 };
  /** @type {number[]} */
  const pids = [];

  /**
   * @param {keyof typeof live} kind
   * @param {{ observer: { once(event: 'close', listener: () => void): unknown } }} thing
   */
  function count(kind, thing) {
    live[kind] += 1;
    thing.observer.once('close', () => {
      live[kind] -= 1;
    });
  }

  observer.on('newworker', (worker) => {
    pids.push(worker.pid);
    worker.observer.on('newrouter', (router) => {
      count('routers', router);
      router.observer.on('newtransport', (transport) => {
        count('transports', transport);
        transport.observer.on('newproducer', (producer) => count('producers', producer));
        transport.observer.on('newconsumer', (consumer) => count('consumers', consumer));
      });
    });
  });

  return () => {
    // Twice: what the first collection finalizes, the second frees.
    globalThis.gc?.();
    globalThis.gc?.();
    return {
      heap: process.memoryUsage().heapUsed,
      worker: pids.reduce((sum, pid) => sum + residentOf(pid), 0),
      handles: process.getActiveResourcesInfo().length,
      ...live,
    };
  };
}

/** Resident memory of a process, in bytes. @param {number} pid */
function residentOf(pid) {
  return 1024 * Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}
