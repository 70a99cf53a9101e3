import type { Logger } from 'pino';
import type { ServerEvents } from './room/server-events.js';

/**
 * Writes into the log what happens in rooms: who comes and goes at info, the
 * rest at debug. Peers stand there by their ids, which name nobody; labels of
 * tracks are left out, since pages choose them and may write a name there.
 */
export function logEvents(events: ServerEvents, logger: Logger): void {
  events.on('peerjoined', ({ room, peer }) => logger.info({ room, peer: peer.id }, 'peer joined'));
  events.on('peerleft', ({ room, peer, reason }) => logger.info({ room, peer: peer.id, reason }, 'peer left'));
  events.on('recovered', ({ room, peerId, cause }) => logger.info({ room, peer: peerId, cause }, 'peer recovered'));
  events.on('trackpublished', ({ room, peer, track: { kind, source } }) =>
    logger.debug({ room, peer: peer.id, kind, source }, 'track published'),
  );
  events.on('trackremoved', ({ room, peer, track: { kind, source } }) =>
    logger.debug({ room, peer: peer.id, kind, source }, 'track removed'),
  );
  events.on('joinanswered', ({ ms, code }) => {
    if (code !== null) logger.info({ code, ms: Math.round(ms) }, 'join refused');
  });
  events.on('requestanswered', ({ name, ms, code }) => {
    if (code !== null) logger.debug({ request: name, code, ms: Math.round(ms) }, 'request refused');
  });
}
