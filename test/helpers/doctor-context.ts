import type { Context } from '../../backend/src/doctor/context.js';
import type { Finding } from '../../backend/src/doctor/finding.js';
import { resolveConfig } from '../../backend/src/config.js';
import { announcedAddressFor } from '../../backend/src/media-address.js';

export type Settings = Parameters<typeof resolveConfig>[0];

/** What the doctor looks at, as it would be with these settings; by itself a machine with loopback alone. */
export function doctorContext(settings: Settings = {}, change: Partial<Context> = {}): Context {
  const config = resolveConfig({ workers: 1, mediaPort: 0, ...settings });
  const mediaHost = config.mediaHost ?? config.host;
  const interfaces = change.interfaces ?? {};
  return {
    config,
    mediaHost,
    announcedAddress: announcedAddressFor(mediaHost, config.announcedAddress, interfaces),
    interfaces,
    inContainer: false,
    now: Date.now,
    probe: () => Promise.reject(new Error('There is no worker in this test.')),
    ...change,
  };
}

/** Interfaces with one address each, by name. */
export function interfacesWith(addresses: Readonly<Record<string, string>>): Context['interfaces'] {
  return Object.fromEntries(
    Object.entries(addresses).map(([name, address]) => {
      const family = address.includes(':') ? ({ family: 'IPv6', scopeid: 0 } as const) : ({ family: 'IPv4' } as const);
      const info = { address, netmask: '', mac: '', internal: name === 'lo', cidr: null, ...family };
      return [name, [info]];
    }),
  );
}

/** Level and sentence of each: "warning: …". */
export const said = (findings: readonly Finding[]): string[] => findings.map(({ level, text }) => `${level}: ${text}`);
