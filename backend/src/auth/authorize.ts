import type { IncomingHttpHeaders } from 'node:http';
import type { Grants } from './grants.js';

/** Somebody who wants to come in, or to go on with a fresh token. */
export interface JoinAttempt {
  readonly room: string;
  /** As the client gave it; '' for none. */
  readonly token: string;
  /** Of the client, seen through trusted proxies. */
  readonly address: string;
  /** Of the request that opened the connection. */
  readonly headers: Readonly<IncomingHttpHeaders>;
}

/**
 * Decides who may come in, and what they may do.
 * @throws RequestError token-missing, token-invalid, token-expired, not-permitted
 */
export type Authorize = (attempt: JoinAttempt) => Promise<Grants>;
