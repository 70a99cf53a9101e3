import type { RequestHandler } from 'express';
import { isAllowedOrigin } from '../allowed-origin.js';

/** Lets the pages of these origins read the answers. */
export function allowOrigins(origins: readonly string[]): RequestHandler {
  const all = origins.includes('*');
  return (request, response, next) => {
    const { origin } = request.headers;
    if (!all) response.vary('Origin');
    if (all) response.set('Access-Control-Allow-Origin', '*');
    else if (origin !== undefined && isAllowedOrigin(origins, origin)) {
      response.set('Access-Control-Allow-Origin', origin);
    }
    next();
  };
}

/** How long a browser may remember what it was allowed, in seconds: the most that Chromium does. */
const PREFLIGHT_AGE = 7_200;

/** What a page may ask for with a token, once `allowOrigins` has let it in. */
export const answerPreflight: RequestHandler = (_request, response) => {
  response
    .status(204)
    .set({
      'Access-Control-Allow-Methods': 'GET',
      'Access-Control-Allow-Headers': 'Authorization',
      'Access-Control-Max-Age': String(PREFLIGHT_AGE),
    })
    .end();
};
