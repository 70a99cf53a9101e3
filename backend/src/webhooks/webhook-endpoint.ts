import { createHash } from 'node:crypto';
import { Agent as HttpAgent, request as httpRequest, type ClientRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { signedHeaders } from './signature.js';
import { isWebhookEventName, type WebhookEventName } from './webhook-event.js';

/** How long an attempt may take, in ms: receivers are to note an event and to answer, not to work on it. */
export const ATTEMPT_TIMEOUT = 10_000;

/** More of an answer than this is not read, in bytes: the status says it all. */
const MAX_ANSWER = 65_536;

export interface WebhookEndpointOptions {
  /** http or https. */
  readonly url: string;
  /** What the bodies are signed with. */
  readonly secret: string;
  /** Only these; default: all. */
  readonly events?: readonly string[];
}

/**
 * What came of an attempt.
 * taken: 2xx · refused: 410, it shall not come again · failed: anything else, and nothing; a redirect leads to where
 * nobody meant the event to go, and is not followed.
 */
type Outcome =
  | { readonly result: 'taken' }
  | { readonly result: 'refused' }
  | { readonly result: 'failed'; /** Such as `503` or `ECONNREFUSED`. */ readonly reason: string };

/** Where webhooks go to. */
export class WebhookEndpoint {
  /** Stands for the URL in the store; paths of receivers are often secrets. */
  readonly key: string;
  /** Stands for it in logs and metrics: its host, without path and password. */
  readonly host: string;
  readonly #url: URL;
  readonly #secret: string;
  readonly #events: ReadonlySet<WebhookEventName> | null;
  readonly #agent: HttpAgent;
  readonly #requests = new Set<ClientRequest>();

  /** @throws Error for an event that there is not */
  constructor(
    { url, secret, events }: WebhookEndpointOptions,
    private readonly timeout = ATTEMPT_TIMEOUT,
  ) {
    this.#url = new URL(url);
    this.#secret = secret;
    this.#events = events ? new Set(events.map(known)) : null;
    this.key = createHash('sha256').update(this.#url.href).digest('base64url');
    this.host = this.#url.host;
    this.#agent = this.#isSecure ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  }

  wants(event: WebhookEventName): boolean {
    return this.#events?.has(event) ?? true;
  }

  /** One attempt. */
  async post(id: string, body: string): Promise<Outcome> {
    try {
      const status = await this.#send(id, body);
      if (status >= 200 && status < 300) return { result: 'taken' };
      return status === 410 ? { result: 'refused' } : { result: 'failed', reason: String(status) };
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      return { result: 'failed', reason: code ?? message };
    }
  }

  /** Attempts under way fail. */
  close(): void {
    for (const request of this.#requests) request.destroy(new Error('closed'));
    this.#agent.destroy();
  }

  get #isSecure(): boolean {
    return this.#url.protocol === 'https:';
  }

  async #send(id: string, body: string): Promise<number> {
    return await new Promise((resolve, reject) => {
      const request = (this.#isSecure ? httpsRequest : httpRequest)(this.#url, {
        method: 'POST',
        agent: this.#agent,
        headers: {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
          'User-Agent': 'sfu-room',
          ...signedHeaders(id, body, this.#secret),
        },
      });
      this.#requests.add(request);
      // For the whole attempt: what only measures silence lets a receiver hold it for ever, byte by byte.
      const timer = setTimeout(() => request.destroy(new Error('timeout')), this.timeout);
      request.once('close', () => {
        clearTimeout(timer);
        this.#requests.delete(request);
      });
      request.on('error', reject);
      request.once('response', (response) => {
        resolve(response.statusCode ?? 0);
        let length = 0;
        response.on('data', (chunk: Buffer) => {
          length += chunk.length;
          if (length > MAX_ANSWER) request.destroy();
        });
        // The status was the answer, however its body ends.
        response.on('error', () => undefined);
      });
      request.end(body);
    });
  }
}

function known(event: string): WebhookEventName {
  if (!isWebhookEventName(event)) throw new Error(`There is no webhook event ${event}.`);
  return event;
}
