/** Raised when a client and a server of different versions could misread each other. */
export const PROTOCOL_VERSION = 1;

/** The socket.io namespace that carries the signalling. */
export const NAMESPACE = '/sfu-room';

/** Path of the router capabilities, the same for every room of a server. */
export const CAPABILITIES_PATH = '/sfu-room/capabilities';

/** Path that tells who is in a room. Room names hold nothing that a path would have to escape. */
export function presencePath(room: string): string {
  return `/sfu-room/rooms/${room}/presence`;
}
