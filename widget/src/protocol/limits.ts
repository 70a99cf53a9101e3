/** What a room may be called: it appears in URLs as it is (RFC 3986 unreserved characters). */
export const ROOM_NAME_PATTERN = /^[A-Za-z0-9._~-]{1,64}$/;

/** A label is free text without control characters and halves of characters; it is shown to people. */
export const LABEL_PATTERN = /^[^\p{Cc}\p{Cs}]{1,64}$/u;

/** The id of a peer, transport, producer or consumer: a hash in base64url or a UUID. */
export const ID_PATTERN = /^[\w-]{1,36}$/;

/** The id of a track in its room, which is made of its peer's id and its label. */
export const TRACK_ID_PATTERN = /^[\w-]{1,36}:[^\p{Cc}\p{Cs}]{1,64}$/u;

/** Longest display name, in UTF-16 code units. */
export const MAX_NAME_LENGTH = 64;

/** Longest message, in UTF-16 code units. */
export const MAX_MESSAGE_LENGTH = 2000;

/** Most messages of one peer within MESSAGE_WINDOW: three times as many as anybody types, for what waited for a network. */
export const MAX_MESSAGES = 30;

/** In ms. */
export const MESSAGE_WINDOW = 10_000;

/** Most messages that a room remembers for those who come later. */
export const MAX_HISTORY = 200;

/**
 * Most text that these have together, in UTF-16 code units: the latest are kept. In a script of three bytes a character
 * it makes a snapshot of 100 kB, which still comes within the patience of a client with a slow link.
 */
export const MAX_HISTORY_LENGTH = 32_000;

/** Stands for a peer's id where the server itself speaks; no peer's id is so short. */
export const SERVER_ID = 'server';

/** Longest data of the page's own, in UTF-16 code units. */
export const MAX_DATA_LENGTH = 16_000;

/** Most data messages of one peer within DATA_WINDOW: as many as a cursor that moves smoothly makes. */
export const MAX_DATA = 300;

/** In ms. */
export const DATA_WINDOW = 10_000;

/** A topic sorts data for the page; free text as a label is. */
export const TOPIC_PATTERN = /^[^\p{Cc}\p{Cs}]{0,64}$/u;

/**
 * Most who wait at a room's door: at each change every moderator is sent the whole list, which is then about 10 kB, and
 * a longer one nobody works through.
 */
export const MAX_KNOCKS = 100;

/** Longest reaction, in UTF-16 code units: twice the longest emoji there is (a kiss of two skin tones, 15). */
export const MAX_REACTION_LENGTH = 32;

/**
 * One emoji, which is one grapheme cluster: a flag, a keycap, or pictures that are joined to one (UTS #51, 1.4.9).
 * Pictographs that are not assigned yet are among them, so that the emoji of newer systems pass.
 */
export const REACTION_PATTERN =
  /^(?:\p{RI}{2}|[0-9#*]\uFE0F?\u20E3|(?:\p{ExtPict}(?:\p{EMod}|\uFE0F|[\u{E0020}-\u{E007E}]+\u{E007F})?(?:\u200D(?!$)|$))+)$/u;

/** Most reactions of one peer within REACTION_WINDOW; more than that nobody can tell apart. */
export const MAX_REACTIONS = 10;

/** In ms. */
export const REACTION_WINDOW = 5_000;

/** Most peers that are named to somebody who is not in the room; a list of more nobody reads. */
export const MAX_PRESENT = 100;

/**
 * Largest signalling packet that is answered, in characters: above a join with three full lists and the longest token,
 * and far above any real request (about 8,000).
 */
export const MAX_PACKET_LENGTH = 65_536;

/** Most spatial layers that a video can have: eight are what RTP's descriptors can name (RFC 9626). */
export const MAX_LAYERS = 8;

/** Longest side of a picture that others are told, in px: twice that of 8K. */
export const MAX_SIDE = 16_384;

/** Most producers one peer may have at a time, and of one request. */
export const MAX_PRODUCERS = 16;

/** Most entries in one list of a request: so that a join with three full lists is no larger than MAX_PACKET_LENGTH. */
export const MAX_LIST = 140;
