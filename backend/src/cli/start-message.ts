import type { Config } from '../config.js';
import type { SfuRoomServer } from '../server.js';

const LOOPBACK = /^(127\.|::1$)/;
const EVERY_INTERFACE = /^(0\.0\.0\.0|::)$/;

/** What a person wants to know when the server has started: the page to open, and where media goes. */
export function startMessage(
  config: Pick<Config, 'host' | 'announcedAddress'>,
  server: Pick<SfuRoomServer, 'url' | 'port' | 'announcedAddress' | 'mediaPorts'>,
): string {
  const { announcedAddress, mediaPorts, port } = server;
  const workers = mediaPorts.length;
  const open = EVERY_INTERFACE.test(config.host) ? `http://localhost:${port}` : server.url;
  const lines = [
    ['Open', open],
    ['Listens on', server.url + (LOOPBACK.test(config.host) ? ', this machine only (--host 0.0.0.0 for others)' : '')],
    ['Media', `${announcedAddress}, UDP and TCP ${ranges(mediaPorts)}, ${workers} worker${workers === 1 ? '' : 's'}`],
  ];
  const notes: string[] = [];
  if (config.announcedAddress === null && !LOOPBACK.test(announcedAddress)) {
    notes.push(
      `Browsers are told to send media to ${announcedAddress}, which was found on this machine.`,
      'Where they reach it by another address (NAT, container), set that one: --announced-address.',
    );
  }
  if (!LOOPBACK.test(config.host)) {
    notes.push('Browsers give a camera only to pages from https and from localhost.');
  }
  const width = Math.max(...lines.map(([name = '']) => name.length));
  return [
    'sfu-room is running.',
    '',
    ...lines.map(([name = '', text = '']) => `  ${name.padEnd(width)}  ${text}`),
    '',
    ...notes,
    ...(notes.length > 0 ? [''] : []),
  ]
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
