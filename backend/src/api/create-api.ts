import type { IncomingMessage } from 'node:http';
import express, { Router, type ErrorRequestHandler, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import { MAX_PACKET_LENGTH } from 'sfu-room/protocol';
import { checkApiToken } from '../auth/api-access.js';
import type { TokenClaims } from '../auth/token-claims.js';
import type { TokenKeys } from '../auth/token-keys.js';
import { allowOrigins } from '../http/cors.js';
import { securityHeaders } from '../http/security-headers.js';
import type { Rooms } from '../rooms.js';
import { checkReaches } from './access.js';
import { answerApiError } from './answer-api-error.js';
import { ApiError } from './api-error.js';
import { API_PATH, describeApi } from './document.js';
import type { ApiContext, Operation } from './operation.js';
import { OPERATIONS } from './operations.js';
import { PAGE_HEADERS, renderPage } from './page.js';
import { parsePart } from './parse-part.js';
import { ServerStats, type Samples } from './server-stats.js';

interface ApiOptions {
  /** Of the package, for the document. */
  readonly version: string;
  readonly rooms: Rooms;
  /** Of the tokens that allow it; null: there are none, and nobody may use it. */
  readonly keys: TokenKeys | null;
  readonly samples: Samples;
  /** Origins whose pages may read its answers; `*` for all. */
  readonly origins: readonly string[];
  /** Counts a request. @throws RequestError rate-limited */
  readonly admit: (request: IncomingMessage) => Promise<void>;
  readonly logger?: Logger | undefined;
}

/** How long a browser may remember what it was allowed, in seconds: the most that Chromium does. */
const PREFLIGHT_AGE = 7_200;

/** The REST API with its document and its page, for requests to API_PATH; what is nothing of it, it leaves alone. */
export function createApi({ version, rooms, keys, samples, origins, admit, logger }: ApiOptions): Router {
  const document = describeApi(version);
  const page = renderPage(document);
  const api = Router();
  api.use(securityHeaders, allowOrigins(origins), neverKept);
  api.options('/{*path}', answerPreflight);
  api.get('/', (_request, response) => {
    response.set(PAGE_HEADERS).type('html').send(page);
  });
  api.get('/openapi.json', (_request, response) => {
    response.json(document);
  });
  const stats = new ServerStats(rooms, samples);
  const enter: RequestHandler = async (request, response, next) => {
    await admit(request);
    if (!keys) throw new ApiError('not-permitted', NO_KEYS);
    response.locals.claims = await checkApiToken(keys, request.headers.authorization);
    next();
  };
  const read = express.json({ limit: MAX_PACKET_LENGTH });
  for (const operation of OPERATIONS) {
    const steps = operation.body ? [enter, read] : [enter];
    const answer: RequestHandler = async (request, response) => {
      // What has keys was entered by them.
      if (keys) await run(operation, { rooms, keys, stats }, request, response);
    };
    api[operation.method](operation.path.replaceAll(/\{(\w+)\}/g, ':$1'), ...steps, answer);
  }
  api.use(() => {
    throw new ApiError('not-found');
  });
  const answerErrors: ErrorRequestHandler = (error: unknown, request, response, next) => {
    if (response.headersSent) next(error);
    else answerApiError(error, request, response, logger);
  };
  api.use(answerErrors);
  return Router().use(API_PATH, api);
}

const NO_KEYS =
  'The REST API takes tokens, and the server has nothing to know them by: set --secret (SFU_ROOM_SECRET) or --token-keys.';

async function run(
  operation: Operation,
  context: ApiContext,
  request: Parameters<RequestHandler>[0],
  response: Parameters<RequestHandler>[1],
): Promise<void> {
  const claims = response.locals.claims as TokenClaims;
  const { params, query, body, answer } = operation;
  const path = parsePart('path', params, request.params);
  // Before anything is said of what there is in the room.
  if (typeof path.room === 'string') checkReaches(claims, path.room);
  const call = {
    claims,
    path,
    query: parsePart('query', query, request.query),
    body: body ? parsePart('body', body, request.body) : undefined,
  };
  const result = await operation.handle(call, context);
  response.status(answer.status);
  if (answer.schema) response.json(result);
  else response.end();
}

/** What holds now holds for a moment, and is for who asked alone. */
const neverKept: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};

/** What a page may ask for, once `allowOrigins` has let it in. */
const answerPreflight: RequestHandler = (_request, response) => {
  response
    .status(204)
    .set({
      'Access-Control-Allow-Methods': 'GET, POST, PATCH, DELETE',
      'Access-Control-Allow-Headers': 'Authorization, Content-Type',
      'Access-Control-Max-Age': String(PREFLIGHT_AGE),
    })
    .end();
};
