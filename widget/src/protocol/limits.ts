/** What a room may be called: it appears in URLs as it is (RFC 3986 unreserved characters). */
export const ROOM_NAME_PATTERN = /^[A-Za-z0-9._~-]{1,64}$/;

/** A label is free text without control characters; it is shown to people. */
// eslint-disable-next-line no-control-regex -- the control characters are what is refused
export const LABEL_PATTERN = /^[^\u0000-\u001f\u007f]{1,64}$/;

/** Longest display name, in UTF-16 code units. */
export const MAX_NAME_LENGTH = 64;

/** Longest message, in UTF-16 code units. */
export const MAX_MESSAGE_LENGTH = 2000;

/** Largest signalling packet that is answered, in characters; far above any real request (about 8,000). */
export const MAX_PACKET_LENGTH = 65_536;

/** Most spatial layers that a video can have: eight are what RTP's descriptors can name (RFC 9626). */
export const MAX_LAYERS = 8;

/** Most producers one peer may have at a time. */
export const MAX_PRODUCERS = 16;

/** Most ids in one list of a request. */
export const MAX_LIST = 1000;
