import { z } from 'zod';
import { accessClaims, parseAccessClaims, type TokenClaims } from '../../auth/token-claims.js';
import { checkHandsOn } from '../access.js';
import { ApiError } from '../api-error.js';
import { operation } from '../operation.js';
import { nothing } from '../schemas.js';

/** As `sfu-room token` has it, in ms. */
const DEFAULT_EXPIRY = 7_200_000;

/** Ten years, in ms: more is never meant. */
const LONGEST = 315_360_000_000;

/** How long a token is still good, in ms. Who has it for a while could else make another for ever. */
const left = ({ exp }: Pick<TokenClaims, 'exp'>): number => (exp === undefined ? Infinity : exp * 1_000 - Date.now());

export const TOKEN_OPERATIONS = [
  operation({
    id: 'signToken',
    method: 'post',
    path: '/tokens',
    tag: 'Tokens',
    summary: 'Make a token for a room',
    description:
      'Signed with the first secret of the server; where tokens are signed by another program, that program makes them. A token for some rooms makes tokens for these rooms alone, and one for the API is good no longer than the token that it is made with.',
    params: nothing,
    query: nothing,
    body: z
      .strictObject({
        ...accessClaims.shape,
        expiresIn: z
          .int()
          .min(1_000)
          .max(LONGEST)
          .default(DEFAULT_EXPIRY)
          .meta({ description: 'After so long it ends, and the call with it, in ms.' }),
      })
      .meta({ id: 'TokenToSign', description: 'The claims of the token, and how long it is good.' }),
    answer: {
      status: 201,
      description: 'The token.',
      schema: z
        .object({
          token: z.string().meta({ description: 'A JSON Web Token: the attribute `token` of the element.' }),
          expiresAt: z.int().nullable().meta({ description: 'In ms since the epoch; null: never.' }),
        })
        .meta({ id: 'SignedToken' }),
    },
    errors: [],
    handle: async ({ body: { expiresIn, ...said }, claims }, { keys }) => {
      if (!keys.canSign) {
        throw new ApiError(
          'not-permitted',
          'The server has no secret to sign with: set --secret, or sign tokens where their keys are.',
        );
      }
      // Before the reach is looked at: a token for nothing at all is a mistake.
      const wanted = parseAccessClaims(said);
      checkHandsOn(claims, wanted.room);
      return await keys.sign(wanted, {
        expiresIn: wanted.api === true ? Math.min(expiresIn, left(claims)) : expiresIn,
      });
    },
  }),
];
