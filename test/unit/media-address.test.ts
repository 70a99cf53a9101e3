import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { announcedAddressFor } from '../../backend/src/media-address.js';

function at(address: string): NetworkInterfaceInfo {
  const base = { address, netmask: '', mac: '', cidr: null };
  const internal = address.startsWith('127.') || address === '::1';
  return address.includes(':')
    ? { ...base, internal, family: 'IPv6', scopeid: 0 }
    : { ...base, internal, family: 'IPv4' };
}

const lo = [at('127.0.0.1'), at('::1')];

describe('the address that browsers send media to', () => {
  it('is the one that is set', () => {
    expect(announcedAddressFor('0.0.0.0', 'rooms.example.org', { lo })).toBe('rooms.example.org');
  });

  it.each(['127.0.0.1', '::1', '192.0.2.7', '2001:db8::7'])('is the one that media is taken on: %s', (host) => {
    expect(announcedAddressFor(host, null, { lo, eth0: [at('198.51.100.1')] })).toBe(host);
  });

  describe.each(['0.0.0.0', '::', '0:0:0:0:0:0:0:0'])('on every interface (%s)', (host) => {
    const found = (interfaces: Record<string, NetworkInterfaceInfo[] | undefined>) =>
      announcedAddressFor(host, null, interfaces);

    it('is the first that is not internal', () => {
      expect(found({ lo, eth0: [at('192.0.2.1')], eth1: [at('192.0.2.2')] })).toBe('192.0.2.1');
    });

    it.each(['docker0', 'br-1f2e3d', 'veth12ab', 'virbr0', 'tailscale0', 'wg0', 'utun3'])(
      'is of a real interface rather than of %s',
      (name) => {
        expect(found({ lo, [name]: [at('172.17.0.1')], wlan0: [at('192.0.2.1')] })).toBe('192.0.2.1');
      },
    );

    it('is of a virtual interface where there is no other', () => {
      expect(found({ lo, docker0: [at('172.17.0.1')] })).toBe('172.17.0.1');
    });

    it('takes a bridge of the machine itself for a real one', () => {
      expect(found({ lo, docker0: [at('172.17.0.1')], br0: [at('192.0.2.1')] })).toBe('192.0.2.1');
    });

    it('is IPv6 where there is no IPv4', () => {
      expect(found({ lo, eth0: [at('fe80::1'), at('2001:db8::1')] })).toBe('2001:db8::1');
      expect(found({ lo, eth0: [at('2001:db8::1'), at('192.0.2.1')] })).toBe('192.0.2.1');
    });

    it('is no link-local one', () => {
      expect(found({ eth0: [at('169.254.7.7')], eth1: [at('192.0.2.1')] })).toBe('192.0.2.1');
    });

    it('is loopback where there is nothing else', () => {
      expect(found({ lo, eth0: undefined })).toBe('127.0.0.1');
    });
  });
});
