import type { RoomEventName, RoomEvents } from '../protocol/events.js';
import type {
  ConsumerInfo,
  Message,
  PeerInfo,
  ProducerInfo,
  ReceiveIntent,
  RoomSnapshot,
} from '../protocol/snapshot.js';

/** What the server has said: the last snapshot, patched by the events after it. */
export interface Fact extends RoomSnapshot {
  /** The receive intent that the server follows. */
  readonly receive: ReceiveIntent;
  readonly activeSpeaker: { peerId: string; level: number } | null;
}

type Patches = { [K in RoomEventName]: (fact: Fact, event: RoomEvents[K]) => Fact };

const PATCHES: Patches = {
  peerJoined: (fact, { peer }) => ({ ...fact, peers: [...without(fact.peers, peer.id), peer] }),
  peerChanged: (fact, { peerId, name, connection }) =>
    withPeer(fact, peerId, (peer) => ({ ...peer, name, connection })),
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
  activeSpeaker: (fact, { peerId, level }) => ({ ...fact, activeSpeaker: peerId === null ? null : { peerId, level } }),
  message: (fact, { message }) => ({ ...fact, messages: mergeMessages(fact.messages, [message]) }),
  ended: (fact) => fact,
};

export function factFrom(snapshot: RoomSnapshot, receive: ReceiveIntent, before: Fact | null): Fact {
  const messages = before ? mergeMessages(before.messages, snapshot.messages) : snapshot.messages;
  return { ...snapshot, messages, receive, activeSpeaker: null };
}

export function applyEvent<K extends RoomEventName>(fact: Fact, name: K, event: RoomEvents[K]): Fact {
  return PATCHES[name](fact, event);
}

/** The server took, changed or dropped a producer of this peer. */
export function withOwnProducer(fact: Fact, producer: ProducerInfo): Fact {
  const others = fact.self.producers.filter(({ id, label }) => id !== producer.id && label !== producer.label);
  return { ...fact, self: { ...fact.self, producers: [...others, producer] } };
}

export function withoutOwnProducer(fact: Fact, id: string): Fact {
  return { ...fact, self: { ...fact.self, producers: without(fact.self.producers, id) } };
}

function mergeMessages(known: Message[], more: Message[]): Message[] {
  const ids = new Set(known.map(({ id }) => id));
  return [...known, ...more.filter(({ id }) => !ids.has(id))];
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
