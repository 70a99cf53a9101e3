import { z } from 'zod';
import { HIDDEN, optionalText, setting, shownUrl, toggle } from '../setting.js';

/** HS256 has a key of 256 bits at least (RFC 7518, 3.2). */
const MIN_SECRET_LENGTH = 32;

/** Who is let in. */
export const ACCESS = {
  secret: setting({
    schema: z.array(z.string().min(MIN_SECRET_LENGTH)),
    default: [],
    form: 'list',
    placeholder: 'secrets',
    description: 'Secrets that tokens are signed with (HS256), separated by commas: the first signs, all are accepted',
    defaultDescription: 'none',
    expects: `secrets of at least ${String(MIN_SECRET_LENGTH)} characters, separated by commas`,
    redact: (secrets) => secrets.map(() => HIDDEN),
  }),
  tokenKeys: optionalText({
    placeholder: 'file|url',
    description: 'Public keys of tokens that another program signs: a JWKS URL, a JWKS file or a PEM file',
    expects: 'an https URL or a path',
    shown: (where) => shownUrl(where),
  }),
  tokenIssuer: optionalText({
    placeholder: 'name',
    description: 'Only tokens of this issuer (iss) are accepted',
    defaultDescription: 'any',
    expects: 'a text',
  }),
  tokenAudience: optionalText({
    placeholder: 'name',
    description: 'Only tokens for this audience (aud) are accepted',
    defaultDescription: 'any',
    expects: 'a text',
  }),
  open: toggle({
    default: false,
    description: 'Let everyone into every room without a token, also from other machines',
  }),
  api: toggle({ default: true, description: 'Serve the REST API, for tokens that allow it' }),
} as const;
