import { CAPABILITIES_PATH, NAMESPACE, presencePath } from '../protocol/version.js';

/** Where a server's parts are, also when it lives under a path of a larger site. */
export interface Endpoint {
  /** For socket.io's `io()`. */
  namespace: string;
  /** For socket.io's `path` option. */
  socketPath: string;
  capabilities: string;
}

export function endpointOf(server: string): Endpoint {
  const { origin, base } = placeOf(server);
  return {
    namespace: origin + NAMESPACE,
    socketPath: `${base}/socket.io`,
    capabilities: origin + base + CAPABILITIES_PATH,
  };
}

/** Where a server tells who is in a room. */
export function presenceUrl(server: string, room: string): string {
  const { origin, base } = placeOf(server);
  return origin + base + presencePath(room);
}

function placeOf(server: string): { origin: string; base: string } {
  const { origin, pathname } = new URL(server);
  return { origin, base: pathname.replace(/\/+$/, '') };
}
