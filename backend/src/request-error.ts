import { ERROR_CODES, type ErrorCode, type WireError } from 'sfu-room/protocol';

/** A request that is refused; the code goes to the client. */
export class RequestError extends Error {
  override readonly name = 'RequestError';

  constructor(
    readonly code: ErrorCode,
    message: string = ERROR_CODES[code],
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  toWire(): WireError {
    return { code: this.code, message: this.message };
  }
}
