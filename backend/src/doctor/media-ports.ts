import { lookup } from 'node:dns/promises';
import type { MediaProbe } from '../media/media-probe.js';
import { startTroubleOf } from '../media/start-trouble.js';
import type { Context } from './context.js';
import { ok, problem, warning, type Check, type Finding } from './finding.js';
import { reasonOf } from './reason.js';
import { askIce } from './stun-client.js';
import type { Endpoint } from './stun-message.js';
import { openTcp, openUdp, type Wire } from './wire.js';

/** How long a media port may take to answer, in ms. */
const TIMEOUT = 2_000;

type Candidate = MediaProbe['candidates'][number];

/** Does media that is sent to the announced address arrive? Tried from this machine, over UDP and over TCP. */
export const mediaPorts: Check = {
  name: 'media ports',
  run: async (context) => {
    let probe: MediaProbe;
    try {
      probe = await context.probe();
    } catch (error) {
      return noProbe(error, context);
    }
    return await Promise.all(probe.candidates.map((candidate) => tryOne(candidate, probe, context)));
  },
};

async function tryOne(candidate: Candidate, probe: MediaProbe, context: Context): Promise<Finding> {
  const { protocol, port } = candidate;
  const name = `${protocol.toUpperCase()} ${candidate.address} port ${String(port)}`;
  let wire: Wire | null = null;
  let own = false;
  try {
    const { address } = await lookup(candidate.address);
    own = isOwn(address, context);
    wire = await open(protocol, { address, port });
    await askIce(wire, probe, TIMEOUT);
    return ok(`${name} answers, tried from this machine.`);
  } catch (error) {
    const ports = portRange(context);
    const reason = reasonOf(error);
    if (own) {
      return problem(
        `${name} is not reached even from this machine (${reason}).`,
        `let ${protocol.toUpperCase()} ${ports} through this machine's firewall`,
      );
    }
    // Many routers do not lead their own network back into itself.
    return warning(
      `${name} is not reached from this machine (${reason}); from outside it may be.`,
      `pass ${protocol.toUpperCase()} ${ports} on to this machine in whatever stands in front, and try a call from outside`,
    );
  } finally {
    wire?.close();
  }
}

async function open(protocol: Candidate['protocol'], to: Endpoint): Promise<Wire> {
  return protocol === 'udp' ? await openUdp(to) : await openTcp(to, 'length', TIMEOUT);
}

function noProbe(error: unknown, context: Context): Finding[] {
  const { config, mediaHost } = context;
  const trouble = startTroubleOf(error);
  switch (trouble?.kind) {
    case 'port-in-use':
      return [
        warning(
          `Port ${String(trouble.port ?? config.mediaPort)} of ${mediaHost} is taken, by the running server or by another program, so that no media was tried.`,
          'stop the server and run this again; where no server runs, choose another --media-port',
        ),
      ];
    case 'no-address':
      return [problem(`This machine has no address ${mediaHost} to take media on.`, 'set --media-host to one it has')];
    default:
      // What keeps the worker from running is told by its own check.
      return [];
  }
}

/** The ports of all workers: "20000-20003". */
function portRange({ config: { mediaPort, workers } }: Pick<Context, 'config'>): string {
  if (mediaPort === 0) return 'every port (a fixed --media-port needs few)';
  return workers === 1 ? `port ${String(mediaPort)}` : `ports ${String(mediaPort)}-${String(mediaPort + workers - 1)}`;
}

function isOwn(address: string, { interfaces }: Context): boolean {
  return Object.values(interfaces).some((infos = []) => infos.some((info) => info.address === address));
}
