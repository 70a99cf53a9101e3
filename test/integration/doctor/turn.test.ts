import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../../backend/src/doctor/finding.js';
import { openContext } from '../../../backend/src/doctor/open-context.js';
import { StunRefusal, TurnAllocation } from '../../../backend/src/doctor/stun-client.js';
import { turn } from '../../../backend/src/doctor/turn.js';
import { openUdp, type Wire } from '../../../backend/src/doctor/wire.js';
import { resolveConfig } from '../../../backend/src/config.js';
import { turnCredentials } from '../../../backend/src/ice-servers.js';
import { said, type Settings } from '../../helpers/doctor-context.js';
import { TURN_SECRET, TurnServer } from '../../helpers/turn-server.js';

const PATIENCE = 5_000;
const MEDIA = { workers: 1, mediaPort: 0 };
let server: TurnServer;

beforeAll(async () => {
  // A relay of IPv6 as well, so that it can be tried with addresses in disguise.
  server = await TurnServer.start(['127.0.0.1'], ['relay-ip=::1', 'user-quota=100']);
});

afterAll(async () => {
  await server.close();
});

describe('the check of TURN', () => {
  const find = async (settings: Settings): Promise<Finding[]> => {
    const { context, close } = openContext(resolveConfig({ ...MEDIA, ...settings }));
    try {
      return await turn.run(context);
    } finally {
      await close();
    }
  };

  it('gets an answer of the media port through a real one, over UDP and TCP', async () => {
    const turnUrls = [server.url, `${server.url}?transport=tcp`];
    const findings = await find({ turnUrls, turnSecret: TURN_SECRET });
    expect(said(findings)).toEqual(
      turnUrls.map((url) => `ok: ${url} lends 127.0.0.1, and the media port answers through it.`),
    );
  });

  it('tries what stands in the list of ICE servers, STUN and TURN', async () => {
    const { username, credential } = turnCredentials(TURN_SECRET, 'somebody', Date.now() + 60_000);
    const iceServers = [{ urls: server.url.replace('turn:', 'stun:') }, { urls: [server.url], username, credential }];
    expect((await find({ iceServers })).map(({ level }) => level)).toEqual(['ok', 'ok']);
  });

  it('says that credentials are refused: another secret, and a time that is over', async () => {
    const turnUrls = [server.url];
    expect(said(await find({ turnUrls, turnSecret: 'another' }))[0]).toMatch(/^problem: .*refuses the credentials/);
    const { username, credential } = turnCredentials(TURN_SECRET, 'late', Date.now() - 60_000);
    const late = await find({ turnUrls, turnUsername: username, turnCredential: credential });
    expect(said(late)[0]).toMatch(/^problem: .*refuses the credentials/);
  });

  it('says which address is not relayed to, and what to write where', async () => {
    const strict = await TurnServer.start([]);
    try {
      const [finding] = await find({ turnUrls: [strict.url], turnSecret: TURN_SECRET });
      expect(finding).toEqual({
        level: 'problem',
        text: `${strict.url} does not relay to the announced address 127.0.0.1 (403).`,
        fix: 'in turnserver.conf: allowed-peer-ip=127.0.0.1',
      });
    } finally {
      await strict.close();
    }
  });

  it('says that nobody is there', async () => {
    const gone = await TurnServer.start();
    await gone.close();
    const [udp, tcp, name] = said(
      await find({
        turnUrls: [gone.url, `${gone.url}?transport=tcp`, 'turn:turn.invalid'],
        turnSecret: TURN_SECRET,
      }),
    );
    expect(udp).toMatch(/^problem: .* does not answer \(nobody listens there\)\.$/);
    expect(tcp).toMatch(/^problem: .* does not answer \(nobody listens there\)\.$/);
    expect(name).toMatch(/^problem: turn:turn\.invalid does not answer \(.+\)\.$/);
  });

  it('is content without any', async () => {
    expect(said(await find({}))).toEqual([expect.stringMatching(/^ok: None is set/)]);
  });
});

describe('the configuration of coturn that is handed out', () => {
  const wires: Wire[] = [];

  afterEach(() => {
    for (const wire of wires.splice(0)) wire.close();
  });

  const allocate = async (family: 4 | 6): Promise<TurnAllocation> => {
    const wire = await openUdp({ address: '127.0.0.1', port: server.port });
    wires.push(wire);
    const credentials = turnCredentials(TURN_SECRET, 'peer', Date.now() + 60_000);
    return await TurnAllocation.open(wire, credentials, family, PATIENCE);
  };

  const answerTo = async (allocation: TurnAllocation, address: string): Promise<number> => {
    try {
      await allocation.openWire({ address, port: 443 });
      return 200;
    } catch (error) {
      if (error instanceof StunRefusal) return error.code;
      throw error;
    }
  };

  it('relays to public addresses, and to the one that is let through', async () => {
    const v4 = await allocate(4);
    for (const address of ['9.9.9.9', '172.32.0.1', '127.0.0.1']) {
      expect([address, await answerTo(v4, address)]).toEqual([address, 200]);
    }
    expect(await answerTo(await allocate(6), '2620:fe::9')).toBe(200);
  });

  it('refuses private ranges, and this machine', async () => {
    const v4 = await allocate(4);
    const inside = ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '127.0.0.2', '0.0.0.0', '0.1.2.3'];
    for (const address of [...inside, '169.254.169.254', '100.64.0.1', '198.18.0.1', '224.0.0.1', '255.255.255.255']) {
      expect([address, await answerTo(v4, address)]).toEqual([address, 403]);
    }
    const v6 = await allocate(6);
    for (const address of ['::1', 'fd00::1', 'fe80::1', 'ff02::1']) {
      expect([address, await answerTo(v6, address)]).toEqual([address, 403]);
    }
  });

  it('refuses IPv4 addresses that come as IPv6', async () => {
    const v6 = await allocate(6);
    const disguised = ['::ffff:10.0.0.1', '::ffff:127.0.0.1', '::ffff:9.9.9.9', '::10.0.0.1'];
    for (const address of [...disguised, '64:ff9b::a00:1', '2002:a00:1::']) {
      expect([address, await answerTo(v6, address)]).toEqual([address, 403]);
    }
  });

  it('refuses the addresses of documentation, which stand in its examples', async () => {
    const v4 = await allocate(4);
    for (const address of ['192.0.2.1', '198.51.100.1', '203.0.113.1']) expect(await answerTo(v4, address)).toBe(403);
  });
});
