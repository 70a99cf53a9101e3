import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { STATUS } from './status.js';

/** Paths that programs read: their errors are JSON. */
const API = /^\/(sfu-room(\/|\.|$)|(health|ready)z$|metrics$)/;

export const answerNotFound: RequestHandler = (request, response) => {
  answerError(response, request.path, STATUS['not-found'], 'not-found', 'There is nothing at this address.');
};

/** Express knows an error handler by its four parameters. */
export function answerErrors(logger?: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const status = statusOf(error);
    if (status >= 500) {
      const { id, method, path } = request;
      logger?.error({ err: error, request: id, method, path }, 'a request failed');
    }
    if (response.headersSent) {
      next(error);
    } else if (status >= 500) {
      answerError(
        response,
        request.path,
        status,
        'server-error',
        'The server failed at the request; its log tells why.',
      );
    } else {
      answerError(response, request.path, status, 'request-invalid', 'The server cannot read this request.');
    }
  };
}

/** For programs as `{error: {code, message}}`, for people in words. */
export function answerError(response: Response, path: string, status: number, code: string, message: string): void {
  // What went wrong now may go right in a moment.
  response.status(status).set('Cache-Control', 'no-store');
  if (API.test(path)) response.json({ error: { code, message } });
  else response.type('text/plain').send(`${message}\n`);
}

/** Errors of Express itself carry the status that they mean. */
function statusOf(error: unknown): number {
  const status: unknown = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}
