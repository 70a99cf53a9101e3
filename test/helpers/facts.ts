import type {
  ConsumerInfo,
  Message,
  PeerChange,
  PeerInfo,
  ProducerInfo,
  ReceiveIntent,
  RoomEvents,
  RoomSnapshot,
  TransportInfo,
} from '../../widget/src/protocol/index.js';
import { factFrom, type Fact } from '../../widget/src/client/fact.js';
import type { WantedTrack } from '../../widget/src/client/intent.js';
import { PARTICIPANT } from '../../widget/src/protocol/permissions.js';
import { fakeTrack } from './fake-track.js';

/** Everyone, nothing paused. */
export const EVERYTHING: ReceiveIntent = {
  subscribe: 'auto',
  peers: [],
  paused: false,
  pausedPeers: [],
  pausedTracks: [],
};

export function producerInfo(id: string, change: Partial<ProducerInfo> = {}): ProducerInfo {
  return {
    id,
    kind: 'video',
    label: 'camera',
    source: 'camera',
    paused: false,
    broadcast: false,
    layers: 1,
    width: 0,
    height: 0,
    ...change,
  };
}

export function peerInfo(id: string, change: Partial<PeerInfo> = {}): PeerInfo {
  return {
    id,
    name: id.toUpperCase(),
    identity: null,
    role: '',
    moderator: false,
    connection: 'connected',
    hand: null,
    producers: [],
    ...change,
  };
}

/** All that an event tells of a peer when something of it has changed. */
export function peerChange(peerId: string, change: Partial<PeerChange> = {}): RoomEvents['peerChanged'] {
  const { name, connection, hand, role, moderator } = peerInfo(peerId, change);
  return { peerId, name, connection, hand, role, moderator };
}

export function messageOf(id: string, change: Partial<Message> = {}): Message {
  return { id, peerId: 'bob', name: 'BOB', to: null, text: id, at: 1, ...change };
}

export function consumerInfo(id: string, change: Partial<ConsumerInfo> = {}): ConsumerInfo {
  return {
    id,
    peerId: 'bob',
    producerId: `producer-of-${id}`,
    kind: 'video',
    rtpParameters: { codecs: [] },
    paused: false,
    ready: true,
    layer: 0,
    ...change,
  };
}

export function transportInfo(id: string, change: Partial<TransportInfo> = {}): TransportInfo {
  return {
    id,
    iceParameters: { usernameFragment: 'user', password: 'pass', iceLite: true },
    iceCandidates: [],
    dtlsParameters: { role: 'auto', fingerprints: [] },
    connected: true,
    ...change,
  };
}

export function snapshotOf(change: Partial<RoomSnapshot> = {}): RoomSnapshot {
  return {
    seq: 0,
    room: 'test',
    session: { id: 'me', secret: 'secret' },
    iceServers: [],
    transports: { send: transportInfo('send-1'), recv: transportInfo('recv-1') },
    self: peerInfo('me', { name: '' }),
    permissions: PARTICIPANT,
    stops: {},
    expiresAt: null,
    rules: { locked: false, lobby: false, spotlight: null },
    knocks: [],
    peers: [],
    consumers: [],
    demands: [],
    messages: [],
    ...change,
  };
}

export function factOf(change: Partial<Fact> = {}): Fact {
  const { peers = [] } = change;
  return { ...factFrom(snapshotOf({ peers }), EVERYTHING, null), ...change };
}

export function wantedTrack(label: string, change: Partial<WantedTrack> = {}): WantedTrack {
  return {
    label,
    source: 'camera',
    kind: 'video',
    track: fakeTrack('video'),
    paused: false,
    broadcast: false,
    device: false,
    encodings: null,
    codec: null,
    ...change,
  };
}
