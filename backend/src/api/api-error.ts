import { ERROR_CODES, type ErrorCode } from 'sfu-room/protocol';

/** What is meant over HTTP: codes that clients in a room never see, or that say something else to them. */
const OVER_HTTP = {
  'not-permitted': 'The token does not allow this.',
  'not-found': 'There is nothing at this address.',
  'room-not-found': 'There is no room of this name.',
  'room-exists': 'There is a room of this name already.',
} as const;

/** Every code that the REST API answers with, and the status of the answer. */
export const STATUS = {
  'payload-invalid': 400,
  'room-name-invalid': 400,
  'token-missing': 401,
  'token-invalid': 401,
  'token-expired': 401,
  'not-permitted': 403,
  'not-found': 404,
  'room-not-found': 404,
  'peer-not-found': 404,
  'room-exists': 409,
  'payload-too-large': 413,
  'rate-limited': 429,
  'server-error': 500,
  'server-full': 503,
  'server-closing': 503,
} as const satisfies Partial<Record<ErrorCode | keyof typeof OVER_HTTP, number>>;

export type ApiErrorCode = keyof typeof STATUS;

const MESSAGES: Readonly<Record<ApiErrorCode, string>> = { ...ERROR_CODES, ...OVER_HTTP };

/** What a code means, in a sentence. */
export const meaningOf = (code: ApiErrorCode): string => MESSAGES[code];

export function isApiErrorCode(code: unknown): code is ApiErrorCode {
  return typeof code === 'string' && Object.hasOwn(STATUS, code);
}

/** A request to the REST API that is refused. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly code: ApiErrorCode,
    message: string = MESSAGES[code],
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  get status(): number {
    return STATUS[this.code];
  }
}
