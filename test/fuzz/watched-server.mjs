// A server in a process of its own, which counts what it should never do and tells what it holds.
// Started with --expose-gc and an IPC channel.
import { observer } from 'mediasoup';
import { createServer } from 'sfu-room-backend';
import { countHoldings } from '../helpers/holdings.mjs';

/** @type {string[]} */
const faults = [];
process.on('unhandledRejection', (reason) => faults.push(`unhandled rejection: ${stackOf(reason)}`));
process.on('uncaughtException', (error) => faults.push(`uncaught exception: ${stackOf(error)}`));

let died = 0;
observer.on('newworker', (worker) => worker.on('died', () => (died += 1)));
const holdings = countHoldings();

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
  process.send?.({
    faults,
    died,
    rooms: server.rooms.list().map(({ name }) => name),
    ...holdings(),
  });
});
process.send?.({ url: server.url });

/** @param {unknown} error */
function stackOf(error) {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
