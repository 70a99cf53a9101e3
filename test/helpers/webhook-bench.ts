import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach } from 'vitest';
import { ServerEvents } from '../../backend/src/room/server-events.js';
import type { EndpointFigures } from '../../backend/src/webhooks/endpoint-queue.js';
import type { RetryPolicy } from '../../backend/src/webhooks/retry-policy.js';
import { Webhooks, type WebhooksOptions } from '../../backend/src/webhooks/webhooks.js';
import { LogLines } from './log-lines.js';
import { WEBHOOK_SECRET, WebhookReceiver, type Answer } from './webhook-receiver.js';

/** As the real one, in a hundredth of the time. */
export const QUICK: RetryPolicy = { first: 10, most: 100, giveUpAfter: 600_000 };

/** Webhooks with a store and receivers of their own for each test of a file. Make it at the top of the file. */
export class WebhookBench {
  events = new ServerEvents(pino({ level: 'silent' }));
  log = new LogLines();
  #dir = '';
  readonly #opened: Webhooks[] = [];
  readonly #receivers: WebhookReceiver[] = [];

  constructor() {
    beforeEach(async () => {
      this.#dir = await mkdtemp(join(tmpdir(), 'webhooks-'));
      this.events = new ServerEvents(pino({ level: 'silent' }));
      this.log = new LogLines();
    });
    afterEach(async () => {
      await Promise.all(this.#receivers.splice(0).map((receiver) => receiver.close()));
      await Promise.all(this.#opened.splice(0).map((webhooks) => webhooks.close()));
      await rm(this.#dir, { recursive: true });
    });
  }

  async receiver(answer?: Answer, port?: number): Promise<WebhookReceiver> {
    const receiver = await WebhookReceiver.start(answer, port);
    this.#receivers.push(receiver);
    return receiver;
  }

  async open(urls: readonly string[], change: Partial<WebhooksOptions> = {}): Promise<Webhooks> {
    const webhooks = await Webhooks.open({
      endpoints: urls.map((url) => ({ url, secret: WEBHOOK_SECRET })),
      dir: this.#dir,
      events: this.events,
      logger: pino({ level: 'debug' }, this.log),
      retry: QUICK,
      ...change,
    });
    this.#opened.push(webhooks);
    return webhooks;
  }

  /** An event of a room, told from the others by its number. */
  tell(room: string, duration: number, at = Date.now()): void {
    this.events.emit('roomended', { room, at, duration });
  }
}

/** Of the only endpoint. */
export function figuresOf(webhooks: Webhooks): EndpointFigures {
  const [figures] = webhooks.figures;
  if (!figures) throw new Error('There is no endpoint.');
  return figures;
}

/** The numbers of a room's events that a receiver took, in the order in which it did. */
export const numbersOf = (receiver: WebhookReceiver, room: string): unknown[] =>
  receiver.taken.filter((event) => event.room === room).map((event) => 'duration' in event && event.duration);
