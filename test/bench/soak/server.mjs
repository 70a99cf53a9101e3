// A server that tells what it holds. Started with --expose-gc and an IPC channel.
import { readFileSync } from 'node:fs';
import { observer } from 'mediasoup';
import { createServer } from 'sfu-room-backend';

/** @type {Map<string, number>} */
const live = new Map();

/**
 * Counts a thing until it closes.
 *
 * @param {string} kind
 * @param {{ observer: { once(event: 'close', listener: () => void): unknown } }} thing
 */
function count(kind, thing) {
  live.set(kind, (live.get(kind) ?? 0) + 1);
  thing.observer.once('close', () => live.set(kind, (live.get(kind) ?? 0) - 1));
}

/** @type {number[]} */
const pids = [];
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

const server = await createServer({
  port: 0,
  mediaPort: 0,
  workers: 1,
  gracePeriod: 300,
  logLevel: 'error',
  serveSite: false,
});

/** Resident memory of a process, in kB. @param {number} pid */
function residentOf(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

process.on('message', (message) => {
  if (message === 'close') {
    void server.close().then(() => process.disconnect());
    return;
  }
  // Twice: what the first collection finalizes, the second frees.
  globalThis.gc?.();
  globalThis.gc?.();
  process.send?.({
    heap: process.memoryUsage().heapUsed / 1000,
    worker: pids.reduce((sum, pid) => sum + residentOf(pid), 0),
    handles: process.getActiveResourcesInfo().length,
    ...Object.fromEntries(live),
  });
});
process.send?.({ url: server.url });
