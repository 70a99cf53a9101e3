import { Counter, Gauge, type Registry } from 'prom-client';
import type { Webhooks } from '../webhooks/webhooks.js';

/** How the webhooks go. Endpoints on one host are counted together. @returns looks */
export function gaugeWebhooks(webhooks: Pick<Webhooks, 'figures'>, register: Registry): () => void {
  const registers = [register];
  const pending = new Gauge({
    name: 'sfu_room_webhooks_pending',
    help: 'Events that are stored and not delivered yet.',
    labelNames: ['endpoint'] as const,
    registers,
  });
  const attempts = new Counter({
    name: 'sfu_room_webhook_attempts_total',
    help: 'Attempts to deliver an event since the start, by how they ended: taken or failed.',
    labelNames: ['endpoint', 'result'] as const,
    registers,
  });
  const dropped = new Counter({
    name: 'sfu_room_webhooks_dropped_total',
    help: 'Events that were not delivered: the store was full, a day went by, the receiver refused, the disk failed.',
    labelNames: ['endpoint', 'reason'] as const,
    registers,
  });
  return () => {
    for (const metric of [pending, attempts, dropped]) metric.reset();
    for (const figures of webhooks.figures) {
      const { endpoint } = figures;
      pending.inc({ endpoint }, figures.pending);
      attempts.inc({ endpoint, result: 'taken' }, figures.taken);
      attempts.inc({ endpoint, result: 'failed' }, figures.failed);
      for (const [reason, count] of Object.entries(figures.dropped)) dropped.inc({ endpoint, reason }, count);
    }
  };
}
