import { BlockList, isIP } from 'node:net';

/** How far an address reaches. */
type AddressKind = 'unspecified' | 'loopback' | 'link-local' | 'private' | 'public';

/** The IANA registries of special addresses, as far as machines have such. The first that fits counts. */
const NETWORKS: readonly (readonly [AddressKind, string, number])[] = [
  ['unspecified', '0.0.0.0', 32],
  ['unspecified', '::', 128],
  ['loopback', '127.0.0.0', 8],
  ['loopback', '::1', 128],
  ['link-local', '169.254.0.0', 16],
  ['link-local', 'fe80::', 10],
  ['private', '10.0.0.0', 8],
  ['private', '172.16.0.0', 12],
  ['private', '192.168.0.0', 16],
  // Between a provider's customers and its own NAT; some virtual private networks use it, too.
  ['private', '100.64.0.0', 10],
  ['private', 'fc00::', 7],
];

const LISTS = NETWORKS.map(([kind, network, bits]) => {
  const list = new BlockList();
  list.addSubnet(network, bits, familyOf(network));
  return { kind, list };
});

/** @param address an IP address */
export function kindOf(address: string): AddressKind {
  return LISTS.find(({ list }) => list.check(address, familyOf(address)))?.kind ?? 'public';
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
