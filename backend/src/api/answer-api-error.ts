import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { isHttpCode, setRetryAfter, STATUS } from '../http/status.js';
import { ApiError } from './api-error.js';

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
  setRetryAfter(response, status, cause);
  response.status(status).json({ error: { code, message } });
}

function refusalOf(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof Error) {
    // RequestError and RoomNotFound carry codes; a code of Node's is none of them.
    const { code, status } = error as { code?: unknown; status?: unknown };
    if (isHttpCode(code)) return new ApiError(code, error.message, { cause: error.cause });
    // Of Express: a path or a body that cannot be read.
    if (status === STATUS['payload-too-large']) return new ApiError('payload-too-large');
    if (typeof status === 'number' && status < 500) {
      return new ApiError('payload-invalid', 'The server cannot read this request.');
    }
  }
  return new ApiError('server-error');
}
