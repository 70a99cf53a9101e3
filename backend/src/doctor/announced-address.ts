import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isVirtualInterface } from '../media-address.js';
import { kindOf } from '../address-kind.js';
import type { Context } from './context.js';
import { ok, problem, warning, type Check, type Finding } from './finding.js';
import { reasonOf } from './reason.js';

const SET_IT = 'set --announced-address to the address by which browsers reach this machine';

/** Browsers send their media to the announced address: is that one by which they can get here? */
export const announcedAddress: Check = {
  name: 'announced address',
  run: async (context) => {
    const { announcedAddress: announced } = context;
    if (isIP(announced) !== 0) return judge(announced, announced, context);
    try {
      const { address } = await lookup(announced);
      return judge(address, `${announced} (${address})`, context);
    } catch (error) {
      return [
        problem(
          `The announced address ${announced} cannot be resolved (${reasonOf(error)}).`,
          'make a DNS record for it, or set --announced-address to an IP address',
        ),
      ];
    }
  },
};

/** @param shown as it is said in the findings */
function judge(address: string, shown: string, context: Context): Finding[] {
  const { config, mediaHost, interfaces, inContainer } = context;
  const owner = ownerOf(address, interfaces);
  const found = config.announcedAddress === null;
  const beyond = kindOf(config.host) !== 'loopback' || config.trustedProxies.length > 0;
  const kind = kindOf(address);

  if (kind === 'unspecified') return [problem(`${shown} is no address that anything can be sent to.`, SET_IT)];
  if (kind === 'loopback') {
    if (!beyond) return [ok(`${shown}: this machine only, as pages and signalling.`)];
    return [problem(`${shown} is announced to browsers elsewhere, and leads them to their own machines.`, SET_IT)];
  }
  if (kind === 'link-local') return [problem(`${shown} is good on one cable only.`, SET_IT)];
  if (kindOf(mediaHost) === 'loopback') {
    return [
      problem(
        `${shown} is announced, but media is taken on ${mediaHost} only, where nothing from outside arrives.`,
        `set --media-host 0.0.0.0${owner === null ? '' : `, or ${address}`}`,
      ),
    ];
  }
  if (owner !== null && kindOf(mediaHost) !== 'unspecified' && mediaHost !== address) {
    return [
      problem(
        `${shown} is announced, but media is taken on ${mediaHost} only.`,
        `set --media-host ${address}, or 0.0.0.0 for every interface`,
      ),
    ];
  }
  // A container that sees the engine's own interfaces shares the network of its host.
  const apart = inContainer && !Object.keys(interfaces).some(isVirtualInterface);
  if (found && apart) {
    return [
      problem(`${shown} was found in this container, and means nothing outside of it.`, `${SET_IT}, that of the host`),
    ];
  }
  if (found && owner !== null && isVirtualInterface(owner)) {
    return [warning(`${shown} was found on ${owner}, which is no real network.`, SET_IT)];
  }
  if (found && kind === 'private') {
    return [
      warning(
        `${shown} was found on ${owner ?? 'this machine'}: browsers of the same network get there, others do not.`,
        `for others, ${SET_IT}`,
      ),
    ];
  }
  if (owner !== null) return [ok(`${shown}, on ${owner}${kind === 'private' ? ': for its network alone' : ''}.`)];
  if (kind === 'private' && !apart) {
    return [warning(`${shown} is announced, and this machine has no such address.`, SET_IT)];
  }
  return [
    ok(`${shown}, which is none of this machine's own: something in front (NAT) has to pass the media ports on.`),
  ];
}

function ownerOf(address: string, interfaces: Context['interfaces']): string | null {
  const found = Object.entries(interfaces).find(([, infos = []]) => infos.some((info) => info.address === address));
  return found?.[0] ?? null;
}
