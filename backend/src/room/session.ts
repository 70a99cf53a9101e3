import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SessionRef } from 'sfu-room/protocol';

/**
 * A session's id is the hash of its secret and room. So a client that comes
 * back keeps its peer id even when the server has forgotten it (a restart, a
 * grace period that ran out), and nobody can claim the id without the secret.
 */
function idOf(room: string, secret: string): string {
  return createHash('sha256').update(`${room}\n${secret}`).digest('base64url').slice(0, 22);
}

/** A session for a peer that is new to the room; 128 bits of secret. */
export function createSession(room: string): SessionRef {
  const secret = randomBytes(16).toString('base64url');
  return { id: idOf(room, secret), secret };
}

export function isGenuine(room: string, session: SessionRef): boolean {
  const expected = Buffer.from(idOf(room, session.secret));
  const given = Buffer.from(session.id);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
