import { CAPABILITIES_PATH, NAMESPACE } from '../protocol/version.js';

/** Where a server's parts are, also when it lives under a path of a larger site. */
export interface Endpoint {
  /** For socket.io's `io()`. */
  namespace: string;
  /** For socket.io's `path` option. */
  socketPath: string;
  capabilities: string;
}

export function endpointOf(server: string): Endpoint {
  const url = new URL(server);
  const base = url.pathname.replace(/\/+$/, '');
  return {
    namespace: url.origin + NAMESPACE,
    socketPath: `${base}/socket.io`,
    capabilities: url.origin + base + CAPABILITIES_PATH,
  };
}
