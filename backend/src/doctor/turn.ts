import { lookup } from 'node:dns/promises';
import { iceServersFor } from '../ice-servers.js';
import type { Context } from './context.js';
import { ok, problem, warning, type Check, type Finding } from './finding.js';
import { reasonOf } from './reason.js';
import { ask, askIce, NoAnswer, StunRefusal, TurnAllocation } from './stun-client.js';
import { METHOD, type Endpoint } from './stun-message.js';
import { parseIceUrl, type IceUrl } from './ice-url.js';
import { openTcp, openTls, openUdp, type Wire } from './wire.js';

/** How long a server may take for each answer, in ms. */
const TIMEOUT = 3_000;

interface Credentials {
  username: string;
  credential: string;
}

/**
 * Do the STUN and TURN servers that browsers are told of help them? Each TURN server is asked for an address with the
 * credentials that a peer would get, and then to carry a packet to the media port and its answer back.
 */
export const turn: Check = {
  name: 'TURN',
  run: async (context) => {
    const servers = iceServersFor(context.config, 'doctor', context.now());
    const tries = servers.flatMap(({ urls, username = '', credential = '' }) =>
      [urls].flat().map((url) => tryUrl(url, { username, credential }, context)),
    );
    if (tries.length === 0) {
      return [ok('None is set: who cannot reach the media port over UDP or TCP cannot take part.')];
    }
    return (await Promise.all(tries)).flat();
  },
};

async function tryUrl(text: string, credentials: Credentials, context: Context): Promise<Finding[]> {
  const url = parseIceUrl(text);
  if (!url) {
    return [problem(`${text} is no address of a STUN or TURN server.`, 'write it as turn:turn.example.org:3478')];
  }
  let wire: Wire;
  try {
    const { address } = await lookup(url.host);
    wire = await open(url, address);
  } catch (error) {
    return [unreachable(text, url, error)];
  }
  try {
    if (!url.relays) {
      await ask(wire, METHOD.binding, () => [], null, TIMEOUT);
      return [ok(`${text} answers.`)];
    }
    return [await relay(text, wire, credentials, context)];
  } catch (error) {
    if (error instanceof StunRefusal) return [refused(text, error)];
    return [unreachable(text, url, error)];
  } finally {
    wire.close();
  }
}

async function open({ transport, secure, host, port }: IceUrl, address: string): Promise<Wire> {
  const to = { address, port };
  if (secure) return await openTls(to, host, TIMEOUT);
  return transport === 'udp' ? await openUdp(to) : await openTcp(to, 'stun', TIMEOUT);
}

/** @throws StunRefusal, NoAnswer, or what ends the wire */
async function relay(text: string, wire: Wire, credentials: Credentials, context: Context): Promise<Finding> {
  // Without a worker, which its own check tells of, it is tried without media.
  const probe = await context.probe().catch(() => null);
  const media = probe?.candidates.find(({ protocol }) => protocol === 'udp');
  const peer = media && (await lookup(media.address).catch(() => null));
  const allocation = await TurnAllocation.open(wire, credentials, peer?.family ?? 4, TIMEOUT);
  try {
    const lends = `${text} lends ${allocation.relayed.address}`;
    if (!probe || !media || !peer) return ok(`${lends}; no media was tried through it.`);
    const to: Endpoint = { address: peer.address, port: media.port };
    try {
      await askIce(await allocation.openWire(to), probe, TIMEOUT);
      return ok(`${lends}, and the media port answers through it.`);
    } catch (error) {
      return notRelayed(text, allocation.relayed, to, error);
    }
  } finally {
    // One that is lost for want of an answer ends by itself.
    await allocation.release().catch(() => undefined);
  }
}

function notRelayed(text: string, relayed: Endpoint, to: Endpoint, error: unknown): Finding {
  if (error instanceof StunRefusal && error.code === 403) {
    return problem(
      `${text} does not relay to the announced address ${to.address} (403).`,
      `in turnserver.conf: allowed-peer-ip=${to.address}`,
    );
  }
  if (error instanceof NoAnswer) {
    return warning(
      `${text} lends ${relayed.address}, but the media port ${to.address}:${String(to.port)} does not answer through it.`,
      `let UDP port ${String(to.port)} through from ${relayed.address}, and check external-ip in turnserver.conf`,
    );
  }
  throw error;
}

function refused(text: string, refusal: StunRefusal): Finding {
  if (refusal.code === 401) {
    return problem(
      `${text} refuses the credentials (401).`,
      'set --turn-secret to its static-auth-secret; where they are the same, compare the clocks of both machines',
    );
  }
  return problem(`${text} refuses to relay (${refusal.message}).`, 'see the log of the TURN server');
}

function unreachable(text: string, { transport, port }: IceUrl, error: unknown): Finding {
  return problem(
    `${text} does not answer (${reasonOf(error)}).`,
    `check that it runs, and that ${transport.toUpperCase()} port ${String(port)} is open`,
  );
}
