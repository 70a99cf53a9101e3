import { SignJWT } from 'jose';
import type { AccessClaims } from '../../backend/src/auth/token-claims.js';

/** For servers of tests that ask for tokens. */
export const SECRET = 'a-secret-of-at-least-32-characters';

/**
 * A token as another program makes it, without this project's own code.
 * @param expiresIn in ms, exactly; null: it never expires. Negative: it has expired already
 */
export async function tokenOf(claims: AccessClaims, expiresIn: number | null = null, secret = SECRET): Promise<string> {
  const exp = expiresIn === null ? {} : { exp: (Date.now() + expiresIn) / 1_000 };
  return await new SignJWT({ ...claims, ...exp })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(secret));
}
