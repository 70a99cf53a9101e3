import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { vi } from 'vitest';
import type { WorkerPool } from '../../backend/src/media/worker-pool.js';

type Step = 'createTransport' | 'produce' | 'consume';

/** Something that lives in the media worker. */
class Part {
  readonly id: string;
  readonly observer = new EventEmitter();
  closed = false;

  constructor(
    protected readonly media: FakeMedia,
    id: string = randomUUID(),
  ) {
    this.id = id;
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    // As with the real one: before anybody hears that it is closed.
    if (this.media.broken) throw this.media.broken;
    this.observer.emit('close');
  }
}

class FakeProducer extends Part {
  readonly type = 'simple';
  readonly appData = {};

  constructor(
    id: string,
    readonly transport: FakeTransport,
    readonly kind: string,
  ) {
    super(transport.media, id);
  }

  pause = (): Promise<void> => Promise.resolve();
  resume = (): Promise<void> => Promise.resolve();
}

class FakeConsumer extends Part {
  readonly type = 'simple';
  priority = 1;
  preferredLayers: object | undefined;
  readonly rtpParameters = { codecs: [] };

  constructor(
    readonly transport: FakeTransport,
    readonly producerId: string,
    readonly kind: string,
    public paused: boolean,
  ) {
    super(transport.media);
  }

  pause = (): Promise<void> => Promise.resolve(void (this.paused = true));
  resume = (): Promise<void> => Promise.resolve(void (this.paused = false));
  setPriority = (priority: number): Promise<void> => Promise.resolve(void (this.priority = priority));
  setPreferredLayers = (layers: object): Promise<void> => Promise.resolve(void (this.preferredLayers = layers));
}

class FakeTransport extends Part {
  readonly dtlsState = 'new';
  readonly iceParameters = {};
  readonly iceCandidates = [];
  readonly dtlsParameters = {};

  constructor(override readonly media: FakeMedia) {
    super(media);
  }

  connect = (): Promise<void> => Promise.resolve();
  setMinOutgoingBitrate = (): Promise<void> =>
    this.closed ? Promise.reject(new Error('Channel request handler not found')) : Promise.resolve();

  async produce({ id, kind }: { id: string; kind: string }): Promise<FakeProducer> {
    await this.media.step('produce');
    const producer = new FakeProducer(id, this, kind);
    this.media.producers.push(producer);
    return producer;
  }

  async consume({ producerId, paused }: { producerId: string; paused: boolean }): Promise<FakeConsumer> {
    await this.media.step('consume');
    const kind = this.media.producers.find(({ id }) => id === producerId)?.kind ?? 'video';
    const consumer = new FakeConsumer(this, producerId, kind, paused);
    this.media.consumers.push(consumer);
    return consumer;
  }
}

/**
 * A media worker that answers when the test says so: what it makes comes to be
 * after its transport was closed too, as with the real one, whose answer is on its way then.
 */
export class FakeMedia {
  readonly transports: FakeTransport[] = [];
  readonly producers: FakeProducer[] = [];
  readonly consumers: FakeConsumer[] = [];
  /** Told when it is found broken. */
  readonly fail = vi.fn<(reason: unknown) => void>();
  /** Why nothing that lives in it can be closed any more. */
  broken: Error | null = null;
  readonly #gates = new Map<Step, Promise<void>>();
  readonly #failures = new Map<Step, Error>();
  readonly #routers: (EventEmitter & { closed: boolean })[] = [];

  /** Lets a step wait, or fail, until what is returned is called. */
  hold(step: Step): (error?: Error) => void {
    let release = (_?: Error): void => undefined;
    const gate = new Promise<void>((resolve, reject) => {
      release = (error) => {
        this.#gates.delete(step);
        if (error) reject(error);
        else resolve();
      };
    });
    this.#gates.set(step, gate);
    return release;
  }

  /** Lets a step fail, the next time and not again. */
  failNext(step: Step, error: Error): void {
    this.#failures.set(step, error);
  }

  /** The worker dies, and all that is in it; the next one is there at once. */
  crash(): void {
    for (const router of this.#routers.splice(0)) {
      router.closed = true;
      for (const part of [...this.transports, ...this.producers, ...this.consumers]) part.close();
      router.emit('workerclose');
    }
  }

  async step(step: Step): Promise<void> {
    const failure = this.#failures.get(step);
    this.#failures.delete(step);
    if (failure) throw failure;
    await this.#gates.get(step);
  }

  open<T extends Part>(parts: readonly T[]): T[] {
    return parts.filter(({ closed }) => !closed);
  }

  get pool(): WorkerPool {
    const worker = { webRtcServer: {}, addLoad: () => undefined, fail: this.fail };
    return { createRouter: () => Promise.resolve({ worker, router: this.#router() }) } as unknown as WorkerPool;
  }

  #router(): unknown {
    const observer = Object.assign(new EventEmitter(), { addProducer: () => Promise.resolve() });
    const router = Object.assign(new EventEmitter(), {
      observer: new EventEmitter(),
      closed: false,
      createAudioLevelObserver: () => Promise.resolve(observer),
      createWebRtcTransport: async (): Promise<FakeTransport> => {
        const transport = new FakeTransport(this);
        this.transports.push(transport);
        try {
          await this.step('createTransport');
        } catch (error) {
          transport.close();
          throw error;
        }
        return transport;
      },
      canConsume: ({ producerId }: { producerId: string }) =>
        this.open(this.producers).some(({ id }) => id === producerId),
      close: () => {
        router.closed = true;
        if (this.broken) throw this.broken;
        this.transports.forEach((transport) => transport.close());
      },
    });
    this.#routers.push(router);
    return router;
  }
}
