import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolveConfig } from '../../../backend/src/config.js';
import { CLOCK_TOLERANCE } from '../../../backend/src/auth/token-keys.js';
import { clock } from '../../../backend/src/doctor/clock.js';
import type { Context } from '../../../backend/src/doctor/context.js';
import { fileDescriptors } from '../../../backend/src/doctor/file-descriptors.js';
import type { Check, Finding } from '../../../backend/src/doctor/finding.js';
import { mediaPorts } from '../../../backend/src/doctor/media-ports.js';
import { openContext } from '../../../backend/src/doctor/open-context.js';
import { tls } from '../../../backend/src/doctor/tls.js';
import { worker } from '../../../backend/src/doctor/worker.js';
import { makeCertificate, type CertificateFiles } from '../../helpers/certificates.js';
import { doctorContext, said, type Settings } from '../../helpers/doctor-context.js';

const DAY = 86_400_000;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sfu-room-doctor-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** With a real worker, where the check asks for one. */
async function examine(check: Check, settings: Settings, change: Partial<Context> = {}): Promise<Finding[]> {
  const { context, close } = openContext(resolveConfig({ workers: 1, mediaPort: 0, ...settings }));
  try {
    return await check.run({ ...context, ...change });
  } finally {
    await close();
  }
}

describe('the media worker', () => {
  it('runs', async () => {
    expect(said(await examine(worker, {}))).toEqual([expect.stringMatching(/^ok: mediasoup \d+\.\d+\.\d+ runs/)]);
  });

  it('is too often there for so few cores', async () => {
    const [finding] = await examine(worker, { workers: availableParallelism() + 1 });
    expect(finding).toMatchObject({ level: 'warning', fix: `set --workers ${String(availableParallelism())}` });
  });

  it('is a problem where it ends by itself', async () => {
    const probe = (): Promise<never> => Promise.reject(new Error('[pid:7, code:127, signal:null]'));
    expect(said(await worker.run(doctorContext({}, { probe })))).toEqual([
      'problem: The media worker does not run (pid:7, code:127, signal:null).',
    ]);
  });
});

describe('the media ports', () => {
  it('answer over UDP and TCP where nothing is in the way', async () => {
    expect(said(await examine(mediaPorts, {}))).toEqual([
      expect.stringMatching(/^ok: UDP 127\.0\.0\.1 port \d+ answers/),
      expect.stringMatching(/^ok: TCP 127\.0\.0\.1 port \d+ answers/),
    ]);
  });

  it('are no problem, but one to look at, where the announced address does not lead back here', async () => {
    // Loopback of another number: nobody listens there, and it is on no interface.
    const findings = await examine(mediaPorts, { announcedAddress: '127.0.0.9' });
    expect(said(findings)).toEqual([
      expect.stringMatching(/^warning: UDP 127\.0\.0\.9 port \d+ is not reached .*nobody listens/),
      expect.stringMatching(/^warning: TCP 127\.0\.0\.9 port \d+ is not reached .*nobody listens/),
    ]);
    for (const { fix } of findings) expect(fix).toMatch(/pass (UDP|TCP) every port/);
  });

  it('are a problem where this machine does not reach its own address', async () => {
    const info = { address: '127.0.0.9', netmask: '', family: 'IPv4', mac: '', internal: false, cidr: null } as const;
    const findings = await examine(mediaPorts, { announcedAddress: '127.0.0.9' }, { interfaces: { eth0: [info] } });
    expect(findings.map(({ level }) => level)).toEqual(['problem', 'problem']);
  });

  it('are not tried while somebody else has them', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    try {
      const [finding, ...rest] = await examine(mediaPorts, { mediaPort: port });
      expect(rest).toEqual([]);
      expect(finding?.level).toBe('warning');
      expect(finding?.text).toMatch(`Port ${String(port)} of 127.0.0.1 is taken`);
      // The worker itself is well: that is not to be said of it.
      expect((await examine(worker, { mediaPort: port })).map(({ level }) => level)).toEqual(['ok']);
    } finally {
      other.close();
    }
  });

  it('are a problem on an address that this machine has not', async () => {
    const findings = await examine(mediaPorts, { mediaHost: '203.0.113.9', announcedAddress: '203.0.113.9' });
    expect(said(findings)).toEqual(['problem: This machine has no address 203.0.113.9 to take media on.']);
  });
});

describe('https', () => {
  let files: CertificateFiles;

  beforeAll(async () => {
    files = await makeCertificate(join(folder, 'tls'), 'rooms.example');
  });

  const find = async (settings: Settings, now = Date.now()): Promise<string[]> =>
    said(await tls.run(doctorContext(settings, { now: () => now })));

  it('is needed beyond this machine alone, and may be a proxy', async () => {
    expect(await find({})).toEqual([expect.stringMatching(/^ok: Not needed/)]);
    expect(await find({ host: '0.0.0.0', open: true })).toEqual([
      expect.stringMatching(/^warning: Pages come by plain/),
    ]);
    expect(await find({ trustedProxies: ['loopback'], open: true })).toEqual([expect.stringMatching(/^ok: .*proxy/)]);
  });

  it('tells of a certificate that browsers do not trust', async () => {
    expect(await find(files)).toEqual([expect.stringMatching(/^warning: .*signed by itself/)]);
  });

  it.each([
    ['has ended', 31, /^problem: The certificate ended at/],
    ['ends soon', 20, /^warning: The certificate ends in 9 days/],
    ['has not begun', -1, /^problem: The certificate begins at/],
  ])('tells of one that %s', async (_, days, sentence) => {
    expect(await find(files, Date.now() + days * DAY)).toContainEqual(expect.stringMatching(sentence));
  });

  it('tells of a key of another one, of files without any, and of files that are missing', async () => {
    const other = await makeCertificate(join(folder, 'other'), 'rooms.example');
    expect(await find({ cert: files.cert, key: other.key })).toEqual([
      expect.stringMatching(/^problem: The key in .* not/),
    ]);
    expect(await find({ cert: files.key, key: files.key })).toEqual([expect.stringMatching(/holds no certificate/)]);
    expect(await find({ cert: '/nonexistent.pem', key: files.key })).toEqual([
      'problem: /nonexistent.pem cannot be read (ENOENT).',
    ]);
  });

  it('tells of a chain that was left out, and is content with one that is whole', async () => {
    const { leaf, authority } = await issued();
    const chain = join(folder, 'chain.pem');
    await writeFile(chain, (await readFile(leaf.cert, 'utf8')) + (await readFile(authority.cert, 'utf8')));
    expect(await find(leaf)).toEqual([expect.stringMatching(/^warning: The file holds one certificate without/)]);
    expect(await find({ ...leaf, cert: chain })).toEqual([
      expect.stringMatching(/^ok: The certificate is for leaf\.example, 127\.0\.0\.1, for (29|30) days more\.$/),
    ]);
  });

  async function issued(): Promise<{ leaf: CertificateFiles; authority: CertificateFiles }> {
    const authority = await makeCertificate(join(folder, 'authority'), 'authority.example');
    const leaf = await makeCertificate(join(folder, 'leaf'), 'leaf.example', authority);
    return { leaf, authority };
  }
});

describe('the clock', () => {
  let keys: Server;

  beforeAll(async () => {
    keys = createServer((_request, response) => response.end('{"keys":[]}')).listen(0, '127.0.0.1');
    await once(keys, 'listening');
  });

  afterAll(() => keys.close());

  const find = async (off: number): Promise<string[]> => {
    const url = `http://127.0.0.1:${String((keys.address() as AddressInfo).port)}/keys`;
    const context = doctorContext({}, { now: () => Date.now() + off });
    // Settings take https alone; that this one is asked by http makes no difference to its clock.
    return said(await clock.run({ ...context, config: { ...context.config, tokenKeys: url } }));
  };

  it('is right where it is as that of the one who signs the tokens', async () => {
    expect(await find(0)).toEqual([expect.stringMatching(/^ok: As that of 127\.0\.0\.1:\d+/)]);
  });

  it('may be as far off as tokens allow, and no farther', async () => {
    // HTTP tells the time in seconds: some way from the limit to either side.
    const limit = CLOCK_TOLERANCE * 1_000;
    for (const off of [limit - 3_000, 3_000 - limit]) expect(await find(off)).toEqual([expect.stringMatching(/^ok: /)]);
    for (const off of [limit + 3_000, -3_000 - limit]) {
      expect(await find(off)).toEqual([expect.stringMatching(/^problem: /)]);
    }
  });

  it('is a problem where it is ahead or behind', async () => {
    expect(await find(90_000)).toEqual([expect.stringMatching(/^problem: It is (89|90|91) s ahead of that of 127/)]);
    expect(await find(-90_000)).toEqual([expect.stringMatching(/^problem: It is (89|90|91) s behind that of 127/)]);
  });

  it('is not said to be wrong where there is nothing to compare it with', async () => {
    const [finding, ...rest] = await clock.run(doctorContext());
    expect(rest).toEqual([]);
    expect(finding?.level).not.toBe('problem');
  });
});

describe('open files', () => {
  it('are enough, or too few for as many peers as are let in', async () => {
    expect(said(await fileDescriptors.run(doctorContext({ maxTotalPeers: 10 })))).toEqual([
      expect.stringMatching(/^ok: /),
    ]);
    const [finding] = await fileDescriptors.run(doctorContext({ maxTotalPeers: 1_000_000 }));
    // Where there is no limit, there is nothing to warn of.
    if (finding?.text.startsWith('No limit')) expect(finding.level).toBe('ok');
    else expect(finding).toMatchObject({ level: 'warning', fix: expect.stringMatching('LimitNOFILE') as string });
  });
});
