import type { Permissions, RequestName } from 'sfu-room/protocol';
import { RequestError } from '../request-error.js';
import type { Peer } from '../room/peer.js';

type Permission = Exclude<keyof Permissions, 'publish' | 'subscribe' | 'rename'>;

/**
 * What a request needs to be permitted; null: it is every peer's own affair, or looked at where it is known what it is
 * about: each track by its source, a new name, a reception.
 */
const NEEDED: Readonly<Record<RequestName, Permission | null>> = {
  snapshot: null,
  connectTransport: null,
  restartIce: null,
  produce: null,
  updateProducer: null,
  closeProducer: null,
  updateSubscriptions: null,
  updateConsumers: null,
  updateSelf: null,
  sendMessage: 'chat',
  react: 'chat',
  sendData: 'data',
  moderate: 'moderate',
  updateToken: null,
  leave: null,
};

/** What may be asked with a token that has run out: another one, and to go. */
const ALWAYS: readonly RequestName[] = ['updateToken', 'leave'];

/** @throws RequestError token-expired, not-permitted */
export function checkPermitted(peer: Peer, name: RequestName): void {
  const { expiresAt, permissions } = peer;
  if (expiresAt !== null && Date.now() >= expiresAt && !ALWAYS.includes(name)) throw new RequestError('token-expired');
  const needed = NEEDED[name];
  if (needed !== null && !permissions[needed]) throw new RequestError('not-permitted');
}
