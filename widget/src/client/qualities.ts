/** Of a connection: `poor` is seen and heard. */
export type Quality = 'good' | 'fair' | 'poor';

/** What is known of each connection. */
export interface Qualities {
  readonly self: Quality | null;
  /** By peer id; who is missing is not known. */
  readonly peers: ReadonlyMap<string, Quality>;
}

export const UNKNOWN: Qualities = { self: null, peers: new Map() };

export function isSame(a: Qualities, b: Qualities): boolean {
  return (
    a.self === b.self && a.peers.size === b.peers.size && [...a.peers].every(([id, one]) => b.peers.get(id) === one)
  );
}
