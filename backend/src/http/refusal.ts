import type { Response } from 'express';
import type { ErrorCode } from 'sfu-room/protocol';
import type { RequestError } from '../request-error.js';
import { answerError } from './error-handler.js';

/** What another token may help against (RFC 9110, 15.5.2). */
const UNAUTHENTICATED: readonly ErrorCode[] = ['token-missing', 'token-invalid', 'token-expired'];

const STATUS: Partial<Record<ErrorCode, number>> = { 'rate-limited': 429, 'server-error': 500 };

/** Answers a request that somebody may not make. */
export function answerRefusal(response: Response, path: string, { code, message }: RequestError): void {
  const unauthenticated = UNAUTHENTICATED.includes(code);
  if (unauthenticated) response.set('WWW-Authenticate', 'Bearer');
  const status = unauthenticated ? 401 : (STATUS[code] ?? 403);
  answerError(response, path, status, code, message);
}
