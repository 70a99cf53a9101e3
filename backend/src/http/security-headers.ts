import type { RequestHandler } from 'express';

/** For the pages of the site; the widget and the API are no documents and need none of it. */
const SITE_POLICY = [
  "default-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-src 'none'",
  // A page that has the camera must not be clickable through somebody else's.
  "frame-ancestors 'self'",
  "object-src 'none'",
].join('; ');

/** On every answer. */
export const securityHeaders: RequestHandler = (_request, response, next) => {
  response.set({ 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'strict-origin-when-cross-origin' });
  next();
};

/** On every page of the site. */
export const SITE_HEADERS: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-cache',
  'Content-Security-Policy': SITE_POLICY,
};
