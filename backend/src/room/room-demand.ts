import type { LayerDemand } from 'sfu-room/protocol';
import { DemandWatch, NO_LAYER, type Demand } from './demand-watch.js';
import type { Peer } from './peer.js';
import { publisherOf } from './publisher-of.js';

/** What the peers of a room want of each other's videos, so that nobody encodes what nobody wants. */
export class RoomDemand {
  readonly #watch = new DemandWatch(({ producerId, layer }) => {
    publisherOf(this.peers, producerId)?.send('layerWanted', { producerId, layer });
  });
  #counting = false;
  #closed = false;

  constructor(private readonly peers: ReadonlyMap<string, Peer>) {}

  /** What this peer was told of its producers. */
  toldTo(peer: Peer): LayerDemand[] {
    return this.#watch.of(peer.producers.infos());
  }

  /** It may have changed. Counted once a turn, however many consumers changed in it. */
  changed(): void {
    if (this.#counting) return;
    this.#counting = true;
    setImmediate(() => {
      this.#counting = false;
      if (!this.#closed) this.#watch.update(this.#count());
    });
  }

  close(): void {
    this.#closed = true;
    this.#watch.close();
  }

  /** For each producer of video the highest layer that anybody wants. */
  #count(): Demand[] {
    const peers = [...this.peers.values()];
    const wanted = new Map<string, number>();
    for (const { producerId, layer } of peers.flatMap((peer) => peer.consumers.demands())) {
      wanted.set(producerId, Math.max(wanted.get(producerId) ?? NO_LAYER, layer ?? NO_LAYER));
    }
    return peers
      .flatMap((peer) => peer.producers.infos())
      .filter(({ kind }) => kind === 'video')
      .map((producer) => ({ producer, layer: Math.min(wanted.get(producer.id) ?? NO_LAYER, producer.layers - 1) }));
  }
}
