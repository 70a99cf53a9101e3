// A server in a process of its own, which counts what it should never do and tells what it holds.
// Started with --expose-gc and an IPC channel.
import { readFileSync } from 'node:fs';
import { observer } from 'mediasoup';
import { createServer } from 'sfu-room-backend';

/** @type {string[]} */
const faults = [];
process.on('unhandledRejection', (reason) => faults.push(`unhandled rejection: ${stackOf(reason)}`));
process.on('uncaughtException', (error) => faults.push(`uncaught exception: ${stackOf(error)}`));

const live = { routers: 0, transports: 0, producers: 0, consumers: 0 };
let died = 0;
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
  worker.on('died', () => (died += 1));
  worker.observer.on('newrouter', (router) => {
    count('routers', router);
    router.observer.on('newtransport', (transport) => {
      count('transports', transport);
      transport.observer.on('newproducer', (producer) => count('producers', producer));
      transport.observer.on('newconsumer', (consumer) => count('consumers', consumer));
    });
  });
});

// What is tried is how it takes nonsense, not how soon it has enough of it: that is a test of its own.
const server = await createServer({
  port: 0,
  mediaPort: 0,
  workers: 1,
  gracePeriod: 300,
  joinsPerMinute: 1_000_000,
  requestsPerSecond: 100_000,
  logLevel: 'error',
  serveSite: false,
});

process.on('message', (message) => {
  if (message === 'close') {
    server.close().then(
      () => process.disconnect(),
      (error) => {
        faults.push(stackOf(error));
        process.disconnect();
      },
    );
    return;
  }
  // Twice: what the first collection finalizes, the second frees.
  globalThis.gc?.();
  globalThis.gc?.();
  process.send?.({
    faults,
    died,
    rooms: server.rooms.list().map(({ name }) => name),
    heap: process.memoryUsage().heapUsed,
    worker: pids.reduce((sum, pid) => sum + residentOf(pid), 0),
    handles: process.getActiveResourcesInfo().length,
    ...live,
  });
});
process.send?.({ url: server.url });

/** Resident memory of a process, in bytes. @param {number} pid */
function residentOf(pid) {
  return 1024 * Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

/** @param {unknown} error */
function stackOf(error) {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
