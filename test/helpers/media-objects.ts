import { observer } from 'mediasoup';
import type { Consumer, Producer, Transport } from 'mediasoup/types';

interface Held {
  transport: Transport;
  producers: Producer[];
  consumers: Consumer[];
}

/** The media objects of the servers that this process runs, by transport id: what a test breaks by hand. */
export class MediaObjects {
  readonly #held = new Map<string, Held>();

  constructor() {
    observer.on('newworker', (worker) =>
      worker.observer.on('newrouter', (router) =>
        router.observer.on('newtransport', (transport) => {
          const held: Held = { transport, producers: [], consumers: [] };
          this.#held.set(transport.id, held);
          transport.observer.on('newproducer', (producer) => held.producers.push(producer));
          transport.observer.on('newconsumer', (consumer) => held.consumers.push(consumer));
        }),
      ),
    );
  }

  of(transportId: string): Held {
    const held = this.#held.get(transportId);
    if (!held) throw new Error(`There is no transport ${transportId}.`);
    return held;
  }

  /** Those that live. */
  producers(): Producer[] {
    return [...this.#held.values()].flatMap(({ producers }) => producers).filter(({ closed }) => !closed);
  }

  /** Those that live. */
  consumers(): Consumer[] {
    return [...this.#held.values()].flatMap(({ consumers }) => consumers).filter(({ closed }) => !closed);
  }
}
