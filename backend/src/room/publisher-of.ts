import type { Peer } from './peer.js';

/** The peer that a producer is of. */
export function publisherOf(peers: ReadonlyMap<string, Peer>, producerId: string): Peer | undefined {
  for (const peer of peers.values()) if (peer.producers.has(producerId)) return peer;
  return undefined;
}
