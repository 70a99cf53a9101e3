import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ok, warning, type Check } from './finding.js';

/** What the server has open without anybody in it: libraries, logs, pipes to the workers. */
const WITHOUT_PEERS = 100;

/** Each peer has its WebSocket; a reload opens the next one before the old is gone. */
const PER_PEER = 2;

/** Each connection is a file to the system: are there enough for as many peers as are let in? */
export const fileDescriptors: Check = {
  name: 'open files',
  run: async ({ config: { maxTotalPeers } }) => {
    const limit = await softLimit();
    if (limit === null) return [ok('This system has no limit that could be read.')];
    const needed = WITHOUT_PEERS + PER_PEER * maxTotalPeers;
    if (limit >= needed) {
      return [ok(`${limit === Infinity ? 'No limit' : String(limit)}, for ${String(maxTotalPeers)} peers.`)];
    }
    return [
      warning(
        `At most ${String(limit)} may be open, and ${String(maxTotalPeers)} peers (--max-total-peers) may need ${String(needed)}.`,
        `LimitNOFILE=65536 in the systemd unit, "ulimits" in compose, or a lower --max-total-peers`,
      ),
    ];
  },
};

/** Node raises its own limit as far as it may, and what it starts inherits that: a shell tells what the server will have. */
async function softLimit(): Promise<number | null> {
  try {
    const { stdout } = await promisify(execFile)('sh', ['-c', 'ulimit -n']);
    const text = stdout.trim();
    return text === 'unlimited' ? Infinity : /^\d+$/.test(text) ? Number(text) : null;
  } catch {
    return null;
  }
}
