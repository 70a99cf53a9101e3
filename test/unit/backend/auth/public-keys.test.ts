import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TokenKeys } from '../../../../backend/src/auth/token-keys.js';
import { makeCertificate } from '../../../helpers/certificates.js';

const SECRET = 'first-secret-of-at-least-32-characters';

interface Pair {
  publicKey: KeyObject;
  privateKey: KeyObject;
}
const rsa: Pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec: Pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ed: Pair = generateKeyPairSync('ed25519');
const other: Pair = generateKeyPairSync('ed25519');

const pem = ({ publicKey }: Pair): string => publicKey.export({ format: 'pem', type: 'spki' }) as string;
const jwk = ({ publicKey }: Pair, more: object = {}): object => ({ ...publicKey.export({ format: 'jwk' }), ...more });
const sign = (alg: string, { privateKey }: Pair, kid?: string): Promise<string> =>
  new SignJWT({ room: 'a' }).setProtectedHeader({ alg, ...(kid === undefined ? {} : { kid }) }).sign(privateKey);

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sfu-room-keys-'));
  path = join(folder, 'keys');
});

afterEach(async () => {
  vi.useRealTimers();
  await rm(folder, { recursive: true });
});

const keysFrom = (tokenKeys: string, secret: string[] = []): Promise<TokenKeys> =>
  TokenKeys.create({ secret, tokenKeys, tokenIssuer: null, tokenAudience: null, logger: pino({ level: 'silent' }) });

async function keysOf(text: string, secret?: string[]): Promise<TokenKeys> {
  await writeFile(path, text);
  return await keysFrom(path, secret);
}

const codeOf = async (keys: TokenKeys, token: string): Promise<unknown> =>
  await keys.verify(token).then(
    () => 'none',
    (error: unknown) => (error as { code?: unknown }).code ?? (error as Error).message,
  );

describe('keys in a PEM file', () => {
  it.each([
    ['RS256', rsa],
    ['PS512', rsa],
    ['ES256', ec],
    ['EdDSA', ed],
  ])('verify %s, whatever key id the token names', async (alg, pair) => {
    const keys = await keysOf(pem(pair));
    expect(await codeOf(keys, await sign(alg, pair))).toBe('none');
    expect(await codeOf(keys, await sign(alg, pair, 'anything'))).toBe('none');
    expect(await codeOf(keys, await sign('EdDSA', other))).toBe('token-invalid');
  });

  it('may be several of one kind, as while one replaces another', async () => {
    const keys = await keysOf(pem(ed) + pem(other) + pem(rsa));
    const third: Pair = generateKeyPairSync('ed25519');
    for (const pair of [ed, other]) expect(await codeOf(keys, await sign('EdDSA', pair))).toBe('none');
    expect(await codeOf(keys, await sign('EdDSA', third))).toBe('token-invalid');
  });

  it('may be that of a certificate', async () => {
    const { cert, key } = await makeCertificate(folder, 'school.example');
    const privateKey = createPrivateKey(await readFile(key, 'utf8'));
    const token = await new SignJWT({ room: 'a' }).setProtectedHeader({ alg: 'ES256' }).sign(privateKey);
    expect(await codeOf(await keysFrom(cert), token)).toBe('none');
  });

  it('are refused where they are private, too short, of no use or not there', async () => {
    const secret = ed.privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
    await expect(keysOf(secret)).rejects.toThrow('holds a private key');
    await expect(keysOf(pem(generateKeyPairSync('rsa', { modulusLength: 1024 })))).rejects.toThrow('holds none');
    await expect(keysOf(pem(generateKeyPairSync('x25519')))).rejects.toThrow('holds none');
    await expect(keysOf(pem(ed).replace('MCow', 'AAAA'))).rejects.toThrow('holds none');
    await expect(keysOf('')).rejects.toThrow('holds none');
    await expect(keysFrom(join(folder, 'none.pem'))).rejects.toThrow(/none\.pem cannot be read \(ENOENT\)/);
    await expect(keysFrom(folder)).rejects.toThrow('cannot be read (EISDIR)');
  });
});

describe('a public key is no secret', () => {
  it('so that a token signed by HS256 with its text is refused, in any form that it has', async () => {
    const keys = await keysOf(pem(rsa));
    const { publicKey } = rsa;
    for (const text of [
      pem(rsa),
      pem(rsa).trim(),
      JSON.stringify(jwk(rsa)),
      publicKey.export({ format: 'pem', type: 'pkcs1' }),
      publicKey.export({ format: 'der', type: 'spki' }),
    ]) {
      const forged = await new SignJWT({ room: 'a' }).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(text));
      expect(await codeOf(keys, forged)).toBe('token-invalid');
    }
  });

  it('and a secret no public key, where there are both', async () => {
    const keys = await keysOf(pem(rsa), [SECRET]);
    const forged = await new SignJWT({ room: 'a' }).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(pem(rsa)));
    expect(await codeOf(keys, forged)).toBe('token-invalid');
    expect(await codeOf(keys, await sign('RS256', rsa))).toBe('none');
    const { token } = await keys.sign({ room: 'a' }, { expiresIn: 60_000 });
    expect(await codeOf(keys, token)).toBe('none');
  });

  it('and what a token itself brings as a key is not looked at', async () => {
    const keys = await keysOf(pem(ed));
    const header = { alg: 'EdDSA', jwk: jwk(other), jku: 'http://127.0.0.1:9/', x5u: 'http://127.0.0.1:9/' };
    const forged = await new SignJWT({ room: 'a' }).setProtectedHeader(header).sign(other.privateKey);
    expect(await codeOf(keys, forged)).toBe('token-invalid');
  });
});

describe('keys in a JWKS file', () => {
  it('are found by their ids, among keys for other purposes', async () => {
    const exchange = generateKeyPairSync('x25519');
    const keys = await keysOf(
      JSON.stringify({
        keys: [jwk(ed, { kid: 'a' }), jwk(other, { kid: 'b' }), jwk(exchange, { kid: 'c', use: 'enc' }), null, 1],
      }),
    );
    expect(await codeOf(keys, await sign('EdDSA', ed, 'a'))).toBe('none');
    expect(await codeOf(keys, await sign('EdDSA', other, 'b'))).toBe('none');
    expect(await codeOf(keys, await sign('EdDSA', ed, 'b'))).toBe('token-invalid');
    expect(await codeOf(keys, await sign('EdDSA', ed, 'd'))).toBe('token-invalid');
    // Without an id each is tried.
    expect(await codeOf(keys, await sign('EdDSA', other))).toBe('none');
  });

  it('may be a single key, and are refused where they are secret or none', async () => {
    expect(await codeOf(await keysOf(JSON.stringify(jwk(ec))), await sign('ES256', ec))).toBe('none');
    const secrets = [ed.privateKey.export({ format: 'jwk' }), { kty: 'oct', k: 'c2VjcmV0' }];
    for (const key of secrets) {
      await expect(keysOf(JSON.stringify({ keys: [jwk(ec), key] }))).rejects.toThrow('holds a private key');
    }
    for (const text of ['{"keys":[]}', '{"keys":5}', '[]', 'null', '{', '{"keys":[{"kty":"RSA"}]}']) {
      await expect(keysOf(text), text).rejects.toThrow('holds none');
    }
  });
});

describe('a file of keys that changes', () => {
  it('is read again, so that a new key counts and an old one does not', async () => {
    const keys = await keysOf(pem(ed));
    await writeFile(path, pem(other).concat('\n'));
    expect(await codeOf(keys, await sign('EdDSA', other))).toBe('none');
    expect(await codeOf(keys, await sign('EdDSA', ed))).toBe('token-invalid');
  });

  it('to something of no use, or is gone, leaves the keys from before', async () => {
    const keys = await keysOf(pem(ed));
    await writeFile(path, 'half a fi');
    expect(await codeOf(keys, await sign('EdDSA', ed))).toBe('none');
    await rm(path);
    expect(await codeOf(keys, await sign('EdDSA', ed))).toBe('none');
    await writeFile(path, pem(other));
    expect(await codeOf(keys, await sign('EdDSA', other))).toBe('none');
  });
});

describe('keys at a URL', () => {
  let server: Server;
  let served: { status: number; body: string };
  let asked: number;
  let url: string;

  const serve = (pairs: Record<string, Pair>): void => {
    const keys = Object.entries(pairs).map(([kid, pair]) => jwk(pair, { kid }));
    served = { status: 200, body: JSON.stringify({ keys }) };
  };

  beforeEach(async () => {
    asked = 0;
    server = createServer((_request, response) => {
      asked += 1;
      response.writeHead(served.status).end(served.body);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`;
  });

  afterEach(async () => {
    server.closeAllConnections();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  });

  it('are fetched once, and again for an id that is not among them, but not at once', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    serve({ a: ed });
    const keys = await keysFrom(url);
    expect(await codeOf(keys, await sign('EdDSA', ed, 'a'))).toBe('none');
    serve({ b: other });
    expect(await codeOf(keys, await sign('EdDSA', other, 'b'))).toBe('token-invalid');
    expect(await codeOf(keys, await sign('EdDSA', other, 'c'))).toBe('token-invalid');
    expect(asked).toBe(1);
    vi.setSystemTime(Date.now() + 31_000);
    expect(await codeOf(keys, await sign('EdDSA', other, 'b'))).toBe('none');
    expect(await codeOf(keys, await sign('EdDSA', ed, 'a'))).toBe('token-invalid');
    expect(asked).toBe(2);
  });

  it('are not asked for by tokens that are signed otherwise', async () => {
    serve({ a: ed });
    const keys = await keysFrom(url, [SECRET]);
    const { token } = await keys.sign({ room: 'a' }, { expiresIn: 60_000 });
    expect(await codeOf(keys, token)).toBe('none');
    expect(await codeOf(keys, 'x.y.z')).toBe('token-invalid');
    expect(asked).toBeLessThanOrEqual(1);
  });

  it.each([
    ['down', 503, ''],
    ['wrong', 200, '<html>'],
    ['no key set', 200, '{"keys":{}}'],
    ['elsewhere', 302, ''],
  ])('that are %s refuse no token for its own sake, and come back by themselves', async (_what, status, body) => {
    vi.useFakeTimers({ toFake: ['Date'] });
    served = { status, body };
    const keys = await keysFrom(url);
    const token = await sign('EdDSA', ed, 'a');
    expect(await codeOf(keys, token)).toBe('The token keys cannot be fetched.');
    serve({ a: ed });
    vi.setSystemTime(Date.now() + 1_000);
    expect(await codeOf(keys, token)).toBe('none');
  });

  it('that cannot be had are asked for once a second, however many tokens come', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    served = { status: 503, body: '' };
    const keys = await keysFrom(url);
    for (let count = 0; count < 20; count++) {
      expect(await codeOf(keys, await sign('EdDSA', other, String(count)))).toBe('The token keys cannot be fetched.');
    }
    expect(asked).toBe(1);
    vi.setSystemTime(Date.now() + 1_000);
    await codeOf(keys, await sign('EdDSA', other));
    expect(asked).toBe(2);
    // The clock was wrong, and was set right.
    vi.setSystemTime(Date.now() - 3_600_000);
    await codeOf(keys, await sign('EdDSA', other));
    expect(asked).toBe(3);
  });

  it('where nothing listens are as those that are down', async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect(await codeOf(await keysFrom(url), await sign('EdDSA', ed))).toBe('The token keys cannot be fetched.');
  });

  it('are taken from https, or by http from this machine alone', async () => {
    await expect(keysFrom('http://keys.example.org/jwks.json')).rejects.toThrow('take an https URL');
    await expect(keysFrom('ftp://127.0.0.1/jwks.json')).rejects.toThrow('take an https URL');
    await expect(keysFrom('http://127.0.0.1.example.org/')).rejects.toThrow('take an https URL');
    await expect(keysFrom('https://')).rejects.toThrow('is no URL');
  });
});
