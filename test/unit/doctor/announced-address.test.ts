import { describe, expect, it } from 'vitest';
import { announcedAddress } from '../../../backend/src/doctor/announced-address.js';
import type { Context } from '../../../backend/src/doctor/context.js';
import { doctorContext, interfacesWith, said, type Settings } from '../../helpers/doctor-context.js';

const EVERYWHERE = { host: '0.0.0.0', open: true };
const PUBLIC = interfacesWith({ lo: '127.0.0.1', eth0: '198.51.100.7' });
const LAN = interfacesWith({ lo: '127.0.0.1', eth0: '192.168.1.7', docker0: '172.17.0.1' });
const BRIDGED = interfacesWith({ lo: '127.0.0.1', eth0: '172.17.0.2' });

const find = async (settings: Settings, change: Partial<Context> = {}): Promise<string> => {
  const findings = await announcedAddress.run(doctorContext(settings, change));
  expect(findings).toHaveLength(1);
  // Who reads of something wrong reads what to do.
  for (const { level, fix } of findings) expect(fix === null).toBe(level === 'ok');
  return said(findings).join();
};

describe('the announced address is fine', () => {
  it('as loopback, where pages are for this machine alone', async () => {
    expect(await find({})).toMatch(/^ok: 127\.0\.0\.1: this machine only/);
  });

  it('where it is a public one of this machine', async () => {
    expect(await find(EVERYWHERE, { interfaces: PUBLIC })).toBe('ok: 198.51.100.7, on eth0.');
  });

  it('where it is set to a private one of this machine: that is meant for its network', async () => {
    expect(await find({ ...EVERYWHERE, announcedAddress: '192.168.1.7' }, { interfaces: LAN })).toMatch(
      /^ok: .* its network alone/,
    );
  });

  it('where it is public and of something in front: NAT, in a container and without', async () => {
    for (const change of [{ interfaces: LAN }, { interfaces: BRIDGED, inContainer: true }]) {
      expect(await find({ ...EVERYWHERE, announcedAddress: '203.0.113.7' }, change)).toMatch(/^ok: .*NAT/);
    }
  });

  it('where the host of a container is announced to its own network', async () => {
    const change = { interfaces: BRIDGED, inContainer: true };
    expect(await find({ ...EVERYWHERE, announcedAddress: '192.168.1.7' }, change)).toMatch(/^ok: /);
  });
});

describe('the announced address is a warning', () => {
  it('where a private one was found', async () => {
    expect(await find(EVERYWHERE, { interfaces: LAN })).toMatch(/^warning: 192\.168\.1\.7 was found on eth0/);
    // The network of the host, seen from a container.
    expect(await find(EVERYWHERE, { interfaces: LAN, inContainer: true })).toMatch(/^warning: 192\.168\.1\.7/);
  });

  it('where there are virtual networks alone', async () => {
    const interfaces = interfacesWith({ lo: '127.0.0.1', docker0: '172.17.0.1' });
    expect(await find(EVERYWHERE, { interfaces })).toMatch(/^warning: 172\.17\.0\.1 was found on docker0/);
  });

  it('where it is a private one that this machine has not', async () => {
    expect(await find({ ...EVERYWHERE, announcedAddress: '10.9.9.9' }, { interfaces: LAN })).toMatch(/^warning: /);
  });
});

describe('the announced address is a problem', () => {
  it('where a container tells its own', async () => {
    const change = { interfaces: BRIDGED, inContainer: true };
    expect(await find(EVERYWHERE, change)).toMatch(/^problem: 172\.17\.0\.2 was found in this container/);
  });

  it.each([
    ['loopback, told to others', { ...EVERYWHERE, announcedAddress: '127.0.0.1' }, /their own machines/],
    ['loopback, behind a proxy', { trustedProxies: ['loopback'], open: true }, /their own machines/],
    ['every interface', { ...EVERYWHERE, announcedAddress: '0.0.0.0' }, /no address that anything/],
    ['of one cable', { ...EVERYWHERE, announcedAddress: '169.254.7.7' }, /one cable/],
    [
      'not the one media is taken on',
      { ...EVERYWHERE, mediaHost: '192.168.1.7', announcedAddress: '172.17.0.1' },
      /taken on/,
    ],
    [
      'public while media is taken on loopback',
      { mediaHost: '127.0.0.1', announcedAddress: '203.0.113.7' },
      /--?media|only/,
    ],
    ['a name that does not exist', { ...EVERYWHERE, announcedAddress: 'rooms.invalid' }, /cannot be resolved/],
  ] as const)('where it is %s', async (_, settings, sentence) => {
    const found = await find(settings, { interfaces: LAN });
    expect(found).toMatch(/^problem: /);
    expect(found).toMatch(sentence);
  });
});
