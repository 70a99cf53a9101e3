import type { Handshake, LeaveReason, RoomEventName, RoomEvents, Sequenced } from '../protocol/events.js';
import type { ReceiveIntent, RoomSnapshot, SessionRef } from '../protocol/snapshot.js';
import { PROTOCOL_VERSION } from '../protocol/version.js';
import { deferred, type Deferred } from './deferred.js';
import { RoomError } from './errors.js';
import {
  applyEvent,
  expectsMedia,
  factFrom,
  withConsumers,
  withOwnProducer,
  withoutOwnProducer,
  type Fact,
} from './fact.js';
import type { Intent, WantedTrack } from './intent.js';
import { Outbox } from './outbox.js';
import { executeOwn } from './own-requests.js';
import { watchPage } from './page-life.js';
import { prepare, type Preparation } from './preparation.js';
import { QualityWatch } from './quality-watch.js';
import { reconcile, type Step } from './reconcile.js';
import { isTemporary, reconnectDelay } from './reconnect-policy.js';
import type { RoomDependencies } from './room-dependencies.js';
import { settleAll } from './settle-all.js';
import type { Signaling, SignalingListener } from './signaling.js';
import { streamGroup } from './stream-group.js';
import { Transports, type ReceivedTrack } from './transports.js';

export interface RoomConnectionOptions {
  server: string;
  room: string;
  token: string | null;
  intent: Intent;
  dependencies: Pick<RoomDependencies, 'createSignaling' | 'createDevice'>;
  /** The fact, the tracks or the status changed. */
  onChange: () => void;
  onError: (error: RoomError) => void;
  onProduceFailed: (wanted: WantedTrack, error: RoomError) => void;
  onReaction: (reaction: RoomEvents['reaction']) => void;
  /** It is over: the server said so, or the room cannot be joined. */
  onEnd: (reason: LeaveReason, error: RoomError | null) => void;
}

/** How often in a row the server may fail at what it is asked before the call is given up. */
const MAX_FAILURES = 6;

/**
 * One stay in a room, over as many sockets as it takes: keeps what this client
 * holds equal to its intent and to what the server says.
 */
export class RoomConnection implements SignalingListener {
  readonly outbox = new Outbox(
    () => this.#signaling,
    (cause) => RoomError.from(cause, 'server-error'),
    () => this.#changed(),
  );
  readonly quality = new QualityWatch(
    () => (this.#fact && this.#transports ? { fact: this.#fact, transports: this.#transports } : null),
    () => this.#changed(),
  );
  readonly #signaling: Signaling;
  readonly #abort = new AbortController();
  #prepared: Promise<Preparation> | null = null;
  #transports: Transports | null = null;
  #fact: Fact | null = null;
  #session: SessionRef | null = null;
  /** What the last handshake asked to receive. */
  #asked: ReceiveIntent;
  #status: 'joining' | 'joined' | 'reconnecting' = 'joining';
  #attempt = 0;
  #failures = 0;
  /** How many have come. */
  #snapshots = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #waiters: Deferred<void>[] = [];
  #dirty = false;
  #running = false;
  #askingForSnapshot = false;
  #closed = false;
  /** Ends the listening to the page. */
  #unwatch = (): void => undefined;

  constructor(readonly options: Readonly<RoomConnectionOptions>) {
    this.#asked = options.intent.receive;
    this.#signaling = options.dependencies.createSignaling(options.server, this);
  }

  /** Gets ready to join, and no more: what goes wrong now, `join()` hears of when it asks again. */
  warm(): void {
    this.#prepare().catch(() => undefined);
    this.#signaling.warm();
  }

  join(): void {
    this.#prepare().catch((error: unknown) => {
      // What passes by itself is heard of by the handshake, which awaits the same.
      const failure = RoomError.from(error, 'server-unreachable');
      if (!isTemporary(failure.code)) this.#end('failed', failure);
    });
    this.#signaling.connect();
    this.#unwatch = watchPage({
      networkChanged: () => this.#connectNow(),
      shown: () => this.#status === 'joined' || this.#connectNow(),
    });
  }

  get status(): 'joining' | 'joined' | 'reconnecting' {
    return this.#status;
  }

  get fact(): Fact | null {
    return this.#fact;
  }

  get received(): Iterable<ReceivedTrack> {
    return this.#transports?.received.values() ?? [];
  }

  /** Resolves when the intent as it is now has its effect; waits for the connection where it must. */
  sync(): Promise<void> {
    if (this.#closed) return Promise.reject(new RoomError('left'));
    const waiter = deferred<void>();
    this.#waiters.push(waiter);
    this.#wake();
    return waiter.promise;
  }

  /** @throws RoomError payload-invalid, rate-limited, server-unreachable: nothing of it is tried again */
  async react(reaction: string): Promise<void> {
    await this.#signaling.request('react', { reaction });
  }

  /** Leaves the room; the server hears of it if it can. */
  async leave(): Promise<void> {
    if (this.#closed) return;
    const told = this.#signaling.connected ? this.#signaling.request('leave', {}) : null;
    this.#stop(new RoomError('left'));
    // Whether the server heard it or not: its grace period ends what this does not.
    await told?.catch(() => undefined);
    this.#signaling.close();
  }

  async handshake(): Promise<Handshake> {
    const { room, token, intent } = this.options;
    const { device, identity } = await this.#prepare();
    this.#asked = intent.receive;
    return {
      protocol: PROTOCOL_VERSION,
      room,
      name: intent.name,
      rtpCapabilities: device.recvRtpCapabilities,
      receive: this.#asked,
      ...(token === null ? {} : { token }),
      ...(this.#session ? { session: this.#session } : {}),
      ...(this.#transports ? { transports: this.#transports.held } : {}),
      ...(identity ? { dtlsParameters: identity.dtlsParameters } : {}),
    };
  }

  snapshot(snapshot: RoomSnapshot): void {
    if (this.#closed) return;
    // Within a connection the server follows what it acknowledged last; a new one begins with the handshake's.
    const receive = this.#status === 'joined' && this.#fact ? this.#fact.receive : this.#asked;
    this.#snapshots += 1;
    this.#session = snapshot.session;
    this.#fact = factFrom(snapshot, receive, this.#fact);
    this.outbox.noteTaken(snapshot.messages, snapshot.session.id);
    this.#status = 'joined';
    this.#attempt = 0;
    this.#transports?.reconnect(snapshot.transports);
    this.quality.start();
    this.#changed();
    this.#wake();
    void this.outbox.flush();
  }

  event<K extends RoomEventName>(name: K, event: Sequenced<RoomEvents[K]>): void {
    if (name === 'ended') {
      this.#end((event as RoomEvents['ended']).reason, null);
      return;
    }
    if (this.#closed || !this.#fact || this.#status !== 'joined') return;
    if (event.seq !== this.#fact.seq + 1) {
      this.#askForSnapshot();
      return;
    }
    this.#fact = { ...applyEvent(this.#fact, name, event), seq: event.seq };
    if (name === 'message') this.outbox.noteTaken([(event as RoomEvents['message']).message], this.#fact.session.id);
    this.#changed();
    if (name === 'reaction') this.options.onReaction(event as RoomEvents['reaction']);
    this.#wake();
  }

  disconnected(error: RoomError): void {
    if (this.#closed) return;
    if (this.#status === 'joined') this.#status = 'reconnecting';
    this.#attempt += 1;
    const delay = reconnectDelay({ attempt: this.#attempt, joinedBefore: this.#fact !== null });
    if (delay === null || !isTemporary(error.code)) {
      this.#end('failed', error);
      return;
    }
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#signaling.connect(), delay);
    this.#changed();
  }

  /** Waits for nothing: neither for the next attempt, nor for the connection there is to notice that it is dead. */
  #connectNow(): void {
    if (this.#closed) return;
    if (this.#status === 'joined') this.#status = 'reconnecting';
    clearTimeout(this.#retry);
    this.#signaling.connect();
    this.#changed();
  }

  refused(error: RoomError): void {
    if (error.code === 'session-invalid') this.#session = null;
    if (isTemporary(error.code)) {
      this.disconnected(new RoomError('server-unreachable', error.message, { cause: error }));
    } else this.#end('failed', error);
  }

  #prepare(): Promise<Preparation> {
    const { server, dependencies } = this.options;
    const prepared = this.#prepared ?? prepare(server, dependencies.createDevice, this.#abort.signal);
    this.#prepared = prepared;
    prepared.then(
      (preparation) => {
        if (this.#closed || this.#transports) return;
        this.#transports = this.#createTransports(preparation);
        this.#wake();
      },
      () => {
        // Asked for again with the next attempt.
        if (this.#prepared === prepared) this.#prepared = null;
      },
    );
    return prepared;
  }

  #createTransports(preparation: Preparation): Transports {
    return new Transports({
      ...preparation,
      signaling: this.#signaling,
      iceServers: () => this.#fact?.iceServers ?? [],
      streamGroup: (consumer) => streamGroup(this.#fact?.peers ?? [], consumer),
      wantsPaused: (label) => this.options.intent.tracks.get(label)?.paused ?? true,
      expectsMedia: () => this.#fact !== null && expectsMedia(this.#fact),
      onChange: () => this.#wake(),
      onProducer: (producer) => this.#patch((fact) => withOwnProducer(fact, producer)),
      onProducerClosed: (id) => this.#patch((fact) => withoutOwnProducer(fact, id)),
      onConsumersUpdated: (updates) => this.#patch((fact) => withConsumers(fact, updates)),
      onProduceFailed: (wanted, error) => this.options.onProduceFailed(wanted, error),
      onConsumeFailed: (_, error) => this.options.onError(error),
      onUnreachable: () => this.options.onError(new RoomError('media-unreachable')),
    });
  }

  #patch(change: (fact: Fact) => Fact): void {
    if (this.#fact) this.#fact = change(this.#fact);
    this.#changed();
  }

  #changed(): void {
    if (!this.#closed) this.options.onChange();
  }

  #wake(): void {
    this.#dirty = true;
    if (!this.#running) void this.#run();
  }

  /** The one loop that brings everything about. Changes during a pass make another. */
  async #run(): Promise<void> {
    this.#running = true;
    try {
      // A turn later, so that all changes of one turn are one pass.
      await Promise.resolve();
      while (this.#dirty && !this.#closed && this.#status === 'joined') await this.#pass();
    } finally {
      this.#running = false;
    }
  }

  async #pass(): Promise<void> {
    this.#dirty = false;
    const transports = this.#transports;
    if (!this.#fact || !transports) return;
    const snapshots = this.#snapshots;
    try {
      const steps = reconcile(this.options.intent, transports.have, this.#fact);
      if (steps.length === 0) {
        this.#failures = 0;
        for (const { resolve } of this.#waiters.splice(0)) resolve(undefined);
        return;
      }
      // To the end of every step: what one pass has begun, and not done, the next would begin again.
      await settleAll([transports.execute(steps), ...steps.map((step) => this.#executeOwn(step))]);
      this.#dirty = true;
    } catch (error) {
      // With a snapshot that came meanwhile it goes on anyway.
      if (snapshots === this.#snapshots) this.#failed(RoomError.from(error, 'media-rejected'));
    }
    this.#changed();
  }

  async #executeOwn(step: Step): Promise<void> {
    const patch = await executeOwn(step, this.#signaling, (error) => this.options.onError(error));
    if (patch) this.#patch(patch);
  }

  /** A request failed: with a lost socket the next snapshot goes on; else the snapshot is asked for. */
  #failed(error: RoomError): void {
    if (this.#closed || !this.#signaling.connected) return;
    this.#failures += 1;
    if (this.#failures > MAX_FAILURES) {
      this.#end('failed', error);
      return;
    }
    this.options.onError(error);
    clearTimeout(this.#retry);
    const delay = reconnectDelay({ attempt: this.#failures, joinedBefore: true }) ?? 0;
    this.#retry = setTimeout(() => this.#askForSnapshot(), delay);
  }

  #askForSnapshot(): void {
    // Each event after a gap would ask again.
    if (this.#askingForSnapshot || !this.#transports || !this.#signaling.connected) return;
    this.#askingForSnapshot = true;
    this.#signaling
      .request('snapshot', { transports: this.#transports.held })
      .finally(() => (this.#askingForSnapshot = false))
      .catch((error: unknown) => this.#failed(RoomError.from(error, 'server-error')));
  }

  /** All but the signalling ends; whatever waits for an effect hears why. */
  #stop(error: RoomError): void {
    this.#closed = true;
    this.#abort.abort();
    clearTimeout(this.#retry);
    this.#unwatch();
    this.#transports?.close();
    this.outbox.close(error);
    this.quality.close();
    for (const { reject } of this.#waiters.splice(0)) reject(error);
  }

  #end(reason: LeaveReason, error: RoomError | null): void {
    if (this.#closed) return;
    this.#stop(error ?? new RoomError('left'));
    this.#signaling.close();
    this.options.onEnd(reason, error);
  }
}
