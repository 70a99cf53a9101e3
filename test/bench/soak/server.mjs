// A server that tells what it holds. Started with --expose-gc and an IPC channel.
import { createServer } from 'sfu-room-backend';
import { countHoldings } from '../../helpers/holdings.mjs';

const holdings = countHoldings();
const server = await createServer({
  port: 0,
  mediaPort: 0,
  workers: 1,
  gracePeriod: 300,
  logLevel: 'error',
  serveSite: false,
});

process.on('message', (message) => {
  if (message === 'close') {
    void server.close().then(() => process.disconnect());
    return;
  }
  const { heap, worker, ...counts } = holdings();
  // In kB; those of the worker are the 1,024 bytes that Linux counts in.
  process.send?.({ heap: heap / 1000, worker: worker / 1024, ...counts });
});
process.send?.({ url: server.url });
