import type { RequestHandler } from 'express';
import { checkApiToken } from '../auth/api-access.js';
import type { TokenKeys } from '../auth/token-keys.js';
import { RequestError } from '../request-error.js';
import { answerRefusal } from './refusal.js';

/** What can be told of the server to Prometheus. */
interface MetricsSource {
  readonly contentType: string;
  text(): Promise<string>;
}

/** Path of the metrics beside the rest of the rooms; a server of its own has them at `/metrics` as well. */
export const METRICS_PATH = '/sfu-room/metrics';

/**
 * @param access.open everyone may read
 * @param access.keys else, those of the tokens for the API that are asked for; null: there are none, as where everyone may join
 */
export function answerMetrics(
  metrics: MetricsSource,
  { open, keys }: { open: boolean; keys: TokenKeys | null },
): RequestHandler {
  return async (request, response) => {
    try {
      if (!open && keys) {
        const { room } = await checkApiToken(keys, request.headers.authorization);
        if (room !== undefined) {
          throw new RequestError('not-permitted', 'The token is for some rooms, and metrics are about all of them.');
        }
      }
      if (!open && !keys) {
        throw new RequestError(
          'not-permitted',
          'Metrics take a token: set a secret, or let everyone read (metrics: open).',
        );
      }
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      answerRefusal(response, request.path, error);
      return;
    }
    response.set({ 'Content-Type': metrics.contentType, 'Cache-Control': 'no-store' }).send(await metrics.text());
  };
}
