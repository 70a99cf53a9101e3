import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { ROOM_NAME_PATTERN, type Presence } from 'sfu-room/protocol';
import type { Authorize } from '../auth/authorize.js';
import { bearerToken } from '../auth/bearer-token.js';
import { RequestError } from '../request-error.js';
import { answerRefusal } from './refusal.js';

export interface PresenceOptions {
  /** Who is in a room, by its name; nobody in one that does not exist. */
  readonly presence: (room: string) => Presence;
  /** Who may join a room may also know who is in; left out: everybody. */
  readonly authorize?: Authorize | undefined;
  /** Of the client, seen through trusted proxies; default: whoever the connection comes from. */
  readonly addressOf?: ((request: IncomingMessage) => string) | undefined;
  /** Counts a request, before anybody is asked about it; default: as many as come. @throws RequestError rate-limited */
  readonly admit?: ((request: IncomingMessage) => Promise<void>) | undefined;
}

const remoteAddress = ({ socket }: IncomingMessage): string => socket.remoteAddress ?? '';

/** Who is in the room that the address names. */
export function answerPresence(options: PresenceOptions): RequestHandler<{ room: string }> {
  const { presence, authorize, addressOf = remoteAddress, admit } = options;
  return async (request, response) => {
    const { room } = request.params;
    try {
      if (!ROOM_NAME_PATTERN.test(room)) throw new RequestError('room-name-invalid');
      await admit?.(request);
      const { headers } = request;
      await authorize?.({ room, token: bearerToken(headers.authorization), address: addressOf(request), headers });
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      answerRefusal(response, request.path, error);
      return;
    }
    response.set('Cache-Control', 'no-store').json(presence(room));
  };
}
