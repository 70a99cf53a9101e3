import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { WebhookEvent } from '../../backend/src/webhooks/webhook-event.js';
import { verifyWebhook } from '../../backend/src/webhooks/verify-webhook.js';

export const WEBHOOK_SECRET = 'a secret for nobody but tests';

export interface Attempt {
  /** Null: not genuine. */
  readonly event: WebhookEvent | null;
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
  /** When it arrived, in ms since the epoch. */
  readonly at: number;
}

/** A status to answer with, or what does so by itself, at its own time or never. */
export type Answer = (attempt: Attempt, response: ServerResponse) => number | null;

/** A receiver of webhooks on a port of this machine, which checks every signature. */
export class WebhookReceiver {
  readonly attempts: Attempt[] = [];
  /** What it answered with 2xx. */
  readonly taken: WebhookEvent[] = [];

  static async start(answer: Answer = () => 204, port = 0): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver(answer);
    receiver.#server.listen(port, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  readonly #server: Server;

  private constructor(public answer: Answer) {
    this.#server = createServer((request, response) => {
      void text(request).then((body) => {
        const { headers } = request;
        const attempt = { event: verifyWebhook(body, headers, WEBHOOK_SECRET), body, headers, at: Date.now() };
        this.attempts.push(attempt);
        const status = this.answer(attempt, response);
        if (status === null) return;
        if (status < 300 && attempt.event) this.taken.push(attempt.event);
        response.writeHead(status, status >= 300 && status < 400 ? { Location: `${this.url}/elsewhere` } : {}).end();
      });
    });
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async close(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}
