import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below what Linux gives away by itself (32768 to 60999): nobody else comes upon a port of these between two looks. */
const FIRST = 20_000;

/** Of each process that runs tests beside others. */
const OWN = 100;

let next = process.pid;

/** So many ports in a row, on which nobody listens, neither by UDP nor by TCP, at any address; returns the first. */
export async function freePorts(count: number): Promise<number> {
  for (let tried = 0; tried < OWN; tried++) {
    const first = FIRST + (process.pid % 120) * OWN + (next % (OWN - count));
    next += count;
    const ports = Array.from({ length: count }, (_, index) => first + index);
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) return first;
  }
  throw new Error('Every port that this process may use is taken.');
}

export function freePort(): Promise<number> {
  return freePorts(1);
}

/** Ports for a server that is started again: its own, and the first of two for media. */
export async function serverPorts(): Promise<{ port: number; mediaPort: number }> {
  const port = await freePorts(3);
  return { port, mediaPort: port + 1 };
}

async function isFree(port: number): Promise<boolean> {
  const [tcp, udp] = [createServer(), createSocket('udp4')];
  try {
    await Promise.all([once(tcp.listen(port, '0.0.0.0'), 'listening'), once(udp.bind(port, '0.0.0.0'), 'listening')]);
    return true;
  } catch {
    return false;
  } finally {
    await Promise.all([closed(tcp), closed(udp)]);
  }
}

/** What never began to listen has nothing to close. */
function closed(listener: { close(callback: () => void): unknown }): Promise<void> {
  return new Promise((resolve) => {
    try {
      listener.close(() => resolve());
    } catch {
      resolve();
    }
  });
}
