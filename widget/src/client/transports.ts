import type { HeldTransports, TransportInfo } from '../protocol/snapshot.js';
import { MediaTransport, type Failures } from './media-transport.js';
import { ReachWatch, type Reach } from './reach-watch.js';
import { ReceivedConsumers, type ReceivedTrack } from './received-consumers.js';
import type { Direction, Have, Step } from './reconcile.js';
import { SentProducers, type SentTrack } from './sent-producers.js';
import { settleAll } from './settle-all.js';
import type { Reports } from './stats-reading.js';
import type { TransportsOptions } from './transports-options.js';

export type { ReceivedTrack } from './received-consumers.js';
export type { SentTrack } from './sent-producers.js';

/** What this client holds of the media: transports, producers, consumers. Does the steps that `reconcile` asks for. */
export class Transports {
  readonly #transports: Record<Direction, MediaTransport | null> = { send: null, recv: null };
  readonly #failures: Record<Direction, Failures> = { send: { inRow: 0 }, recv: { inRow: 0 } };
  readonly #sent: SentProducers;
  readonly #received: ReceivedConsumers;
  readonly #watch = new ReachWatch(
    () => this.#reach,
    () => this.options.onUnreachable(),
  );

  constructor(private readonly options: TransportsOptions) {
    this.#sent = new SentProducers(() => this.#transports.send?.transport ?? null, options);
    this.#received = new ReceivedConsumers(() => this.#transports.recv?.transport ?? null, options);
  }

  get have(): Have {
    return {
      transports: { send: this.#transports.send?.held ?? null, recv: this.#transports.recv?.held ?? null },
      producers: this.#sent.byLabel,
      consumers: new Set([...this.#received.byId.keys(), ...this.#received.refused]),
      refused: this.#received.refused,
    };
  }

  /** By consumer id. */
  get received(): ReadonlyMap<string, ReceivedTrack> {
    return this.#received.byId;
  }

  get sent(): SentTrack[] {
    return this.#sent.tracks;
  }

  /** What the browser counts of each transport. */
  async reports(): Promise<Reports> {
    const { send, recv } = this.#transports;
    const [sent, received] = await Promise.all([send?.transport.getStats(), recv?.transport.getStats()]);
    return { send: sent ?? null, recv: received ?? null };
  }

  /** The transports to go on with. */
  get held(): HeldTransports {
    const id = (direction: Direction): string | null => {
      const held = this.#transports[direction]?.held;
      return held && held.health !== 'dead' ? held.id : null;
    };
    return { send: id('send'), recv: id('recv') };
  }

  /** @throws RoomError of the signalling, when a request could not be made */
  async execute(steps: Step[]): Promise<void> {
    if (steps.some((step) => step.do === 'renewTransports')) {
      await this.options.signaling.request('snapshot', { transports: this.held });
      return;
    }
    for (const step of steps) if (step.do === 'createTransport') this.#createTransport(step.direction, step.info);
    await settleAll([
      this.#sent.execute(steps),
      this.#received.execute(steps),
      ...steps.map(async (step) => {
        if (step.do === 'restartIce') await this.#transports[step.direction]?.restartIce();
      }),
    ]);
  }

  /** The server lacks the fingerprint of a transport that this client has begun to connect. */
  reconnect(infos: Record<Direction, TransportInfo>): void {
    for (const direction of ['send', 'recv'] as const) {
      const transport = this.#transports[direction];
      if (transport?.held.id === infos[direction].id && !infos[direction].connected) transport.reconnect();
    }
  }

  /** The server was reached anew. */
  retry(): void {
    for (const direction of ['send', 'recv'] as const) this.#transports[direction]?.retry();
  }

  close(): void {
    this.#watch.close();
    this.#closeDirection('send');
    this.#closeDirection('recv');
  }

  /** Of the transports that are needed; one that is being made anew is waited for like any other. */
  get #reach(): Reach {
    const { signaling, wantsToSend, consumers } = this.options;
    if (!signaling.connected) return 'idle';
    const receives = consumers().some(({ id }) => !this.#received.refused.has(id));
    const needed = (['send', 'recv'] as const).filter((direction) => (direction === 'send' ? wantsToSend() : receives));
    if (needed.length === 0) return 'idle';
    return needed.every((direction) => this.#transports[direction]?.connected) ? 'connected' : 'waiting';
  }

  #createTransport(direction: Direction, info: TransportInfo): void {
    this.#closeDirection(direction);
    this.#watch.begin();
    const { device, identity, iceServers, signaling, expectsMedia, onChange } = this.options;
    const certificate = identity?.certificate ?? null;
    this.#transports[direction] = new MediaTransport({
      device,
      direction,
      info,
      iceServers,
      certificate,
      signaling,
      failures: this.#failures[direction],
      expectsMedia,
      onChange,
    });
  }

  #closeDirection(direction: Direction): void {
    const transport = this.#transports[direction];
    // First, so that what closes with the transport is not taken for what closes by itself.
    this.#transports[direction] = null;
    if (direction === 'send') this.#sent.clear();
    else this.#received.clear();
    transport?.close();
  }
}
