import type { LayerDemand, ProducerInfo } from 'sfu-room/protocol';

/** Below the lowest layer: nobody wants any. */
export const NO_LAYER = -1;

/**
 * How long a layer must be unwanted before its sender is told, in ms: tiles
 * that move about would otherwise stop and start encoders. What becomes wanted
 * is told at once.
 */
const STOP_DELAY = 2_000;

export interface Demand {
  producer: ProducerInfo;
  /** Highest layer that anybody wants, or NO_LAYER. */
  layer: number;
}

/** Tells senders which of their layers are wanted. Whoever was told nothing yet sends all. */
export class DemandWatch {
  readonly #told = new Map<string, number>();
  readonly #wanted = new Map<string, number>();
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(private readonly tell: (demand: LayerDemand) => void) {}

  /** What was told of these producers. */
  of(producers: ProducerInfo[]): LayerDemand[] {
    return producers
      .filter(({ id }) => this.#told.has(id))
      .map(({ id }) => ({ producerId: id, layer: toWire(this.#told.get(id) ?? NO_LAYER) }));
  }

  /** @param demands of every producer of video in the room; those that are missing are gone */
  update(demands: Demand[]): void {
    const there = new Set(demands.map(({ producer }) => producer.id));
    for (const id of this.#wanted.keys()) if (!there.has(id)) this.#forget(id);
    for (const { producer, layer } of demands) {
      const { id, layers } = producer;
      this.#wanted.set(id, layer);
      const told = this.#told.get(id) ?? layers - 1;
      if (layer > told) this.#tellNow(id);
      else if (layer === told) this.#cancel(id);
      else if (!this.#timers.has(id)) this.#timers.set(id, setTimeout(() => this.#tellNow(id), STOP_DELAY).unref());
    }
  }

  close(): void {
    for (const id of [...this.#wanted.keys()]) this.#forget(id);
  }

  #tellNow(id: string): void {
    this.#cancel(id);
    const layer = this.#wanted.get(id);
    if (layer === undefined || layer === this.#told.get(id)) return;
    this.#told.set(id, layer);
    this.tell({ producerId: id, layer: toWire(layer) });
  }

  #cancel(id: string): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  #forget(id: string): void {
    this.#cancel(id);
    this.#wanted.delete(id);
    this.#told.delete(id);
  }
}

function toWire(layer: number): number | null {
  return layer === NO_LAYER ? null : layer;
}
