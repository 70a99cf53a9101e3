import { MAX_NAME_LENGTH, type ErrorCode } from 'sfu-room/protocol';
import { z } from 'zod';
import { RequestError } from '../request-error.js';
import { permissions } from './permissions-schema.js';
import { roomLimits } from './room-limits-schema.js';
import { textUpTo } from './text-schema.js';

/**
 * Longest token that is looked at, in characters: one with every claim at its longest has about 1,500, and what is far
 * longer is refused before its signature costs anything.
 */
export const MAX_TOKEN_LENGTH = 8192;

/** Longest identity, in UTF-16 code units: twice a UUID with an issuer's URL before it. */
const MAX_IDENTITY_LENGTH = 256;

/** Longest role, in UTF-16 code units; it is shown beside a name, which is as long. */
const MAX_ROLE_LENGTH = 64;

/** The last moment that a date can name, in s since the epoch (ECMA-262, 21.4.1.1). */
const LAST_MOMENT = 8.64e12;

export const identity = textUpTo(MAX_IDENTITY_LENGTH).min(1);
export const fixedName = textUpTo(MAX_NAME_LENGTH).min(1);
export const role = textUpTo(MAX_ROLE_LENGTH);

/** A room's name, or a pattern in which `*` stands for any characters, also none. */
const roomPattern = z
  .string()
  .regex(/^[A-Za-z0-9._~*-]{1,64}$/, 'no room name, or pattern of one, of 1-64 characters of A-Z a-z 0-9 . _ ~ - *');

/** What a token says of who has it and what they may do. */
export const accessClaims = z.object({
  room: roomPattern.exactOptional(),
  /** Identity: who it is to the program that made the token. */
  sub: identity.exactOptional(),
  /** Fixes the name in the room; then `rename` is false, unless `permissions` says otherwise. */
  name: fixedName.exactOptional(),
  role: role.exactOptional(),
  /** What is left out is as for every participant. */
  permissions: permissions.exactOptional(),
  /** Of a room that begins with this token. Times in ms, the bitrate in bit/s. */
  limits: roomLimits.exactOptional(),
  /** Allows the REST API, for all rooms or those that `room` matches. */
  api: z.boolean().exactOptional(),
});

const seconds = z.number().min(0).max(LAST_MOMENT);

/** All that is read of a token; times in s since the epoch (RFC 7519, 4.1). Others' claims are left aside. */
const tokenClaims = accessClaims.extend({
  exp: seconds.exactOptional(),
  nbf: seconds.exactOptional(),
  iat: seconds.exactOptional(),
  iss: z.string().exactOptional(),
  aud: z.union([z.string(), z.array(z.string())]).exactOptional(),
  jti: z.string().exactOptional(),
});

export type AccessClaims = z.infer<typeof accessClaims>;
export type TokenClaims = z.infer<typeof tokenClaims>;

/** @throws RequestError token-invalid, which names the claim */
export function parseTokenClaims(payload: unknown): TokenClaims {
  return parse(tokenClaims, payload, 'token-invalid');
}

/** Of a token that is to be signed. @throws RequestError payload-invalid, which names the claim */
export function parseAccessClaims(claims: unknown): AccessClaims {
  return parse(accessClaims, claims, 'payload-invalid');
}

function parse<T extends AccessClaims>(schema: z.ZodType<T>, value: unknown, code: ErrorCode): T {
  const { data, error } = schema.safeParse(value);
  if (error) {
    const [issue] = error.issues;
    throw new RequestError(code, `The token's claim ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}.`);
  }
  if (data.room === undefined && data.api !== true) {
    throw new RequestError(code, 'The token has neither a claim "room" nor "api": it allows nothing.');
  }
  return data;
}

/** Whether a token is for this room. */
export function allowsRoom({ room: pattern }: Pick<TokenClaims, 'room'>, room: string): boolean {
  return pattern !== undefined && matchesPattern(pattern, room);
}

/** Whether a room has this name, part by part in linear time: a regular expression of many stars could take for ever. */
function matchesPattern(pattern: string, room: string): boolean {
  const [first = '', ...others] = pattern.split('*');
  const last = others.pop();
  if (last === undefined) return room === pattern;
  if (!room.startsWith(first)) return false;
  let from = first.length;
  for (const part of others) {
    const at = room.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return room.length - last.length >= from && room.endsWith(last);
}
