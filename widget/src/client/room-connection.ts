import type { Handshake, LeaveReason, Requests, RoomEventName, RoomEvents, Sequenced } from '../protocol/events.js';
import type { ReceiveIntent, RoomSnapshot, SessionRef } from '../protocol/snapshot.js';
import { PROTOCOL_VERSION } from '../protocol/version.js';
import { RoomError } from './errors.js';
import {
  applyEvent,
  expectsMedia,
  factFrom,
  stoppedSince,
  withConsumers,
  withOwnProducer,
  withoutOwnProducer,
  type Fact,
} from './fact.js';
import { Outbox } from './outbox.js';
import { watchPage } from './page-life.js';
import { prepare, type Preparation } from './preparation.js';
import { QualityWatch } from './quality-watch.js';
import { ReconcileLoop } from './reconcile-loop.js';
import { isTemporary, reconnectDelay } from './reconnect-policy.js';
import type { RoomConnectionOptions } from './room-connection-options.js';
import type { Signaling, SignalingListener } from './signaling.js';
import { PASSING, type PassingName } from './state-events.js';
import { streamGroup } from './stream-group.js';
import { Transports, type ReceivedTrack } from './transports.js';

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
  readonly #loop: ReconcileLoop;
  readonly #abort = new AbortController();
  #prepared: Promise<Preparation> | null = null;
  #transports: Transports | null = null;
  #fact: Fact | null = null;
  #session: SessionRef | null = null;
  /** What the last handshake asked to receive. */
  #asked: ReceiveIntent;
  #status: 'joining' | 'knocking' | 'joined' | 'reconnecting' = 'joining';
  #token: string | null;
  #attempt = 0;
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #askingForSnapshot = false;
  #closed = false;
  /** Ends the listening to the page. */
  #unwatch = (): void => undefined;

  constructor(readonly options: Readonly<RoomConnectionOptions>) {
    this.#asked = options.intent.receive;
    this.#token = options.token;
    this.#session = options.session ?? null;
    this.#signaling = options.dependencies.createSignaling(options.server, this);
    this.#loop = new ReconcileLoop({
      intent: options.intent,
      signaling: this.#signaling,
      current: () => {
        const [fact, transports] = [this.#fact, this.#transports];
        return this.#status === 'joined' && fact && transports ? { fact, transports } : null;
      },
      patch: (change) => this.#patch(change),
      changed: () => this.#changed(),
      settled: () => (this.#failures = 0),
      refused: (error) => options.onError(error),
      failed: (error) => this.#failed(error),
    });
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

  isFor(server: string, room: string): boolean {
    return this.options.server === server && this.options.room === room;
  }

  get status(): 'joining' | 'knocking' | 'joined' | 'reconnecting' {
    return this.#status;
  }

  get session(): SessionRef | null {
    return this.#session;
  }

  get fact(): Fact | null {
    return this.#fact;
  }

  get received(): Iterable<ReceivedTrack> {
    return this.#transports?.received.values() ?? [];
  }

  /** Resolves when the intent as it is now has its effect; waits for the connection where it must. */
  sync(): Promise<void> {
    return this.#loop.sync();
  }

  /** What is said once, and not tried again. @throws RoomError what the server answers; server-unreachable */
  async ask<K extends 'react' | 'sendData' | 'moderate'>(name: K, request: Requests[K]['request']): Promise<void> {
    await this.#signaling.request(name, request);
  }

  /** Goes on with another token; while the server is not reached, it is for the next handshake. */
  async setToken(token: string | null): Promise<void> {
    const before = this.#token;
    this.#token = token;
    if (token === null || this.#status !== 'joined' || !this.#signaling.connected) return;
    try {
      const { expiresAt } = await this.#signaling.request('updateToken', { token });
      this.#patch((fact) => ({ ...fact, expiresAt }));
    } catch (cause) {
      const error = RoomError.from(cause, 'server-error');
      // One that is no good is none to come back with either.
      if (!isTemporary(error.code) && this.#token === token) this.#token = before;
      // Whoever sets an attribute waits for no promise.
      this.options.onError(error);
      throw error;
    }
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
    const { room, intent } = this.options;
    const { device, identity } = await this.#prepare();
    this.#asked = intent.receive;
    return {
      protocol: PROTOCOL_VERSION,
      room,
      name: intent.name,
      rtpCapabilities: device.recvRtpCapabilities,
      receive: this.#asked,
      ...(this.#token === null ? {} : { token: this.#token }),
      ...(this.#session ? { session: this.#session } : {}),
      ...(this.#transports ? { transports: this.#transports.held } : {}),
      ...(identity ? { dtlsParameters: identity.dtlsParameters } : {}),
    };
  }

  snapshot(snapshot: RoomSnapshot): void {
    if (this.#closed) return;
    // Within a connection the server follows what it acknowledged last; a new one begins with the handshake's.
    const receive = this.#status === 'joined' && this.#fact ? this.#fact.receive : this.#asked;
    this.#session = snapshot.session;
    const before = this.#fact;
    this.#fact = factFrom(snapshot, receive, before);
    this.outbox.noteTaken(snapshot.messages, snapshot.session.id);
    if (this.#status === 'reconnecting') this.#transports?.retry();
    this.#status = 'joined';
    this.#attempt = 0;
    this.#transports?.reconnect(snapshot.transports);
    this.quality.start();
    this.#changed();
    this.#heed(before, null);
    this.#loop.renew();
    void this.outbox.flush();
  }

  event<K extends RoomEventName>(name: K, event: Sequenced<RoomEvents[K]>): void {
    if (name === 'ended') {
      const { reason } = event as RoomEvents['ended'];
      if (this.#status === 'knocking') this.#end('failed', new RoomError('knock-denied'));
      else this.#end(reason, null);
      return;
    }
    if (this.#closed || !this.#fact || this.#status !== 'joined') return;
    if (event.seq !== this.#fact.seq + 1) {
      this.#askForSnapshot();
      return;
    }
    const before = this.#fact;
    this.#fact = { ...applyEvent(before, name, event), seq: event.seq };
    if (name === 'message') this.outbox.noteTaken([(event as RoomEvents['message']).message], this.#fact.session.id);
    this.#changed();
    if (name === 'stopped') this.#heed(before, (event as RoomEvents['stopped']).by);
    if (isPassing(name)) this.options.onPassing(name, event as RoomEvents[typeof name]);
    this.#loop.wake();
  }

  knocking(session: SessionRef): void {
    if (this.#closed) return;
    this.#session = session;
    this.#status = 'knocking';
    this.#attempt = 0;
    this.#changed();
  }

  disconnected(error: RoomError): void {
    if (this.#closed) return;
    if (this.#status === 'joined') this.#status = 'reconnecting';
    this.#attempt += 1;
    // Who knocked, and lost the connection, knocks again for as long as it takes; and a server that is busy is there.
    const patient = this.#session !== null || error.code === 'server-busy';
    const delay = reconnectDelay({ attempt: this.#attempt, joinedBefore: patient });
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
    this.disconnected(error);
  }

  #prepare(): Promise<Preparation> {
    const { server, dependencies } = this.options;
    const prepared = this.#prepared ?? prepare(server, dependencies.createDevice, this.#abort.signal);
    this.#prepared = prepared;
    prepared.then(
      (preparation) => {
        if (this.#closed || this.#transports) return;
        this.#transports = this.#createTransports(preparation);
        this.#loop.wake();
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
      wantsToSend: () => [...this.options.intent.tracks.values()].some(({ track }) => track !== null),
      consumers: () => this.#fact?.consumers ?? [],
      expectsMedia: () => this.#fact !== null && expectsMedia(this.#fact),
      onChange: () => this.#loop.wake(),
      onProducer: (producer) => this.#patch((fact) => withOwnProducer(fact, producer)),
      onProducerClosed: (id) => this.#patch((fact) => withoutOwnProducer(fact, id)),
      onConsumersUpdated: (updates) => this.#patch((fact) => withConsumers(fact, updates)),
      onProduceFailed: (wanted, error) => this.options.onProduceFailed(wanted, error),
      onConsumeFailed: (_, error) => this.options.onError(error),
      onUnreachable: () => this.options.onError(new RoomError('media-unreachable')),
    });
  }

  /** Before anything else is done by the intent: what a moderator has stopped is not to be started again. */
  #heed(before: Fact | null, by: string | null): void {
    const sources = this.#fact ? stoppedSince(before, this.#fact) : [];
    if (sources.length > 0) this.options.onStopped(sources, by);
  }

  #patch(change: (fact: Fact) => Fact): void {
    if (this.#fact) this.#fact = change(this.#fact);
    this.#changed();
  }

  #changed(): void {
    if (!this.#closed) this.options.onChange();
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
    this.#loop.close(error);
  }

  #end(reason: LeaveReason, error: RoomError | null): void {
    if (this.#closed) return;
    this.#stop(error ?? new RoomError('left'));
    this.#signaling.close();
    this.options.onEnd(reason, error);
  }
}

function isPassing(name: RoomEventName): name is PassingName {
  return name in PASSING;
}
