import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { WorkerPool } from '../../backend/src/media/worker-pool.js';

type Step = 'createTransport' | 'produce' | 'consume';

/** Something that lives in the media worker. */
class Part {
  readonly id: string;
  readonly observer = new EventEmitter();
  closed = false;

  constructor(id: string = randomUUID()) {
    this.id = id;
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
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
    super(id);
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
    super();
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

  constructor(private readonly media: FakeMedia) {
    super();
  }

  connect = (): Promise<void> => Promise.resolve();
  setMinOutgoingBitrate = (): Promise<void> => Promise.resolve();

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
  readonly #gates = new Map<Step, Promise<void>>();

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

  async step(step: Step): Promise<void> {
    await this.#gates.get(step);
  }

  open<T extends Part>(parts: readonly T[]): T[] {
    return parts.filter(({ closed }) => !closed);
  }

  get pool(): WorkerPool {
    const worker = {
      webRtcServer: {},
      addLoad: () => undefined,
      createRouter: () => Promise.resolve(this.#router()),
    };
    return { leastLoaded: () => Promise.resolve(worker) } as unknown as WorkerPool;
  }

  #router(): unknown {
    const observer = Object.assign(new EventEmitter(), { addProducer: () => Promise.resolve() });
    return Object.assign(new EventEmitter(), {
      closed: false,
      createAudioLevelObserver: () => Promise.resolve(observer),
      createWebRtcTransport: async (): Promise<FakeTransport> => {
        const transport = new FakeTransport(this);
        this.transports.push(transport);
        await this.step('createTransport');
        return transport;
      },
      canConsume: ({ producerId }: { producerId: string }) =>
        this.open(this.producers).some(({ id }) => id === producerId),
      close: () => this.transports.forEach((transport) => transport.close()),
    });
  }
}
