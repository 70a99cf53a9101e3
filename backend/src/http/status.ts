import type { Response } from 'express';
import type { ErrorCode } from 'sfu-room/protocol';

/** The status of every code that is answered over HTTP. Some clients in a room never see, such as that there is no room. */
export const STATUS = {
  'payload-invalid': 400,
  'room-name-invalid': 400,
  'token-missing': 401,
  'token-invalid': 401,
  'token-expired': 401,
  'not-permitted': 403,
  'not-found': 404,
  'room-not-found': 404,
  'peer-not-found': 404,
  'room-exists': 409,
  'payload-too-large': 413,
  'rate-limited': 429,
  'server-error': 500,
  'server-full': 503,
  'server-closing': 503,
} as const satisfies Partial<Record<ErrorCode | 'not-found' | 'room-not-found' | 'room-exists', number>>;

export type HttpCode = keyof typeof STATUS;

export function isHttpCode(code: unknown): code is HttpCode {
  return typeof code === 'string' && Object.hasOwn(STATUS, code);
}

/**
 * Says to who asked too often in how many seconds to ask again (RFC 6585, 4). A server that is full, or closes, knows no
 * such time.
 * @param cause of the refusal: what counted the requests knows when it begins anew
 */
export function setRetryAfter(response: Response, status: number, cause: unknown): void {
  if (status === STATUS['rate-limited']) response.set('Retry-After', String(secondsToWait(cause)));
}

function secondsToWait(cause: unknown): number {
  const { msBeforeNext } = (cause ?? {}) as { msBeforeNext?: unknown };
  return typeof msBeforeNext === 'number' ? Math.max(1, Math.ceil(msBeforeNext / 1_000)) : 1;
}
