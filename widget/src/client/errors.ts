import { CLIENT_ERRORS, isErrorCode, type ErrorCode, type WireError } from '../protocol/errors.js';

/** The one error of this library. Compare `code`; `message` is for developers. */
export class RoomError extends Error {
  override readonly name = 'RoomError';

  constructor(
    readonly code: ErrorCode,
    message: string = meaningOf(code),
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  /** What the server answered. A code of a newer server that this client does not know stays readable in the message. */
  static fromWire(error: WireError): RoomError {
    if (isErrorCode(error.code)) return new RoomError(error.code, error.message);
    return new RoomError('server-error', `${error.code as string}: ${error.message}`);
  }

  /** Whatever was thrown, as a RoomError; `fallback` when it is not one yet. */
  static from(cause: unknown, fallback: ErrorCode): RoomError {
    if (cause instanceof RoomError) return cause;
    const detail = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    return new RoomError(fallback, `${meaningOf(fallback)} (${detail})`, { cause });
  }
}

/** What servers alone refuse with comes with its meaning. */
function meaningOf(code: ErrorCode): string {
  return (CLIENT_ERRORS as Partial<Record<ErrorCode, string>>)[code] ?? code;
}
