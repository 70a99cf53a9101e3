import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  errors,
  type CryptoKey,
  type JWSHeaderParameters,
} from 'jose';
import type { Logger } from 'pino';

/**
 * The key that a token says to be signed with.
 * @throws JWKSNoMatchingKey, JWKSMultipleMatchingKeys (of jose); Error: the keys cannot be had at the moment
 */
export type PublicKeys = (header: JWSHeaderParameters) => Promise<CryptoKey>;

/** Shorter RSA keys sign no token (RFC 7518, 3.3). */
const MIN_RSA_BITS = 2048;

/** The curves that tokens are signed with, by OpenSSL's names. */
const CURVES: readonly (string | undefined)[] = ['prime256v1', 'secp384r1', 'secp521r1'];

/** Another server is asked for keys once within this at most, in ms. */
const ASKED_EVERY = 1_000;

const PEM_BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[^-]+-----END \1-----/g;

/**
 * Opens the keys of tokens that another program signs.
 * @param where URL of a JWKS, or path of a JWKS file or PEM file (public keys, certificates)
 * @throws Error, one sentence for the person who runs the server
 */
export async function openPublicKeys(where: string, logger?: Logger): Promise<PublicKeys> {
  if (/^[a-z]+:\/\//i.test(where)) return openUrl(where, logger);
  const file = await KeyFile.open(where, logger);
  return (header) => file.find(header);
}

function openUrl(where: string, logger?: Logger): PublicKeys {
  const url = URL.canParse(where) ? new URL(where) : null;
  if (!url) throw new Error(`The address of the token keys, ${where}, is no URL.`);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    throw new Error(`The token keys come from ${where}: take an https URL, as http can be changed on its way.`);
  }
  // Kept for ten minutes. A key that is not among them is looked for again, half a minute after the last look at the
  // earliest: so tokens with invented key ids bring no load to the other server.
  let askedAt = -Infinity;
  const remote = createRemoteJWKSet(url, {
    // What could not be had, jose asks for again with each token: invented ones would be a flood for a server in trouble.
    [customFetch]: async (address, options) => {
      const now = Date.now();
      // Also where the clock was set back meanwhile.
      if (Math.abs(now - askedAt) < ASKED_EVERY) throw new Error('They were asked for a moment ago.');
      askedAt = now;
      return await fetch(address, options);
    },
  });
  // A server that is not there yet is no reason not to start.
  remote.reload().catch((error: unknown) => {
    logger?.warn({ err: error }, 'the token keys cannot be fetched yet; joins are refused until they can');
  });
  return async (header) => {
    try {
      return await remote(header);
    } catch (error) {
      if (isNoKey(error)) throw error;
      // Without the URL: it ends up in logs, and may carry a secret.
      throw new Error('The token keys cannot be fetched.', { cause: error });
    }
  };
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

function isNoKey(error: unknown): boolean {
  return error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys;
}

/** A file of keys, read again when it was changed: so keys are rotated without a restart. */
class KeyFile {
  #keys: PublicKeys;

  private constructor(
    private readonly path: string,
    keys: PublicKeys,
    private stamp: string,
    private readonly logger?: Logger,
  ) {
    this.#keys = keys;
  }

  static async open(path: string, logger?: Logger): Promise<KeyFile> {
    const stamp = await stampOf(path);
    return new KeyFile(path, await readKeys(path), stamp, logger);
  }

  async find(header: JWSHeaderParameters): Promise<CryptoKey> {
    await this.#look();
    return await this.#keys(header);
  }

  /** Looked at with each token, which costs less than to watch it and is never late. */
  async #look(): Promise<void> {
    const stamp = await stampOf(this.path);
    if (stamp === this.stamp) return;
    this.stamp = stamp;
    try {
      const keys = await readKeys(this.path);
      // A slow reading of what was there before must not replace a newer one.
      if (this.stamp === stamp) this.#keys = keys;
    } catch (error) {
      this.logger?.warn({ err: error }, 'the changed file of token keys is of no use; those from before hold');
    }
  }
}

async function stampOf(path: string): Promise<string> {
  try {
    const { ino, size, mtimeMs } = await stat(path);
    return [ino, size, mtimeMs].join(' ');
  } catch {
    // Why, the reading tells.
    return '';
  }
}

async function readKeys(path: string): Promise<PublicKeys> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Error(`The file of token keys ${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  });
  return text.includes('-----BEGIN ') ? keysOfPem(text, path) : keysOfJson(text, path);
}

/** A PEM file knows no key ids: whatever a token says of its own, each key is tried. */
function keysOfPem(text: string, path: string): PublicKeys {
  const keys = [...text.matchAll(PEM_BLOCK)].map(([block, kind = '']) => {
    if (kind.endsWith('PRIVATE KEY')) throw privateKey(path);
    const key = publicKeyOf({ key: block, format: 'pem' });
    if (!key || !signsTokens(key)) throw noUse(path);
    return key.export({ format: 'jwk' });
  });
  if (keys.length === 0) throw noUse(path);
  const find = createLocalJWKSet({ keys: keys.map(withKty) });
  return ({ kid: _, ...header }) => find(header);
}

function keysOfJson(text: string, path: string): PublicKeys {
  let set: unknown;
  try {
    set = JSON.parse(text);
  } catch {
    throw noUse(path);
  }
  const given: unknown = typeof set === 'object' && set !== null && 'keys' in set ? set.keys : [set];
  const jwks = (Array.isArray(given) ? (given as unknown[]) : []).filter(
    (jwk): jwk is JsonWebKey => typeof jwk === 'object' && jwk !== null,
  );
  if (jwks.some(({ kty, d }) => kty === 'oct' || d !== undefined)) throw privateKey(path);
  // Sets also hold keys for other purposes.
  const keys = jwks.filter((jwk) => {
    const key = publicKeyOf({ key: jwk, format: 'jwk' });
    return key !== null && signsTokens(key);
  });
  if (keys.length === 0) throw noUse(path);
  return createLocalJWKSet({ keys: keys.map(withKty) });
}

function publicKeyOf(input: Parameters<typeof createPublicKey>[0]): KeyObject | null {
  try {
    return createPublicKey(input);
  } catch {
    return null;
  }
}

function signsTokens({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean {
  switch (asymmetricKeyType) {
    case 'rsa':
      return (asymmetricKeyDetails?.modulusLength ?? 0) >= MIN_RSA_BITS;
    case 'ec':
      return CURVES.includes(asymmetricKeyDetails?.namedCurve);
    default:
      return asymmetricKeyType === 'ed25519';
  }
}

/** What Node read as a key has a type; its declarations leave that open. */
const withKty = (jwk: JsonWebKey): JsonWebKey & { kty: string } => ({ ...jwk, kty: jwk.kty ?? '' });

const privateKey = (path: string): Error =>
  new Error(`The file of token keys ${path} holds a private key: give the server the public one alone.`);

const noUse = (path: string): Error =>
  new Error(
    `The file of token keys ${path} holds none: a JWKS or PEM file of public keys is needed, RSA from ${MIN_RSA_BITS} bits, EC P-256, P-384 or P-521, or Ed25519.`,
  );
