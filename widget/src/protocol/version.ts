/** Raised when a client and a server of different versions could misread each other. */
export const PROTOCOL_VERSION = 1;

/** The socket.io namespace that carries the signalling. */
export const NAMESPACE = '/sfu-room';

/** Path of the router capabilities, the same for every room of a server. */
export const CAPABILITIES_PATH = '/sfu-room/capabilities';
