import type { ConsumerUpdate, RoomEventName, RoomEvents } from '../protocol/events.js';
import type {
  ConsumerInfo,
  Message,
  PeerInfo,
  ProducerInfo,
  ReceiveIntent,
  RoomSnapshot,
  Source,
} from '../protocol/snapshot.js';

/** What the server has said: the last snapshot, patched by the events after it. */
export interface Fact extends RoomSnapshot {
  /** The receive intent that the server follows. */
  readonly receive: ReceiveIntent;
  readonly activeSpeaker: { peerId: string; level: number } | null;
  /** Ids of peers, in the order in which they came first: who comes back stands where they stood. */
  readonly arrivals: readonly string[];
}

/** Those who come and go by the thousand are not all remembered. */
const MAX_ARRIVALS = 1_000;

/** The latest are kept. */
const MAX_MESSAGES = 1_000;

type Patches = { [K in RoomEventName]: (fact: Fact, event: RoomEvents[K]) => Fact };

/** What is over as it comes. */
const same = (fact: Fact): Fact => fact;

const PATCHES: Patches = {
  peerJoined: (fact, { peer }) => withPeers(fact, [...without(fact.peers, peer.id), peer]),
  peerChanged: (fact, { peerId, name, connection, hand, role, moderator }) =>
    withPeer(fact, peerId, (peer) => ({ ...peer, name, connection, hand, role, moderator })),
  peerLeft: (fact, { peerId }) => ({ ...fact, peers: without(fact.peers, peerId) }),
  producerAdded: (fact, { peerId, producer }) =>
    withPeer(fact, peerId, (peer) => ({ ...peer, producers: [...without(peer.producers, producer.id), producer] })),
  producerChanged: (fact, { peerId, producer }) =>
    withPeer(fact, peerId, (peer) => ({ ...peer, producers: replaced(peer.producers, producer) })),
  producerRemoved: (fact, { peerId, producerId }) =>
    withPeer(fact, peerId, (peer) => ({ ...peer, producers: without(peer.producers, producerId) })),
  consumerAdded: (fact, { consumer }) => ({
    ...fact,
    consumers: [...without<ConsumerInfo>(fact.consumers, consumer.id), consumer],
  }),
  consumerChanged: (fact, { consumerId, paused }) => ({
    ...fact,
    consumers: fact.consumers.map((consumer) => (consumer.id === consumerId ? { ...consumer, paused } : consumer)),
  }),
  consumerRemoved: (fact, { consumerId }) => ({ ...fact, consumers: without(fact.consumers, consumerId) }),
  layerWanted: (fact, { producerId, layer }) => ({
    ...fact,
    demands: [...fact.demands.filter((demand) => demand.producerId !== producerId), { producerId, layer }],
  }),
  activeSpeaker: (fact, { peerId, level }) => ({ ...fact, activeSpeaker: peerId === null ? null : { peerId, level } }),
  message: (fact, { message }) => ({ ...fact, messages: mergeMessages(fact.messages, [message]) }),
  reaction: same,
  permissionsChanged: (fact, { permissions, expiresAt }) => ({ ...fact, permissions, expiresAt }),
  stopped: (fact, { stops }) => ({ ...fact, stops }),
  asked: same,
  rulesChanged: (fact, { rules }) => ({ ...fact, rules }),
  knocksChanged: (fact, { knocks }) => ({ ...fact, knocks }),
  tokenExpiring: same,
  data: same,
  draining: same,
  ended: same,
};

export function factFrom(snapshot: RoomSnapshot, receive: ReceiveIntent, before: Fact | null): Fact {
  const messages = before ? mergeMessages(before.messages, snapshot.messages) : snapshot.messages;
  const fact = { ...snapshot, messages, receive, activeSpeaker: null, arrivals: before?.arrivals ?? [] };
  return withPeers(fact, snapshot.peers);
}

/** In the order in which they came first: those of a server that was started again come back in any. */
function withPeers(fact: Fact, peers: PeerInfo[]): Fact {
  const known = new Set(fact.arrivals);
  const arrivals = [...fact.arrivals, ...peers.map(({ id }) => id).filter((id) => !known.has(id))].slice(-MAX_ARRIVALS);
  const rank = new Map(arrivals.map((id, index) => [id, index]));
  return { ...fact, arrivals, peers: peers.toSorted((a, b) => (rank.get(a.id) ?? 0) - (rank.get(b.id) ?? 0)) };
}

/** Is there a microphone or a camera whose packets should be arriving? Screens and tracks of one's own may stand still. */
export function expectsMedia({ peers, consumers }: Fact): boolean {
  const flowing = new Set(
    peers
      .filter(({ connection }) => connection === 'connected')
      .flatMap(({ producers }) => producers)
      .filter(({ paused, source }) => !paused && (source === 'microphone' || source === 'camera'))
      .map(({ id }) => id),
  );
  return consumers.some(
    ({ paused, ready, layer, producerId }) => !paused && ready && layer !== null && flowing.has(producerId),
  );
}

export function applyEvent<K extends RoomEventName>(fact: Fact, name: K, event: RoomEvents[K]): Fact {
  return PATCHES[name](fact, event);
}

/** Sources that a moderator has stopped since. A server that was started again counts anew. */
export function stoppedSince(before: Fact | null, { stops }: Fact): Source[] {
  if (!before) return [];
  return (Object.keys(stops) as Source[]).filter((source) => (stops[source] ?? 0) > (before.stops[source] ?? 0));
}

/** What is left out is as it was. The layers are for who receives them. */
export type OwnProducerInfo = Omit<ProducerInfo, 'layers' | 'width' | 'height'> &
  Partial<Pick<ProducerInfo, 'width' | 'height'>>;

/** The server took, changed or dropped a producer of this peer. */
export function withOwnProducer(fact: Fact, own: OwnProducerInfo): Fact {
  const known = fact.self.producers.find(({ id }) => id === own.id);
  const producer: ProducerInfo = { layers: 1, width: 0, height: 0, ...known, ...own };
  const others = fact.self.producers.filter(({ id, label }) => id !== producer.id && label !== producer.label);
  return { ...fact, self: { ...fact.self, producers: [...others, producer] } };
}

export function withoutOwnProducer(fact: Fact, id: string): Fact {
  return { ...fact, self: { ...fact.self, producers: without(fact.self.producers, id) } };
}

/** The server follows this word on consumers. */
export function withConsumers(fact: Fact, updates: readonly ConsumerUpdate[]): Fact {
  const byId = new Map(updates.map(({ id, ...update }) => [id, update]));
  return { ...fact, consumers: fact.consumers.map((consumer) => ({ ...consumer, ...byId.get(consumer.id) })) };
}

function mergeMessages(known: Message[], more: Message[]): Message[] {
  // An id is its sender's choice.
  const keyOf = ({ peerId, id }: Message): string => `${peerId}:${id}`;
  const keys = new Set(known.map(keyOf));
  return [...known, ...more.filter((message) => !keys.has(keyOf(message)))].slice(-MAX_MESSAGES);
}

function withPeer(fact: Fact, peerId: string, change: (peer: PeerInfo) => PeerInfo): Fact {
  return { ...fact, peers: fact.peers.map((peer) => (peer.id === peerId ? change(peer) : peer)) };
}

function without<T extends { id: string }>(list: T[], id: string): T[] {
  return list.filter((item) => item.id !== id);
}

function replaced<T extends { id: string }>(list: T[], item: T): T[] {
  return list.map((old) => (old.id === item.id ? item : old));
}
