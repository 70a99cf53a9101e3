import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { connect } from 'node:tls';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWebServer, type WebServer } from '../../../backend/src/tls.js';
import { makeCertificate, type CertificateFiles } from '../../helpers/certificates.js';
import { until } from '../../helpers/until.js';

let folder: string;
let web: WebServer | null = null;
let logged: { level: string; msg: string }[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sfu-room-tls-'));
  logged = [];
});

afterEach(async () => {
  web?.close();
  web?.server.closeAllConnections();
  web?.server.close();
  web = null;
  await rm(folder, { recursive: true });
});

const logger = pino(
  { formatters: { level: (level) => ({ level }) } },
  { write: (line: string) => void logged.push(JSON.parse(line) as (typeof logged)[number]) },
);

async function serve(files: CertificateFiles): Promise<void> {
  web = await createWebServer(files, (_request, response) => response.end('hello'), logger);
  web.server.listen(0, '127.0.0.1');
  await once(web.server, 'listening');
}

const port = (): number => (web?.server.address() as AddressInfo).port;

/** Whose certificate a new connection is shown. */
async function shown(): Promise<string> {
  const socket = connect({ port: port(), host: '127.0.0.1', rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const { subject } = socket.getPeerCertificate();
  socket.destroy();
  return String(subject.CN);
}

const untilShown = (name: string): Promise<unknown> => until(`${name} is shown`, async () => (await shown()) === name);
const errors = (): string[] => logged.filter(({ level }) => level === 'error').map(({ msg }) => msg);

/** As renewals do it: the new link takes the old one's place in one step. */
async function link(target: string, path: string): Promise<void> {
  await symlink(target, `${path}.new`);
  await rename(`${path}.new`, path);
}

describe('a web server', () => {
  it('speaks http where there is no certificate', async () => {
    web = await createWebServer({ cert: null, key: null }, (_request, response) => response.end('hello'), logger);
    expect(web.secure).toBe(false);
    web.server.listen(0, '127.0.0.1');
    await once(web.server, 'listening');
    expect(await (await fetch(`http://127.0.0.1:${String(port())}/`)).text()).toBe('hello');
  });

  it('speaks https with its certificate', async () => {
    const files = await makeCertificate(folder, 'one.example');
    await serve(files);
    const answer = await new Promise<string>((resolve, reject) => {
      get({ port: port(), host: '127.0.0.1', rejectUnauthorized: false }, (response) => {
        response.setEncoding('utf8').once('data', resolve);
      }).once('error', reject);
    });
    expect(answer).toBe('hello');
    expect(await shown()).toBe('one.example');
  });

  it.each([
    ['a certificate that is missing', { cert: '/nonexistent.pem' }, /^The certificate \/nonexistent\.pem .*ENOENT/],
    ['a key that is missing', { key: '/nonexistent.pem' }, /^The key \/nonexistent\.pem .*ENOENT/],
  ])('is refused with %s', async (_, change, sentence) => {
    const files = await makeCertificate(folder, 'one.example');
    await expect(serve({ ...files, ...change })).rejects.toThrow(sentence);
  });

  it('is refused with the key of another certificate, in words', async () => {
    const one = await makeCertificate(join(folder, 'one'), 'one.example');
    const other = await makeCertificate(join(folder, 'other'), 'other.example');
    await expect(serve({ cert: one.cert, key: other.key })).rejects.toThrow(/cannot be used with the key .*mismatch/);
  });
});

/** Twice: the first may be found when the watching begins, the second is found by it. */
const RENEWALS = ['two', 'three'];

describe('a renewed certificate', () => {
  it('is shown to new connections when it is written over the old one', async () => {
    const files = await makeCertificate(folder, 'one.example');
    await serve(files);
    for (const name of RENEWALS) {
      await makeCertificate(folder, `${name}.example`);
      await untilShown(`${name}.example`);
    }
  });

  it('is seen when links of files are turned, as certbot does it', async () => {
    const live = join(folder, 'live');
    await mkdir(live);
    for (const name of ['one', ...RENEWALS]) await makeCertificate(join(folder, 'archive', name), `${name}.example`);
    const files = { cert: join(live, 'fullchain.pem'), key: join(live, 'privkey.pem') };
    const turn = async (to: string): Promise<void> => {
      await link(`${to}/privkey.pem`, files.key);
      await link(`${to}/fullchain.pem`, files.cert);
    };
    await turn('../archive/one');
    await serve(files);
    expect(await shown()).toBe('one.example');
    for (const name of RENEWALS) {
      await turn(`../archive/${name}`);
      await untilShown(`${name}.example`);
    }
  });

  it('is seen when the link of the folder below is turned, as Kubernetes does it', async () => {
    await makeCertificate(join(folder, '..1'), 'one.example');
    await symlink('..1', join(folder, '..data'));
    const files = { cert: join(folder, 'tls.crt'), key: join(folder, 'tls.key') };
    await symlink('..data/fullchain.pem', files.cert);
    await symlink('..data/privkey.pem', files.key);
    await serve(files);
    for (const name of RENEWALS) {
      await makeCertificate(join(folder, `..${name}`), `${name}.example`);
      await link(`..${name}`, join(folder, '..data'));
      await untilShown(`${name}.example`);
    }
  });

  it('is seen when a folder above the files is a link that is turned', async () => {
    for (const name of ['one', ...RENEWALS]) await makeCertificate(join(folder, name, 'tls'), `${name}.example`);
    await symlink('one', join(folder, 'current'));
    const tls = join(folder, 'current', 'tls');
    await serve({ cert: join(tls, 'fullchain.pem'), key: join(tls, 'privkey.pem') });
    for (const name of RENEWALS) {
      await link(name, join(folder, 'current'));
      await untilShown(`${name}.example`);
    }
  });

  it('is seen when the whole folder was removed and is made anew', async () => {
    const files = await makeCertificate(join(folder, 'live'), 'one.example');
    await serve(files);
    await rm(dirname(files.cert), { recursive: true });
    await until('the loss is logged', () => errors().length > 0);
    expect(await shown()).toBe('one.example');
    await makeCertificate(join(folder, 'live'), 'two.example');
    await untilShown('two.example');
  });

  it('that is broken is logged, the old one is served on, and a good one heals it', async () => {
    const files = await makeCertificate(folder, 'one.example');
    await serve(files);
    await writeFile(files.cert, 'no certificate');
    await until('it is logged', () => errors().length > 0);
    expect(errors()[0]).toMatch('the old one is served on');
    expect(await shown()).toBe('one.example');
    const next = await makeCertificate(join(folder, 'next'), 'two.example');
    await copyFile(next.key, files.key);
    await copyFile(next.cert, files.cert);
    await untilShown('two.example');
  });

  it('leaves open connections as they are', async () => {
    const files = await makeCertificate(folder, 'one.example');
    await serve(files);
    const socket = connect({ port: port(), host: '127.0.0.1', rejectUnauthorized: false });
    await once(socket, 'secureConnect');
    await makeCertificate(folder, 'two.example');
    await untilShown('two.example');
    socket.write('GET / HTTP/1.1\r\nhost: one.example\r\n\r\n');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 200/);
    socket.destroy();
  });

  it('is not looked for any more after the close', async () => {
    const files = await makeCertificate(folder, 'one.example');
    await serve(files);
    web?.close();
    web?.close();
    const two = await makeCertificate(join(folder, 'two'), 'two.example');
    await copyFile(two.key, files.key);
    await copyFile(two.cert, files.cert);
    // Another one that watches the same files sees it: by then this one would have, too.
    const other = await createWebServer(files, () => undefined, logger);
    const three = await makeCertificate(join(folder, 'three'), 'three.example');
    await copyFile(three.key, files.key);
    await copyFile(three.cert, files.cert);
    await until('the other sees it', () => logged.some(({ msg }) => msg === 'a new certificate is served'));
    other.close();
    expect(await shown()).toBe('one.example');
  });
});
