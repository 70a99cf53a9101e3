import { createHmac, generateKeyPairSync } from 'node:crypto';
import { SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { TokenKeys, type TokenKeysOptions } from '../../../../backend/src/auth/token-keys.js';

const SECRET = 'first-secret-of-at-least-32-characters';
const OTHER = 'other-secret-of-at-least-32-characters';
const NOW = Date.UTC(2030, 0, 1);
const HOUR = 3_600_000;

const keysOf = (options: Partial<TokenKeysOptions> = {}): Promise<TokenKeys> =>
  TokenKeys.create({ secret: [SECRET], tokenKeys: null, tokenIssuer: null, tokenAudience: null, ...options });

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const signed = (payload: JWTPayload, secret = SECRET, header: object = {}): Promise<string> =>
  new SignJWT(payload).setProtectedHeader({ alg: 'HS256', ...header }).sign(bytes(secret));

const codeOf = async (keys: TokenKeys, token: string): Promise<unknown> =>
  await keys.verify(token).then(
    () => 'none',
    (error: unknown) => (error as { code?: unknown }).code ?? error,
  );

afterEach(() => {
  vi.useRealTimers();
});

describe('a token that this server signs', () => {
  it('is accepted by it, with its claims, until it ends', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOW });
    const keys = await keysOf();
    const { token, expiresAt } = await keys.sign({ room: 'standup', name: 'Ada' }, { expiresIn: HOUR });
    expect(expiresAt).toBe(NOW + HOUR);
    const claims = { room: 'standup', name: 'Ada', iat: NOW / 1_000, exp: (NOW + HOUR) / 1_000 };
    expect(await keys.verify(token)).toEqual(claims);
    vi.setSystemTime(NOW + HOUR - 1);
    expect(await codeOf(keys, token)).toBe('none');
    vi.setSystemTime(NOW + HOUR);
    expect(await codeOf(keys, token)).toBe('token-expired');
    vi.setSystemTime(NOW + 100 * HOUR);
    expect(await codeOf(keys, token)).toBe('token-expired');
  });

  it('lasts for ever where that is asked for', async () => {
    const keys = await keysOf();
    const { token, expiresAt } = await keys.sign({ api: true }, { expiresIn: null });
    expect(expiresAt).toBeNull();
    expect(await keys.verify(token)).not.toHaveProperty('exp');
  });

  it('carries the issuer and the audience that this server asks for', async () => {
    const keys = await keysOf({ tokenIssuer: 'school', tokenAudience: 'rooms' });
    const { token } = await keys.sign({ room: 'a' }, { expiresIn: HOUR });
    expect(await keys.verify(token)).toMatchObject({ iss: 'school', aud: 'rooms' });
  });

  it('is not made with claims that it would refuse, nor without a secret', async () => {
    const keys = await keysOf();
    await expect(keys.sign({ room: 'two words' }, { expiresIn: HOUR })).rejects.toMatchObject({
      code: 'payload-invalid',
    });
    expect(keys.canSign).toBe(true);
    const none = await keysOf({ secret: [] });
    expect(none.canSign).toBe(false);
    await expect(none.sign({ room: 'a' }, { expiresIn: HOUR })).rejects.toThrow('secret');
  });
});

describe('secrets', () => {
  it('are rotated: the first signs, all are accepted, and one that is gone is not', async () => {
    const before = await keysOf({ secret: [SECRET] });
    const during = await keysOf({ secret: [OTHER, SECRET] });
    const after = await keysOf({ secret: [OTHER] });
    const { token: old } = await before.sign({ room: 'a' }, { expiresIn: HOUR });
    const { token: fresh } = await during.sign({ room: 'a' }, { expiresIn: HOUR });
    expect([await codeOf(before, old), await codeOf(during, old), await codeOf(after, old)]).toEqual([
      'none',
      'none',
      'token-invalid',
    ]);
    expect([await codeOf(before, fresh), await codeOf(during, fresh), await codeOf(after, fresh)]).toEqual([
      'token-invalid',
      'none',
      'none',
    ]);
  });

  it('that come second tell of an expired token as the first does', async () => {
    const keys = await keysOf({ secret: [OTHER, SECRET] });
    expect(await codeOf(keys, await signed({ room: 'a', exp: 1 }))).toBe('token-expired');
  });
});

describe('a token is refused', () => {
  it('with token-missing where there is none', async () => {
    expect(await codeOf(await keysOf(), '')).toBe('token-missing');
  });

  it.each(['a', 'a.b', 'a.b.c', 'a.b.c.d.e', '..', '🙂.🙂.🙂', 'x'.repeat(8_000), 'x.'.repeat(4_000)])(
    'with token-invalid where it is none: %s',
    async (token) => {
      expect(await codeOf(await keysOf(), token)).toBe('token-invalid');
    },
  );

  it('where it is huge, before anything is done with it', async () => {
    const keys = await keysOf();
    expect(await codeOf(keys, await signed({ room: 'a', filler: 'x'.repeat(6_000) }))).toBe('none');
    expect(await codeOf(keys, await signed({ room: 'a', filler: 'x'.repeat(8_000) }))).toBe('token-invalid');
  });

  it('where a character of it was changed', async () => {
    const keys = await keysOf();
    const [header = '', , signature = ''] = (await signed({ room: 'a' })).split('.');
    const payload = Buffer.from(JSON.stringify({ room: 'b' })).toString('base64url');
    expect(await codeOf(keys, [header, payload, signature].join('.'))).toBe('token-invalid');
  });

  it('where nobody signed it', async () => {
    const keys = await keysOf();
    expect(await codeOf(keys, new UnsecuredJWT({ room: 'a' }).encode())).toBe('token-invalid');
    const body = Buffer.from('{"room":"a"}').toString('base64url');
    for (const alg of ['none', 'None', '', null, 1]) {
      const header = Buffer.from(JSON.stringify({ alg })).toString('base64url');
      expect(await codeOf(keys, `${header}.${body}.`), String(alg)).toBe('token-invalid');
      expect(await codeOf(keys, `${header}.${body}.AAAA`), String(alg)).toBe('token-invalid');
    }
  });

  it('where it is signed with the secret by another algorithm', async () => {
    const long = SECRET.repeat(3);
    const token = await new SignJWT({ room: 'a' }).setProtectedHeader({ alg: 'HS512' }).sign(bytes(long));
    expect(await codeOf(await keysOf({ secret: [long] }), token)).toBe('token-invalid');
  });

  it('where only public keys could sign, and there are none', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const token = await new SignJWT({ room: 'a' }).setProtectedHeader({ alg: 'EdDSA' }).sign(privateKey);
    expect(await codeOf(await keysOf(), token)).toBe('token-invalid');
  });

  it('where it asks for an extension that nobody knows', async () => {
    const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const text = `${encode({ alg: 'HS256', crit: ['x'], x: 1 })}.${encode({ room: 'a' })}`;
    const signature = createHmac('sha256', SECRET).update(text).digest('base64url');
    expect(await codeOf(await keysOf(), `${text}.${signature}`)).toBe('token-invalid');
  });

  it('where it does not hold yet; a clock that is ten seconds ahead is no reason', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOW });
    const keys = await keysOf();
    const at = NOW / 1_000;
    expect(await codeOf(keys, await signed({ room: 'a', nbf: at + 10 }))).toBe('none');
    expect(await codeOf(keys, await signed({ room: 'a', nbf: at + 11 }))).toBe('token-invalid');
    await expect(keys.verify(await signed({ room: 'a', nbf: at + 60 }))).rejects.toThrow('not valid yet');
  });

  it('where it is of another issuer or for another audience, or says nothing of them', async () => {
    const keys = await keysOf({ tokenIssuer: 'school', tokenAudience: 'rooms' });
    expect(await codeOf(keys, await signed({ room: 'a', iss: 'school', aud: ['mail', 'rooms'] }))).toBe('none');
    for (const [claims, sentence] of [
      [{ iss: 'pub', aud: 'rooms' }, 'another issuer'],
      [{ aud: 'rooms' }, 'another issuer'],
      [{ iss: 'school', aud: 'mail' }, 'another audience'],
      [{ iss: 'school' }, 'another audience'],
    ] as const) {
      await expect(keys.verify(await signed({ room: 'a', ...claims }))).rejects.toMatchObject({
        code: 'token-invalid',
        message: expect.stringContaining(sentence) as string,
      });
    }
  });

  it('where its claims are wrong', async () => {
    const keys = await keysOf();
    expect(await codeOf(keys, await signed({ room: 'a', permissions: { fly: true } }))).toBe('token-invalid');
    expect(await codeOf(keys, await signed({ sub: 'somebody' }))).toBe('token-invalid');
    expect(await codeOf(keys, await signed({ room: 'a', exp: 'soon' as unknown as number }))).toBe('token-invalid');
  });

  it('with words that tell nothing of the secrets', async () => {
    const keys = await keysOf({ tokenIssuer: 'school' });
    const tokens = [await signed({ room: 'a' }, OTHER), await signed({ room: 'a', iss: 'x' }), 'x.y.z'];
    for (const token of tokens) {
      const error: unknown = await keys.verify(token).catch((cause: unknown) => cause);
      const told = JSON.stringify((error as { toWire(): unknown }).toWire());
      expect(told).not.toMatch(/first-secret|school/);
    }
  });
});
