import { allowsRoom, type TokenClaims } from '../auth/token-claims.js';
import { ApiError } from './api-error.js';

/** Whether a token for the API is for this room as well: without a room of its own it is for all. */
export function reaches(claims: Pick<TokenClaims, 'room'>, room: string): boolean {
  return claims.room === undefined || allowsRoom(claims, room);
}

/** @throws ApiError not-permitted */
export function checkReaches(claims: Pick<TokenClaims, 'room'>, room: string): void {
  if (!reaches(claims, room)) throw new ApiError('not-permitted', 'The token is for other rooms.');
}

/** @throws ApiError not-permitted */
export function checkReachesAll({ room }: Pick<TokenClaims, 'room'>): void {
  if (room !== undefined) {
    throw new ApiError('not-permitted', 'The token is for some rooms, and this is about all of them.');
  }
}

/**
 * A token may only make tokens that reach no further than itself. A pattern is looked at as if it were a name: each of
 * its stars then has to stand where a star of the own pattern is, and so has whatever it can stand for.
 * @throws ApiError not-permitted
 */
export function checkHandsOn(claims: Pick<TokenClaims, 'room'>, room: string | undefined): void {
  if (room === undefined) checkReachesAll(claims);
  else checkReaches(claims, room);
}
