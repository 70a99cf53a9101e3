import type { Config } from '../config.js';
import type { SfuRoomServer } from '../server.js';

const LOOPBACK = /^(127\.|::1$)/;
const EVERY_INTERFACE = /^(0\.0\.0\.0|::)$/;

/** What a person wants to know when the server has started: the page to open, and where media goes. */
export function startMessage(
  config: Pick<Config, 'host'>,
  server: Pick<SfuRoomServer, 'url' | 'port' | 'announcedAddress' | 'mediaPorts'>,
): string {
  const { announcedAddress, mediaPorts, port } = server;
  const workers = mediaPorts.length;
  const [scheme] = server.url.split('//');
  const open = EVERY_INTERFACE.test(config.host) ? `${scheme}//localhost:${port}` : server.url;
  const lines = [
    ['Open', open],
    ['Listens on', server.url + (LOOPBACK.test(config.host) ? ', this machine only (--host 0.0.0.0 for others)' : '')],
    ['Media', `${announcedAddress}, UDP and TCP ${ranges(mediaPorts)}, ${workers} worker${workers === 1 ? '' : 's'}`],
  ];
  const width = Math.max(...lines.map(([name = '']) => name.length));
  return ['sfu-room is running.', '', ...lines.map(([name = '', text = '']) => `  ${name.padEnd(width)}  ${text}`), '']
    .join('\n')
    .concat('\n');
}

/** 20000, 20001, 20002, 30000 as "20000-20002, 30000". */
function ranges(ports: readonly number[]): string {
  const runs: { first: number; last: number }[] = [];
  for (const port of [...ports].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run?.last === port - 1) run.last = port;
    else runs.push({ first: port, last: port });
  }
  return runs.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`)).join(', ');
}
