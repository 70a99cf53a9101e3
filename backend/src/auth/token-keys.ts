import { createSecretKey, type KeyObject } from 'node:crypto';
import {
  decodeProtectedHeader,
  errors,
  jwtVerify,
  SignJWT,
  type CryptoKey,
  type JWTPayload,
  type JWTVerifyOptions,
} from 'jose';
import type { Logger } from 'pino';
import { RequestError } from '../request-error.js';
import { openPublicKeys, type PublicKeys } from './public-keys.js';
import {
  MAX_TOKEN_LENGTH,
  parseAccessClaims,
  parseTokenClaims,
  type AccessClaims,
  type TokenClaims,
} from './token-claims.js';

export interface TokenKeysOptions {
  /** For HS256: the first signs, all are accepted. */
  readonly secret: readonly string[];
  /** Of tokens that another program signs: a JWKS URL, or the path of a JWKS or PEM file; null: none. */
  readonly tokenKeys: string | null;
  /** The only issuer (`iss`) that is accepted; null: any. */
  readonly tokenIssuer: string | null;
  /** The audience (`aud`) that a token must be for; null: any. */
  readonly tokenAudience: string | null;
  readonly logger?: Logger;
}

/** A token that was made. */
interface SignedToken {
  readonly token: string;
  /** In ms since the epoch; null: never. */
  readonly expiresAt: number | null;
}

/** For secrets. */
const SYMMETRIC = 'HS256';

/**
 * For public keys. The two are never mixed: whoever knows a public key could otherwise sign with it as if it
 * were a secret (RFC 8725, 3.1). Unsigned tokens (`none`) are in neither.
 */
const ASYMMETRIC: readonly string[] = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];

/**
 * How far the clock of whoever signs may be ahead, in s: a token is often used at once, and clocks that are
 * kept by NTP are within one second. There is none for the end of a token, which also ends a call.
 */
export const CLOCK_TOLERANCE = 10;

/** The keys by which tokens are signed and verified. */
export class TokenKeys {
  readonly #secrets: readonly KeyObject[];
  readonly #options: JWTVerifyOptions;

  private constructor(
    private readonly options: TokenKeysOptions,
    private readonly publicKeys: PublicKeys | null,
  ) {
    const { secret, tokenIssuer, tokenAudience } = options;
    this.#secrets = secret.map((text) => createSecretKey(text, 'utf8'));
    this.#options = {
      clockTolerance: CLOCK_TOLERANCE,
      ...(tokenIssuer === null ? {} : { issuer: tokenIssuer }),
      ...(tokenAudience === null ? {} : { audience: tokenAudience }),
    };
  }

  /** @throws Error, one sentence for the person who runs the server, where `tokenKeys` cannot be used */
  static async create(options: TokenKeysOptions): Promise<TokenKeys> {
    const { tokenKeys, logger } = options;
    return new TokenKeys(options, tokenKeys === null ? null : await openPublicKeys(tokenKeys, logger));
  }

  /** There is a secret. */
  get canSign(): boolean {
    return this.#secrets.length > 0;
  }

  /**
   * What a token says, once it is known to be genuine and to hold now.
   * @throws RequestError token-missing, token-invalid, token-expired; Error where the keys cannot be had at the moment
   */
  async verify(token: string): Promise<TokenClaims> {
    if (token === '') throw new RequestError('token-missing');
    if (token.length > MAX_TOKEN_LENGTH) throw invalid('longer than any token has to be');
    const claims = parseTokenClaims(await this.#verify(token));
    if (claims.exp !== undefined && claims.exp * 1_000 <= Date.now()) throw new RequestError('token-expired');
    return claims;
  }

  /**
   * Makes a token, by the first secret, which this server accepts.
   * @param expiresIn in ms, rounded up to a second; null: it never expires
   * @throws RequestError payload-invalid for wrong claims; Error where there is no secret
   */
  async sign(claims: AccessClaims, { expiresIn }: { expiresIn: number | null }): Promise<SignedToken> {
    const [key] = this.#secrets;
    if (!key) throw new Error('Without a secret no token can be signed.');
    const { tokenIssuer, tokenAudience } = this.options;
    const now = Date.now();
    const exp = expiresIn === null ? undefined : Math.ceil((now + expiresIn) / 1_000);
    const payload: JWTPayload = {
      ...parseAccessClaims(claims),
      iat: Math.floor(now / 1_000),
      ...(exp === undefined ? {} : { exp }),
      ...(tokenIssuer === null ? {} : { iss: tokenIssuer }),
      ...(tokenAudience === null ? {} : { aud: tokenAudience }),
    };
    const token = await new SignJWT(payload).setProtectedHeader({ alg: SYMMETRIC, typ: 'JWT' }).sign(key);
    return { token, expiresAt: exp === undefined ? null : exp * 1_000 };
  }

  async #verify(token: string): Promise<JWTPayload> {
    const alg = algorithmOf(token);
    try {
      if (alg === SYMMETRIC) return await this.#verifyBySecrets(token);
      if (this.publicKeys && ASYMMETRIC.includes(alg)) return await this.#verifyByPublicKeys(token, this.publicKeys);
    } catch (error) {
      throw refusalOf(error);
    }
    throw invalid('signed in a way (alg) that this server has no key for');
  }

  async #verifyBySecrets(token: string): Promise<JWTPayload> {
    return await this.#verifyByAny(token, this.#secrets, SYMMETRIC);
  }

  async #verifyByPublicKeys(token: string, find: PublicKeys): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, find, { ...this.#options, algorithms: [...ASYMMETRIC] });
      return payload;
    } catch (error) {
      // Several keys without an id, or with the same: as while one replaces another.
      if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
      return await this.#verifyByAny(token, error, ...ASYMMETRIC);
    }
  }

  async #verifyByAny(
    token: string,
    keys: Iterable<KeyObject> | AsyncIterable<CryptoKey>,
    ...algorithms: string[]
  ): Promise<JWTPayload> {
    for await (const key of keys) {
      try {
        const { payload } = await jwtVerify(token, key, { ...this.#options, algorithms });
        return payload;
      } catch (error) {
        if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
      }
    }
    throw new errors.JWSSignatureVerificationFailed();
  }
}

function algorithmOf(token: string): string {
  try {
    return decodeProtectedHeader(token).alg ?? '';
  } catch {
    throw invalid(NO_JWT);
  }
}

const NO_JWT = 'no JSON Web Token in compact form';

const invalid = (why: string): RequestError => new RequestError('token-invalid', `The token is ${why}.`);

/** Told to whoever sent the token: what is wrong with it, and nothing of what this server would accept. */
function refusalOf(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) return new RequestError('token-expired');
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'nbf') return invalid('not valid yet (nbf)');
    if (error.claim === 'iss') return invalid('of another issuer (iss)');
    if (error.claim === 'aud') return invalid('for another audience (aud)');
    return invalid(`wrong in its claim ${error.claim}`);
  }
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey) {
    return invalid('signed by none of the keys of this server');
  }
  if (error instanceof errors.JOSEError) return invalid(NO_JWT);
  return error;
}
