import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { ApiError, isApiErrorCode, STATUS } from './api-error.js';

/** Answers `{error: {code, message}}`. */
export function answerApiError(error: unknown, request: Request, response: Response, logger?: Logger): void {
  const { code, message, status, cause } = refusalOf(error);
  if (code === 'server-error') {
    const { id, method, path } = request;
    logger?.error({ err: error, request: id, method, path }, 'a request to the API failed');
  }
  if (status === 401) {
    response.set('WWW-Authenticate', code === 'token-missing' ? 'Bearer' : 'Bearer error="invalid_token"');
  }
  if (status === 429) response.set('Retry-After', String(secondsToWait(cause)));
  response.status(status).json({ error: { code, message } });
}

function refusalOf(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof Error) {
    // RequestError and RoomNotFound carry codes; a code of Node's is none of them.
    const { code, status } = error as { code?: unknown; status?: unknown };
    if (isApiErrorCode(code)) return new ApiError(code, error.message, { cause: error.cause });
    // Of Express: a path or a body that cannot be read.
    if (status === STATUS['payload-too-large']) return new ApiError('payload-too-large');
    if (typeof status === 'number' && status < 500) {
      return new ApiError('payload-invalid', 'The server cannot read this request.');
    }
  }
  return new ApiError('server-error');
}

/** @param cause what counted the requests; it knows when it begins anew */
function secondsToWait(cause: unknown): number {
  const { msBeforeNext } = (cause ?? {}) as { msBeforeNext?: unknown };
  return typeof msBeforeNext === 'number' ? Math.max(1, Math.ceil(msBeforeNext / 1_000)) : 1;
}
