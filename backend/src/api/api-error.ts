import { ERROR_CODES } from 'sfu-room/protocol';
import { STATUS, type HttpCode } from '../http/status.js';

/** What is meant over HTTP: codes that clients in a room never see, or that say something else to them. */
const OVER_HTTP = {
  'not-permitted': 'The token does not allow this.',
  'not-found': 'There is nothing at this address.',
  'room-not-found': 'There is no room of this name.',
  'room-exists': 'There is a room of this name already.',
} as const;

const MESSAGES: Readonly<Record<HttpCode, string>> = { ...ERROR_CODES, ...OVER_HTTP };

/** What a code means, in a sentence. */
export const meaningOf = (code: HttpCode): string => MESSAGES[code];

/** A request to the REST API that is refused. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly code: HttpCode,
    message: string = MESSAGES[code],
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  get status(): number {
    return STATUS[this.code];
  }
}
