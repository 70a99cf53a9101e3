import type { Response } from 'express';
import type { RequestError } from '../request-error.js';
import { answerError } from './error-handler.js';
import { isHttpCode, setRetryAfter, STATUS } from './status.js';

/** Answers a request that somebody may not make. */
export function answerRefusal(response: Response, path: string, { code, message, cause }: RequestError): void {
  // What an application refuses by a code of the rooms alone, such as that somebody is banned, is forbidden here.
  const status = isHttpCode(code) ? STATUS[code] : STATUS['not-permitted'];
  // Another token may help (RFC 9110, 15.5.2).
  if (status === 401) response.set('WWW-Authenticate', 'Bearer');
  setRetryAfter(response, status, cause);
  answerError(response, path, status, code, message);
}
