import type { WireError } from '../protocol/errors.js';
import { RoomError } from './errors.js';

/**
 * What the server no longer has need not be closed or changed there.
 * @throws any other error
 */
export function unlessGone(error: unknown): void {
  if (!(error instanceof RoomError && error.code === 'producer-not-found')) throw error;
}

/** The track is still wanted: on the next transport when the server's went meanwhile, or under another id. */
export function isPassing({ code }: WireError): boolean {
  return code === 'transport-not-found' || code === 'producer-exists';
}
