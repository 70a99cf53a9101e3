import type { ConsumerInfo, PeerInfo } from '../protocol/snapshot.js';

/** Tracks of one group are played in step: camera and microphone of a peer, and its screen with the sound of it. */
export function streamGroup(peers: readonly PeerInfo[], { peerId, producerId }: ConsumerInfo): string {
  const peer = peers.find(({ id }) => id === peerId);
  const source = peer?.producers.find(({ id }) => id === producerId)?.source ?? 'custom';
  if (source === 'custom') return producerId;
  return `${peerId}-${source.startsWith('screen') ? 'screen' : 'camera'}`;
}
