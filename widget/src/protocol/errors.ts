/** Codes with which a server alone refuses. What they mean comes with the answer, so that browsers need not have it. */
const SERVER_CODES = [
  'payload-too-large',
  'rate-limited',
  'request-unknown',
  'session-invalid',
  'session-expired',
  'transport-not-found',
  'producer-not-found',
  'producer-exists',
  'producer-limit',
  'consumer-not-found',
  'token-missing',
  'token-invalid',
  'token-expired',
  'room-locked',
  'room-full',
  'banned',
  'server-full',
  'server-busy',
  'server-closing',
] as const;

/** What goes wrong in a client, or on either side. */
export const CLIENT_ERRORS = {
  'room-name-invalid': 'The room name is not 1-64 characters of A-Z a-z 0-9 . _ ~ -',
  'label-invalid': 'The label is not 1-64 characters without control characters.',
  'protocol-mismatch': 'Client and server speak different protocol versions.',
  'payload-invalid': 'A request did not have the expected shape.',
  'peer-not-found': 'No peer of the room has this id.',
  'media-rejected': 'The media engine refused the parameters.',
  'codec-unsupported': 'Browser and server have no codec in common for this track.',
  'not-permitted': 'This peer may not do this.',
  'knock-denied': 'Nobody let this peer in.',
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

const SERVER_ERRORS = {
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
  'token-missing': 'The server asks for a token, and none was given.',
  'token-invalid': 'The token is none that this server accepts for this room.',
  'token-expired': 'The token has expired.',
  'room-locked': 'The room is locked: nobody new gets in.',
  'room-full': 'The room has as many peers as it may have.',
  banned: 'This peer was removed from the room and may not come back.',
  'server-full': 'The server has as many rooms or peers as it may have.',
  'server-busy': 'The server has too much to do at the moment.',
  'server-closing': 'The server is shutting down.',
} as const satisfies Record<(typeof SERVER_CODES)[number], string>;

/**
 * Every code that a RoomError can carry, with what it means. Codes are stable:
 * programs compare them, people read the messages.
 */
export const ERROR_CODES = /* @__PURE__ */ Object.assign({}, CLIENT_ERRORS, SERVER_ERRORS);

export type ErrorCode = keyof typeof ERROR_CODES;

/** An error as it crosses the wire. */
export interface WireError {
  code: ErrorCode;
  /** For developers and logs, in English; people are shown words by code. */
  message: string;
}

export function isErrorCode(value: unknown): value is ErrorCode {
  if (typeof value !== 'string') return false;
  return Object.hasOwn(CLIENT_ERRORS, value) || (SERVER_CODES as readonly string[]).includes(value);
}
