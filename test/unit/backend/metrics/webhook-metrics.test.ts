import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { gaugeWebhooks } from '../../../../backend/src/metrics/webhook-metrics.js';
import type { EndpointFigures } from '../../../../backend/src/webhooks/endpoint-queue.js';
import { MetricsText } from '../../../helpers/metrics-text.js';

const FIGURES: EndpointFigures = {
  endpoint: 'a.test',
  pending: 3,
  taken: 10,
  failed: 2,
  dropped: { full: 1, expired: 0, refused: 4, unstored: 0 },
};

test('the metrics tell how the webhooks go, two endpoints of one host as one', async () => {
  const register = new Registry();
  const look = gaugeWebhooks({ figures: [FIGURES, FIGURES, { ...FIGURES, endpoint: 'b.test' }] }, register);
  // Twice: what was counted at one reading is not counted again at the next.
  look();
  look();
  const metrics = new MetricsText(await register.metrics());
  expect(metrics.value('sfu_room_webhooks_pending', { endpoint: 'a.test' })).toBe(6);
  expect(metrics.value('sfu_room_webhooks_pending', { endpoint: 'b.test' })).toBe(3);
  expect(metrics.value('sfu_room_webhook_attempts_total', { endpoint: 'a.test', result: 'taken' })).toBe(20);
  expect(metrics.value('sfu_room_webhook_attempts_total', { endpoint: 'b.test', result: 'failed' })).toBe(2);
  expect(metrics.value('sfu_room_webhooks_dropped_total', { endpoint: 'b.test', reason: 'refused' })).toBe(4);
});
