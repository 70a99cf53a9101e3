/**
 * Every code that a RoomError can carry, with what it means. Codes are stable:
 * programs compare them, people read the messages.
 */
export const ERROR_CODES = {
  'room-name-invalid': 'The room name is not 1-64 characters of A-Z a-z 0-9 . _ ~ -',
  'label-invalid': 'The label is not 1-64 characters without control characters.',
  'protocol-mismatch': 'Client and server speak different protocol versions.',
  'payload-invalid': 'A request did not have the expected shape.',
  'payload-too-large': 'A request was larger than the server accepts.',
  'rate-limited': 'Too much was asked for in a short time; ask again in a little while.',
  'request-unknown': 'The server knows no request of this name.',
  'session-invalid': 'The session id and secret do not belong together.',
  'session-expired': 'The peer of this session is no longer in the room.',
  'transport-not-found': 'No transport of this peer has this id.',
  'producer-not-found': 'No producer of this peer has this id.',
  'producer-exists': 'A producer with this id exists already.',
  'producer-limit': 'This peer has as many producers as it may have.',
  'consumer-not-found': 'No consumer of this peer has this id.',
  'peer-not-found': 'No peer of the room has this id.',
  'media-rejected': 'The media engine refused the parameters.',
  'codec-unsupported': 'Browser and server have no codec in common for this track.',
  'server-closing': 'The server is shutting down.',
  'server-unreachable': 'The server could not be reached.',
  'media-unreachable': 'The server answers, but no connection for media comes about.',
  'server-error': 'The server failed at the request; its log tells why.',
  'request-timeout': 'The server did not answer a request in time.',
  'not-joined': 'The call needs a room that has been joined.',
  left: 'The room was left before the call could take effect.',
  'device-unsupported': 'This browser cannot do WebRTC.',
  'insecure-context': 'Browsers give no camera or microphone to pages without HTTPS.',
  'microphone-refused': 'The use of the microphone was refused.',
  'microphone-in-use': 'The microphone is used by another program.',
  'microphone-missing': 'There is no microphone.',
  'camera-refused': 'The use of the camera was refused.',
  'camera-in-use': 'The camera is used by another program.',
  'camera-missing': 'There is no camera.',
  'screen-refused': 'Sharing the screen was refused.',
  'screen-unsupported': 'This browser cannot share the screen.',
  'track-ended': 'The track to publish has ended.',
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/** An error as it crosses the wire. */
export interface WireError {
  code: ErrorCode;
  /** For developers and logs, in English; people are shown words by code. */
  message: string;
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(ERROR_CODES, value);
}
