import { createHmac } from 'node:crypto';
import type { IceServer } from 'sfu-room/protocol';
import type { Config } from './config.js';

/** The settings that say what helps a peer to get through. */
type IceSettings = Pick<
  Config,
  'iceServers' | 'turnUrls' | 'turnSecret' | 'turnUsername' | 'turnCredential' | 'turnTtl'
>;

/**
 * The STUN and TURN servers that one peer is told of, with credentials made for it where a secret is shared with them.
 * @param now in ms since the epoch
 */
export function iceServersFor(settings: IceSettings, peerId: string, now: number): IceServer[] {
  const { turnUrls, turnSecret, turnUsername, turnCredential, turnTtl } = settings;
  const servers: IceServer[] = [...settings.iceServers];
  if (turnUrls.length === 0) return servers;
  if (turnSecret !== null) {
    return [...servers, { urls: turnUrls, ...turnCredentials(turnSecret, peerId, now + turnTtl) }];
  }
  if (turnUsername === null || turnCredential === null) return servers;
  return [...servers, { urls: turnUrls, username: turnUsername, credential: turnCredential }];
}

/**
 * What coturn's `use-auth-secret` accepts until the time is over: the name says how long and for whom, and
 * the password proves that who shares the secret said so (draft-uberti-behave-turn-rest).
 * @param expiresAt in ms since the epoch
 */
export function turnCredentials(
  secret: string,
  peerId: string,
  expiresAt: number,
): { username: string; credential: string } {
  const username = `${String(Math.floor(expiresAt / 1_000))}:${peerId}`;
  return { username, credential: createHmac('sha1', secret).update(username).digest('base64') };
}
