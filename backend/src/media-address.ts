import { BlockList, isIP } from 'node:net';
import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/** Interfaces that containers, virtual machines and tunnels make: browsers elsewhere seldom reach their addresses. */
const VIRTUAL = /^(docker|br-|veth|virbr|vmnet|vboxnet|cni|flannel|cali|lxc|lxd|podman|tun|tap|utun|wg|zt|tailscale)/;

const linkLocal = new BlockList();
linkLocal.addSubnet('169.254.0.0', 16, 'ipv4');
linkLocal.addSubnet('fe80::', 10, 'ipv6');

const unspecified = new BlockList();
unspecified.addAddress('0.0.0.0', 'ipv4');
unspecified.addAddress('::', 'ipv6');

/**
 * The address that browsers are told to send media to: the one that is set, else
 * the one that media is taken on, else the likeliest of the machine's.
 * @param mediaHost IP address that the workers bind to
 * @param given the setting, null where it is not set
 */
export function announcedAddressFor(
  mediaHost: string,
  given: string | null = null,
  interfaces: Interfaces = networkInterfaces(),
): string {
  if (given !== null) return given;
  if (!isUnspecified(mediaHost)) return mediaHost;
  return likeliest(interfaces) ?? '127.0.0.1';
}

/** IPv4 before IPv6, and real interfaces before virtual ones; in the order the system lists them. */
function likeliest(interfaces: Interfaces): string | null {
  const found = Object.entries(interfaces).flatMap(([name, infos = []]) =>
    infos
      .filter((info) => !info.internal && !isLinkLocal(info.address))
      .map(({ address }) => ({ address, rank: (isIP(address) === 4 ? 0 : 2) + (isVirtualInterface(name) ? 1 : 0) })),
  );
  const [first, ...rest] = found;
  if (!first) return null;
  return rest.reduce((best, next) => (next.rank < best.rank ? next : best), first).address;
}

/** By its name: one that a container engine, a virtual machine or a tunnel has made. */
export function isVirtualInterface(name: string): boolean {
  return VIRTUAL.test(name);
}

/** `0.0.0.0` and the spellings of `::`: every interface. */
const isUnspecified = (address: string): boolean => isIn(unspecified, address);

const isLinkLocal = (address: string): boolean => isIn(linkLocal, address);

function isIn(list: BlockList, address: string): boolean {
  return list.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
}
