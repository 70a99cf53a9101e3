import type { RequestHandler } from 'express';
import { ERROR_CODES, ROOM_NAME_PATTERN, type Presence } from 'sfu-room/protocol';
import { answerError } from './error-handler.js';

/** Who is in the room that the address names. */
export function answerPresence(presence: (room: string) => Presence): RequestHandler<{ room: string }> {
  return (request, response) => {
    const { room } = request.params;
    if (ROOM_NAME_PATTERN.test(room)) response.set('Cache-Control', 'no-store').json(presence(room));
    else answerError(response, request.path, 400, 'room-name-invalid', ERROR_CODES['room-name-invalid']);
  };
}
