import express, { type Express, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import { CAPABILITIES_PATH, presencePath, type Capabilities, type Presence } from 'sfu-room/protocol';
import { allowOrigins, answerPreflight } from './cors.js';
import { answerErrors, answerNotFound } from './error-handler.js';
import { findSiteDir, findWidgetDir } from './folders.js';
import { answerHealth, type Health } from './health.js';
import { answerPresence } from './presence.js';
import { securityHeaders, SITE_HEADERS } from './security-headers.js';
import { WIDGET_PATH, WidgetBundle } from './widget-bundle.js';

export interface AppOptions {
  capabilities: () => Capabilities;
  health: () => Health;
  /** Who is in a room, by its name; nobody in one that does not exist. */
  presence: (room: string) => Presence;
  /** Origins whose pages may read the capabilities and who is in; `*` for all. */
  origins: readonly string[];
  /** Folder of the widget's bundle; default: the one of the package `sfu-room`. */
  widgetDir?: string | undefined;
  /** Serve the site at `/`; default: true. */
  serveSite?: boolean | undefined;
  /** Folder of the site; default: the one that comes with the backend. */
  siteDir?: string | undefined;
  logger?: Logger | undefined;
}

/** Everything that is answered over plain HTTP: the widget, the capabilities, the health, the site. */
export async function createApp(options: AppOptions): Promise<Express> {
  const app = express();
  app.disable('x-powered-by');
  app.use(securityHeaders);
  app.get('/healthz', answerHealth(options.health));
  app.get(CAPABILITIES_PATH, allowOrigins(options.origins), (_request, response) => {
    response.set('Cache-Control', 'no-cache').json(options.capabilities());
  });
  app
    .route(presencePath(':room'))
    .all(allowOrigins(options.origins))
    .get(answerPresence(options.presence))
    .options(answerPreflight);
  app.use(await serveWidget(options.widgetDir ?? findWidgetDir(), options.logger));
  const siteDir = options.siteDir ?? findSiteDir();
  if ((options.serveSite ?? true) && siteDir !== null) {
    app.use(express.static(siteDir, { setHeaders: (response) => response.set(SITE_HEADERS) }));
  }
  app.use(answerNotFound, answerErrors(options.logger));
  return app;
}

async function serveWidget(folder: string | null, logger?: Logger): Promise<RequestHandler> {
  if (folder === null) {
    // Signalling and media serve those who bundle the widget themselves.
    logger?.warn(`the widget is not built, so there is no ${WIDGET_PATH}; "npm run build" makes it`);
    return (_request, _response, next) => {
      next();
    };
  }
  const bundle = await WidgetBundle.read(folder);
  return async (request, response, next) => {
    const served = request.method === 'GET' || request.method === 'HEAD' ? bundle.get(request.path) : undefined;
    if (!served) {
      next();
      return;
    }
    await served.asset.send(request, response, {
      // Any page may embed it, also one that is isolated by COEP.
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Cache-Control': served.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
      ...(request.path === WIDGET_PATH ? { 'Content-Location': bundle.hashedPath } : {}),
    });
  };
}
