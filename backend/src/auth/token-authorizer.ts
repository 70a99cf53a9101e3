import { RequestError } from '../request-error.js';
import type { Authorize } from './authorize.js';
import { ANYBODY, permissionsOf } from './grants.js';
import { allowsRoom } from './token-claims.js';
import type { TokenKeys } from './token-keys.js';

export { authorizeBy, type Admission, type AuthorizeHook } from './authorize-hook.js';

/** Where no token is asked for; one that is given all the same is not looked at. */
export const authorizeAnybody: Authorize = () => Promise.resolve(ANYBODY);

/** Lets in who has a token for the room, as what the token says. */
export function authorizeByToken(keys: TokenKeys): Authorize {
  return async ({ room, token }) => {
    const claims = await keys.verify(token);
    if (!allowsRoom(claims, room)) throw new RequestError('token-invalid', 'The token is for another room.');
    const { sub: identity = null, name = null, role = '', exp, limits = {} } = claims;
    return {
      identity,
      name,
      role,
      permissions: permissionsOf(name, claims.permissions),
      expiresAt: exp === undefined ? null : exp * 1_000,
      limits,
    };
  };
}
