import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import type { LevelWithSilent, Logger } from 'pino';
import { pinoHttp } from 'pino-http';

/** Ids that a proxy in front gave are kept, so that its log and this one can be read together. */
const ID = /^[\w.-]{1,64}$/;

/** Longer paths are somebody's attempt at something. */
const MAX_PATH = 200;

/** Of these, success is worth a line: something may have changed. */
const READING = ['GET', 'HEAD', 'OPTIONS'];

/** Somebody was turned away. */
const TURNED_AWAY = [401, 403, 429];

/**
 * One line for each request over HTTP, when it is answered: with its id, which
 * the answer carries as well. Never with a query or headers, where tokens may
 * stand; with the client's address at debug alone.
 * @param addressOf the client's address, seen through trusted proxies; default: that of the connection
 */
export function logRequests(logger: Logger, addressOf = addressOfConnection): RequestHandler {
  const told = (request: IncomingMessage, response: ServerResponse, { ms }: { ms: number }): object => ({
    method: request.method,
    path: pathOf(request),
    status: response.statusCode,
    ms,
    ...(logger.isLevelEnabled('debug') ? { address: addressOf(request) } : {}),
  });
  return pinoHttp({
    logger,
    genReqId: (request, response) => {
      const given = request.headers['x-request-id'];
      const id = typeof given === 'string' && ID.test(given) ? given : randomUUID();
      response.setHeader('X-Request-Id', id);
      return id;
    },
    customAttributeKeys: { reqId: 'request', responseTime: 'ms' },
    // The request's id alone, in place of the whole request and response.
    quietReqLogger: true,
    quietResLogger: true,
    customLogLevel: levelOf,
    customSuccessObject: told,
    // What went wrong has a line of its own.
    customErrorObject: (request, response, _error, value: { ms: number }) => told(request, response, value),
    customSuccessMessage: () => 'http request answered',
    customErrorMessage: () => 'http request answered',
  });
}

const addressOfConnection = (request: IncomingMessage): string => request.socket.remoteAddress ?? '';

function levelOf({ method = '' }: IncomingMessage, { statusCode }: ServerResponse): LevelWithSilent {
  if (statusCode >= 500) return 'error';
  return !READING.includes(method) || TURNED_AWAY.includes(statusCode) ? 'info' : 'debug';
}

function pathOf(request: IncomingMessage & { originalUrl?: string }): string {
  const [path = ''] = (request.originalUrl ?? request.url ?? '').split('?');
  return path.slice(0, MAX_PATH);
}
