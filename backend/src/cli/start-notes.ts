import { isIP } from 'node:net';
import { kindOf } from '../address-kind.js';
import type { Config } from '../config.js';
import { announcedAddress } from '../doctor/announced-address.js';
import { clock } from '../doctor/clock.js';
import { fileDescriptors } from '../doctor/file-descriptors.js';
import type { Check } from '../doctor/finding.js';
import { mediaPorts } from '../doctor/media-ports.js';
import { surroundings } from '../doctor/open-context.js';
import { reportLine } from '../doctor/report.js';
import { runChecks } from '../doctor/run-checks.js';
import { tls } from '../doctor/tls.js';
import { turn } from '../doctor/turn.js';
import type { MediaProbe } from '../media/media-probe.js';
import type { RunningServer } from '../server.js';

/** That the worker runs is proved by the server that does. */
const AT_START: readonly Check[] = [announcedAddress, mediaPorts, tls, turn, clock, fileDescriptors];

/** What the doctor finds wrong with a server that has started, line by line; what is fine is not told. */
export async function* startNotes(
  config: Config,
  server: Pick<RunningServer, 'announcedAddress' | 'openMediaProbe'>,
): AsyncGenerator<string> {
  const opened: { probe?: Promise<MediaProbe> } = {};
  // Nothing stands between a machine and itself.
  const alone = isIP(server.announcedAddress) !== 0 && kindOf(server.announcedAddress) === 'loopback';
  const checks = alone ? AT_START.filter((check) => check !== mediaPorts) : AT_START;
  const context = {
    ...surroundings(),
    config,
    mediaHost: config.mediaHost ?? config.host,
    announcedAddress: server.announcedAddress,
    probe: () => (opened.probe ??= server.openMediaProbe()),
  };
  try {
    for await (const finding of runChecks(context, checks)) {
      if (finding.level !== 'ok') yield reportLine(finding);
    }
  } finally {
    // It may be that none could be opened, of which the checks have made what they could.
    const probe = await opened.probe?.catch(() => null);
    probe?.close();
  }
}
