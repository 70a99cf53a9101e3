import type { ConsumerUpdate, Requests } from '../protocol/events.js';
import { MAX_LIST } from '../protocol/limits.js';
import {
  trackId,
  type ConsumerInfo,
  type ProducerInfo,
  type ReceiveIntent,
  type TransportInfo,
} from '../protocol/snapshot.js';
import type { Fact } from './fact.js';
import { sameReceive, type Intent, type WantedTrack } from './intent.js';
import { encodingsOf, layerFor, sizeOf } from './simulcast.js';

export type Direction = 'send' | 'recv';

/** A producer as this client has it. */
export interface OwnProducer {
  readonly id: string;
  readonly wanted: WantedTrack;
  /** Highest layer that is encoded, null for none; undefined: all of them. */
  readonly layer: number | null | undefined;
  /** In how many encodings it is sent. */
  readonly encodings: number;
  /** Silent on this side, whatever the server knows. */
  readonly paused: boolean;
}

/** What this client holds. */
export interface Have {
  readonly transports: Readonly<Record<Direction, HeldTransport | null>>;
  /** By label. */
  readonly producers: ReadonlyMap<string, OwnProducer>;
  /** Ids. */
  readonly consumers: ReadonlySet<string>;
  /** Those of them that the browser refused: they are not asked for again, and nothing is to be sent for them. */
  readonly refused: ReadonlySet<string>;
}

export interface HeldTransport {
  readonly id: string;
  /** `broken`: its ICE must be restarted; `dead`: it must be made anew. */
  readonly health: 'well' | 'broken' | 'dead';
}

/** One thing to do. Steps of one list do not depend on each other, but for the order within a direction. */
export type Step =
  | { do: 'renewTransports' }
  | { do: 'createTransport'; direction: Direction; info: TransportInfo }
  | { do: 'restartIce'; direction: Direction; transportId: string }
  | { do: 'produce'; wanted: WantedTrack }
  | { do: 'replaceTrack'; wanted: WantedTrack }
  | { do: 'updateProducer'; id: string; wanted: WantedTrack }
  | { do: 'setLayer'; label: string; layer: number | null }
  | { do: 'dropProducer'; label: string }
  | { do: 'closeProducer'; id: string }
  | { do: 'consume'; consumers: ConsumerInfo[] }
  | { do: 'dropConsumers'; ids: string[] }
  | { do: 'updateConsumers'; updates: ConsumerUpdate[] }
  | { do: 'updateSubscriptions'; receive: ReceiveIntent }
  | { do: 'updateSelf'; change: Requests['updateSelf']['request'] };

/**
 * What is to be done so that this client and the server come to be as the
 * intent says. Empty when they are. The same for a first join, a socket that
 * came back, a new worker and a restarted server.
 */
export function reconcile(
  intent: Pick<Intent, 'name' | 'hand' | 'tracks' | 'receive' | 'sizes' | 'unsized'>,
  have: Have,
  fact: Fact,
): Step[] {
  const { send, recv } = have.transports;
  if (isDead(send, fact.transports.send) || isDead(recv, fact.transports.recv)) return [{ do: 'renewTransports' }];
  const steps: Step[] = [];
  for (const direction of ['send', 'recv'] as const) {
    const held = have.transports[direction];
    const info = fact.transports[direction];
    if (held?.id !== info.id) steps.push({ do: 'createTransport', direction, info });
    else if (held.health === 'broken') steps.push({ do: 'restartIce', direction, transportId: held.id });
  }
  // What hangs on a transport that is being replaced goes with it.
  const producers = send?.id === fact.transports.send.id ? have.producers : new Map<string, OwnProducer>();
  const consumers = recv?.id === fact.transports.recv.id ? have.consumers : new Set<string>();
  steps.push(...producerSteps(intent, producers, fact.self.producers));
  steps.push(...layerSteps(producers, fact));
  steps.push(...consumerSteps(consumers, fact.consumers));
  const updates = consumerUpdates(intent, { consumers, refused: have.refused }, fact);
  // The rest follows with the next pass.
  if (updates.length > 0) steps.push({ do: 'updateConsumers', updates: updates.slice(0, MAX_LIST) });
  if (!sameReceive(intent.receive, fact.receive)) {
    steps.push({ do: 'updateSubscriptions', receive: intent.receive });
  }
  const change = selfChange(intent, fact);
  if (Object.keys(change).length > 0) steps.push({ do: 'updateSelf', change });
  return steps;
}

function selfChange(
  { name, hand }: Pick<Intent, 'name' | 'hand'>,
  { self, permissions }: Fact,
): Requests['updateSelf']['request'] {
  return {
    ...(name === self.name || !permissions.rename ? {} : { name }),
    ...(hand === (self.hand !== null) ? {} : { hand }),
  };
}

function isDead(held: HeldTransport | null, info: TransportInfo): boolean {
  return held?.id === info.id && held.health === 'dead';
}

function producerSteps(
  intent: Pick<Intent, 'tracks'>,
  own: ReadonlyMap<string, OwnProducer>,
  known: readonly ProducerInfo[],
): Step[] {
  const steps: Step[] = [];
  for (const label of own.keys()) if (!intent.tracks.has(label)) steps.push({ do: 'dropProducer', label });
  for (const { id, label } of known) if (!intent.tracks.has(label)) steps.push({ do: 'closeProducer', id });
  for (const wanted of intent.tracks.values()) {
    const have = own.get(wanted.label);
    const there = known.find(({ label }) => label === wanted.label);
    if (have && have.id === there?.id && isSameProducer(have, wanted)) {
      if (have.wanted.track !== wanted.track) steps.push({ do: 'replaceTrack', wanted });
      if (there.paused !== wanted.paused || have.paused !== wanted.paused || isResized(have, there)) {
        steps.push({ do: 'updateProducer', id: have.id, wanted });
      }
    } else {
      if (have) steps.push({ do: 'dropProducer', label: wanted.label });
      // Publishing the label again makes the server replace what it has; without a track there is nothing to publish.
      if (wanted.track) steps.push({ do: 'produce', wanted });
      else if (there) steps.push({ do: 'closeProducer', id: there.id });
    }
  }
  return steps;
}

/** Is what it sends of another size than others were told? By that they choose their layers. */
function isResized({ wanted: { kind, track } }: OwnProducer, told: ProducerInfo): boolean {
  if (kind !== 'video' || track?.readyState !== 'live') return false;
  const { width, height } = sizeOf(track);
  return width !== told.width || height !== told.height;
}

/** Can the producer go on for what is wanted, with no more than another track? */
function isSameProducer({ wanted: before, encodings }: OwnProducer, wanted: WantedTrack): boolean {
  return (
    before.kind === wanted.kind &&
    before.source === wanted.source &&
    before.broadcast === wanted.broadcast &&
    before.codec === wanted.codec &&
    before.encodings === wanted.encodings &&
    // A camera of another size wants another number of layers, and a sender's is fixed.
    (before.track === wanted.track || !wanted.track || encodings === encodingsOf(wanted).length)
  );
}

function consumerSteps(have: ReadonlySet<string>, known: readonly ConsumerInfo[]): Step[] {
  const steps: Step[] = [];
  const gone = [...have].filter((id) => !known.some((consumer) => consumer.id === id));
  const missing = known.filter(({ id }) => !have.has(id));
  if (gone.length > 0) steps.push({ do: 'dropConsumers', ids: gone });
  if (missing.length > 0) steps.push({ do: 'consume', consumers: missing });
  return steps;
}

/** Layers that nobody looks at are not encoded. */
function layerSteps(own: ReadonlyMap<string, OwnProducer>, { demands }: Fact): Step[] {
  return [...own].flatMap(([label, { id, layer: encoded }]): Step[] => {
    const demand = demands.find(({ producerId }) => producerId === id);
    return demand && demand.layer !== encoded ? [{ do: 'setLayer', label, layer: demand.layer }] : [];
  });
}

/** What the server is to know of the consumers that this client holds: that they are ready, and how large they are shown. */
function consumerUpdates(
  { sizes, unsized }: Pick<Intent, 'sizes' | 'unsized'>,
  { consumers, refused }: Pick<Have, 'consumers' | 'refused'>,
  fact: Fact,
): ConsumerUpdate[] {
  const producers = new Map(
    fact.peers.flatMap((peer) =>
      peer.producers.map((producer) => [producer.id, { peerId: peer.id, producer }] as const),
    ),
  );
  return fact.consumers.flatMap(({ id, kind, producerId, ready, layer }): ConsumerUpdate[] => {
    const source = producers.get(producerId);
    if (!consumers.has(id) || !source) return [];
    if (refused.has(id)) return kind === 'video' && layer !== null ? [{ id, layer: null }] : [];
    const { peerId, producer } = source;
    const track = trackId(peerId, producer.label);
    const shown = sizes.has(track) ? sizes.get(track) : unsized;
    const wanted = kind === 'video' ? layerFor(shown, producer) : layer;
    if (ready && wanted === layer) return [];
    return [{ id, ...(ready ? {} : { ready: true as const }), ...(wanted === layer ? {} : { layer: wanted }) }];
  });
}
