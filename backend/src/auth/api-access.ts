import { RequestError } from '../request-error.js';
import { bearerToken } from './bearer-token.js';
import type { TokenClaims } from './token-claims.js';
import type { TokenKeys } from './token-keys.js';

/**
 * Who uses the REST API: a token whose `api` is true. One that names a room as well is for that room alone, which
 * whoever knows what is asked for has to look at (`allowsRoom`).
 * @throws RequestError token-missing, token-invalid, token-expired, not-permitted
 */
export async function checkApiToken(keys: TokenKeys, authorizationHeader: string | undefined): Promise<TokenClaims> {
  const claims = await keys.verify(bearerToken(authorizationHeader));
  if (claims.api !== true) throw new RequestError('not-permitted', 'The token does not allow the REST API (api).');
  return claims;
}
