import express, { Router, type Express, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import { CAPABILITIES_PATH, presencePath, type Capabilities } from 'sfu-room/protocol';
import { allowOrigins, answerPreflight } from './cors.js';
import { answerErrors, answerNotFound } from './error-handler.js';
import { findSiteDir, findWidgetDir } from './folders.js';
import { answerHealth, answerReadiness, type Health } from './health.js';
import { METRICS_PATH } from './metrics.js';
import { answerPresence, type PresenceOptions } from './presence.js';
import { logRequests } from './request-log.js';
import { securityHeaders, SITE_HEADERS } from './security-headers.js';
import { WIDGET_PATH, WidgetBundle } from './widget-bundle.js';

export interface RoutesOptions extends PresenceOptions {
  capabilities: Capabilities;
  /** Origins whose pages may read the capabilities and who is in; `*` for all. */
  origins: readonly string[];
  /** The REST API; without it there is none. */
  api?: Router | undefined;
  /** Answers with the metrics; left out: there are none. */
  metrics?: RequestHandler | undefined;
  /** Folder of the widget's bundle; default: the one of the package `sfu-room`. */
  widgetDir?: string | undefined;
  logger?: Logger | undefined;
}

/** What belongs to the rooms, all of it at `/sfu-room…`: the widget, the capabilities, who is in, the REST API. */
export async function createRoutes(options: RoutesOptions): Promise<Router> {
  const routes = Router();
  routes.get(CAPABILITIES_PATH, securityHeaders, allowOrigins(options.origins), (_request, response) => {
    response.set('Cache-Control', 'no-cache').json(options.capabilities);
  });
  routes
    .route(presencePath(':room'))
    .all(securityHeaders, allowOrigins(options.origins))
    .get(answerPresence(options))
    .options(answerPreflight);
  if (options.api) routes.use(options.api);
  if (options.metrics) routes.get(METRICS_PATH, securityHeaders, options.metrics);
  routes.use(await serveWidget(options.widgetDir ?? findWidgetDir(), options.logger));
  return routes;
}

export interface AppOptions extends RoutesOptions {
  health: () => Health;
  /** False: balancers send nobody new. */
  ready: () => boolean;
  /** Serve the site at `/`; default: true. */
  serveSite?: boolean | undefined;
  /** Folder of the site; default: the one that comes with the backend. */
  siteDir?: string | undefined;
}

/** Everything that is answered over plain HTTP by a server of its own: the rooms' routes, the health, the site. */
export async function createApp(options: AppOptions): Promise<Express> {
  const app = express();
  app.disable('x-powered-by');
  if (options.logger) app.use(logRequests(options.logger, options.addressOf));
  app.use(securityHeaders);
  app.get('/healthz', answerHealth(options.health));
  app.get('/readyz', answerReadiness(options.ready));
  if (options.metrics) app.get('/metrics', options.metrics);
  app.use(await createRoutes(options));
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
      'X-Content-Type-Options': 'nosniff',
      // Any page may embed it, also one that is isolated by COEP.
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Cache-Control': served.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
      ...(request.path === WIDGET_PATH ? { 'Content-Location': bundle.hashedPath } : {}),
    });
  };
}
