import { NO_RULES, PARTICIPANT } from '../protocol/permissions.js';
import { trackId, type PeerInfo } from '../protocol/snapshot.js';
import type { RoomError } from './errors.js';
import type { Fact } from './fact.js';
import type { Intent } from './intent.js';
import type { Qualities } from './qualities.js';
import type {
  LocalTrack,
  OutgoingMessage,
  PausedBy,
  PeerState,
  Publication,
  RemoteTrack,
  RoomState,
  RoomStatus,
  SelfState,
} from './room-state.js';
import type { ReceivedTrack } from './transports.js';

export interface StateInput {
  status: RoomStatus;
  room: string | null;
  name: string;
  error: RoomError | null;
  media: Pick<SelfState, 'microphone' | 'camera' | 'screen'>;
  devices: RoomState['devices'];
  present: RoomState['present'];
  intent: Pick<Intent, 'tracks' | 'receive'>;
  /** Null when no room is joined. */
  fact: Fact | null;
  qualities: Qualities;
  outbox: readonly OutgoingMessage[];
  received: Iterable<ReceivedTrack>;
}

/** The room as the page sees it, from what is wanted, what the server said and what this client holds. */
export function deriveState(input: StateInput): RoomState {
  const { status, room, name, error, media, devices, present, intent, fact, qualities } = input;
  return {
    status,
    room,
    error,
    self: {
      id: fact?.session.id ?? null,
      name: fact && !fact.permissions.rename ? fact.self.name : name,
      identity: fact?.self.identity ?? null,
      role: fact?.self.role ?? '',
      permissions: fact?.permissions ?? PARTICIPANT,
      hand: fact?.self.hand ?? null,
      quality: qualities.self,
      ...media,
      tracks: localTracks(intent, fact),
    },
    rules: fact?.rules ?? NO_RULES,
    knocks: fact?.knocks ?? [],
    devices,
    present,
    peers: fact?.peers.map((peer) => peerState(peer, intent, qualities)) ?? [],
    tracks: fact ? remoteTracks(fact, input.received) : [],
    paused: intent.receive.paused,
    messages: fact?.messages ?? [],
    outbox: input.outbox,
    activeSpeaker: fact?.activeSpeaker ?? null,
  };
}

function localTracks({ tracks }: Pick<Intent, 'tracks'>, fact: Fact | null): LocalTrack[] {
  return [...tracks.values()].map(({ label, source, kind, track, paused, broadcast }) => ({
    label,
    source,
    kind,
    track,
    paused,
    broadcast,
    published: fact?.self.producers.some((producer) => producer.label === label) ?? false,
  }));
}

function peerState(
  { id, name, identity, role, moderator, connection, hand, producers }: PeerInfo,
  { receive }: Pick<Intent, 'receive'>,
  qualities: Qualities,
): PeerState {
  const publications = producers.map(({ label, source, kind, paused, broadcast }): Publication => ({
    id: trackId(id, label),
    label,
    source,
    kind,
    paused,
    broadcast,
  }));
  const subscribed = receive.subscribe === 'auto' || receive.peers.includes(id);
  const quality = qualities.peers.get(id) ?? null;
  const paused = receive.pausedPeers.includes(id);
  return { id, name, identity, role, moderator, connection, hand, quality, publications, subscribed, paused };
}

function remoteTracks(fact: Fact, received: Iterable<ReceivedTrack>): RemoteTrack[] {
  const byProducer = new Map([...received].map((entry) => [entry.info.producerId, entry]));
  const consumers = new Map(fact.consumers.map((consumer) => [consumer.producerId, consumer]));
  return fact.peers.flatMap((peer) =>
    peer.producers.flatMap((producer): RemoteTrack[] => {
      const entry = byProducer.get(producer.id);
      const consumer = consumers.get(producer.id);
      if (!entry || !consumer) return [];
      const pausedBy: PausedBy[] = [];
      if (consumer.paused) pausedBy.push('local');
      if (producer.paused) pausedBy.push('publisher');
      const { label, source, kind } = producer;
      const { track, stream } = entry;
      return [{ id: trackId(peer.id, label), peerId: peer.id, label, source, kind, track, stream, pausedBy }];
    }),
  );
}
