import { createHmac } from 'node:crypto';

/** Headers of a webhook, in lower case, as Node shows them. */
export const WEBHOOK_HEADERS = {
  /** As in the body. */
  id: 'sfu-room-id',
  /** When this attempt was made, in ms since the epoch. */
  timestamp: 'sfu-room-timestamp',
  /** `v1=` and the signature in hex; a receiver looks for a version that it knows in a list with commas. */
  signature: 'sfu-room-signature',
} as const;

/** Of the signature. */
export const SIGNATURE_PREFIX = 'v1=';

/**
 * HMAC-SHA256 of `timestamp.body`. The timestamp is signed as well, so that
 * an attempt that was recorded cannot be sent again later.
 */
export function signatureOf(secret: string, timestamp: string, body: string | Uint8Array): Buffer {
  return createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest();
}

/** The headers by which a receiver knows that a body is genuine. */
export function signedHeaders(id: string, body: string, secret: string, now = Date.now()): Record<string, string> {
  const timestamp = String(now);
  return {
    [WEBHOOK_HEADERS.id]: id,
    [WEBHOOK_HEADERS.timestamp]: timestamp,
    [WEBHOOK_HEADERS.signature]: SIGNATURE_PREFIX + signatureOf(secret, timestamp, body).toString('hex'),
  };
}
