import { timingSafeEqual } from 'node:crypto';
import { SIGNATURE_PREFIX, signatureOf, WEBHOOK_HEADERS } from './signature.js';
import type { WebhookEvent } from './webhook-event.js';

/** Clocks of two servers seldom differ by more, and an attempt ends long before, in ms. */
const TOLERANCE = 300_000;

export interface VerifyWebhookOptions {
  /** How far the attempt's time may be from `now`, in ms; default: 300,000, five minutes. */
  tolerance?: number;
  /** In ms since the epoch; default: the present. */
  now?: number;
}

/** Headers of a request: those of Node (`request.headers`), or those of `fetch` (`request.headers`). */
export type WebhookRequestHeaders =
  Readonly<Record<string, string | readonly string[] | undefined>> | { get(name: string): string | null };

/**
 * For receivers of webhooks: the event that a request tells, if this server sent it.
 *
 * An event may come twice, such as when an answer got lost: `id` tells.
 * @param body as it arrived, byte for byte; JSON that was parsed and written anew has another signature
 * @param secret that of the endpoint; several while it is being changed
 * @returns null for a request that is not genuine, was changed, or is too old; answer that with 400 and read no further
 */
export function verifyWebhook(
  body: string | Uint8Array,
  headers: WebhookRequestHeaders,
  secret: string | readonly string[],
  { tolerance = TOLERANCE, now = Date.now() }: VerifyWebhookOptions = {},
): WebhookEvent | null {
  const timestamp = headerOf(headers, WEBHOOK_HEADERS.timestamp);
  const given = signaturesIn(headerOf(headers, WEBHOOK_HEADERS.signature));
  // Not NaN either: every comparison with it is false.
  if (!(Math.abs(now - Number(timestamp || NaN)) <= tolerance)) return null;
  const secrets = typeof secret === 'string' ? [secret] : secret;
  // All are compared, so that the time tells nothing of which was near.
  const matching = secrets
    .map((each) => signatureOf(each, timestamp, body))
    .flatMap((expected) => given.map((signature) => isSame(signature, expected)))
    .filter(Boolean);
  if (matching.length === 0) return null;
  return JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body)) as WebhookEvent;
}

function headerOf(headers: WebhookRequestHeaders, name: string): string {
  const value = isFetchHeaders(headers) ? headers.get(name) : headers[name];
  return typeof value === 'string' ? value : '';
}

const isFetchHeaders = (headers: WebhookRequestHeaders): headers is { get(name: string): string | null } =>
  typeof headers.get === 'function';

function signaturesIn(header: string): Buffer[] {
  return header
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(SIGNATURE_PREFIX))
    .map((part) => Buffer.from(part.slice(SIGNATURE_PREFIX.length), 'hex'));
}

function isSame(given: Buffer, expected: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected);
}
