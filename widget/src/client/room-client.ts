import { LABEL_PATTERN, ROOM_NAME_PATTERN } from '../protocol/limits.js';
import type { LeaveReason } from '../protocol/events.js';
import { deriveState } from './derive-state.js';
import { deferred, type Deferred } from './deferred.js';
import { RoomError } from './errors.js';
import type { RoomClientEvents } from './events.js';
import { Intent } from './intent.js';
import { LocalMedia } from './local-media.js';
import { RoomConnection } from './room-connection.js';
import { DEFAULT_OPTIONS, type PublishOptions, type RoomOptions } from './room-options.js';
import { INITIAL_STATE, type RoomState, type RoomStatus } from './room-state.js';
import { SocketSignaling } from './socket-signaling.js';
import { eventsBetween, type NamedEvent } from './state-events.js';
import { TypedEmitter } from './typed-emitter.js';

/**
 * A room without any UI: everything `<sfu-room>` can do. Calls change what is
 * wanted, and it is kept through every failure. While a room is joined, or
 * being joined or found again, their promises settle with the effect; before
 * and after, with the change of what is wanted.
 */
export class RoomClient {
  readonly #emitter = new TypedEmitter<RoomClientEvents>();
  readonly #listeners = new Set<() => void>();
  readonly #intent = new Intent();
  readonly #media: LocalMedia;
  readonly #failures = new Map<string, RoomError>();
  #options: RoomOptions;
  #connection: RoomConnection | null = null;
  #state: RoomState = INITIAL_STATE;
  /** What the status is while there is no connection. */
  #rest: { status: RoomStatus; error: RoomError | null } = { status: 'idle', error: null };
  #joining: Deferred<void> | null = null;
  /** Events that wait for their turn: a listener that calls the client must not overtake the event it listens to. */
  readonly #events: NamedEvent[] = [];
  #emitting = false;

  constructor(options: Partial<RoomOptions> = {}) {
    this.#options = { ...DEFAULT_OPTIONS, ...options };
    this.#media = new LocalMedia({
      setTrack: (label, track) => {
        if (track) this.#intent.setTrack(track);
        else this.#intent.removeTrack(label);
        this.#update();
        void this.#effect().catch(() => undefined); // whoever asked for it waits for the same effect
      },
      onChange: () => this.#update(),
      onError: (error) => this.#emit({ name: 'error', event: { error } }),
    });
    this.#applyOptions();
    this.#update();
  }

  /** One immutable state; another object each time something changed. */
  get state(): RoomState {
    return this.#state;
  }

  /** Calls `listener` after each change of `state`. Returns what ends that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  /** Listens to an event. Returns what ends that. */
  on<K extends keyof RoomClientEvents>(name: K, listener: (event: RoomClientEvents[K]) => void): () => void {
    return this.#emitter.on(name, listener);
  }

  /**
   * Joins the room; resolves when it is joined, media follows. Options given here are remembered.
   * @throws RoomError room-name-invalid, server-unreachable, protocol-mismatch, device-unsupported, left, …
   */
  async join(options: Partial<RoomOptions> = {}): Promise<void> {
    this.#options = { ...this.#options, ...options };
    this.#applyOptions();
    if (this.#connection) {
      await (this.#joining?.promise ?? this.#effect());
      return;
    }
    const { server, room, token, audio, video } = this.#options;
    if (!ROOM_NAME_PATTERN.test(room)) this.#refuse(new RoomError('room-name-invalid'));
    if (typeof RTCPeerConnection === 'undefined') this.#refuse(new RoomError('device-unsupported'));
    const joining = deferred<void>();
    this.#joining = joining;
    const connection = new RoomConnection({
      server,
      room,
      token,
      intent: this.#intent,
      createSignaling: (url, listener) => new SocketSignaling(url, listener),
      onChange: () => this.#onConnection(),
      onError: (error) => this.#emit({ name: 'error', event: { error } }),
      onProduceFailed: (label, error) => this.#onProduceFailed(label, error),
      onEnd: (reason, error) => this.#end(reason, error),
    });
    this.#connection = connection;
    globalThis.addEventListener('pagehide', this.#onPageHide);
    this.#update();
    // Beside the joining: the browser's question must not keep anyone from seeing the others.
    void this.#media.start(audio, video);
    await joining.promise;
  }

  /** Leaves the room and gives camera, microphone and screen back. Tracks of `publish()` stay wanted for the next join. */
  async leave(): Promise<void> {
    const connection = this.#connection;
    this.#end('left', null);
    await connection?.leave();
  }

  /** Changes options. Room, server and token count from the next join on, the others at once. */
  async configure(options: Partial<RoomOptions>): Promise<void> {
    const { audio, video } = this.#options;
    this.#options = { ...this.#options, ...options };
    this.#applyOptions();
    this.#update();
    const changes: Promise<void>[] = [this.#effect()];
    if (this.#connection && options.audio && options.audio !== audio) {
      changes.push(this.setAudio(options.audio === 'on'));
    }
    if (this.#connection && options.video && options.video !== video) {
      changes.push(this.setVideo(options.video === 'on'));
    }
    await Promise.all(changes);
  }

  /**
   * Publishes a track under a label, in place of the one that has it. The track stays the caller's, who stops it.
   * @throws RoomError label-invalid, track-ended, codec-unsupported, media-rejected, producer-limit
   */
  async publish(track: MediaStreamTrack, options: PublishOptions): Promise<void> {
    const { label, source = 'custom', broadcast = false, encodings = null, codec = null, contentHint } = options;
    if (typeof label !== 'string' || !LABEL_PATTERN.test(label)) throw new RoomError('label-invalid');
    if (track.readyState === 'ended') throw new RoomError('track-ended');
    if (contentHint !== undefined) track.contentHint = contentHint;
    const kind = track.kind === 'audio' ? 'audio' : 'video';
    this.#intent.setTrack({ label, source, kind, track, paused: false, broadcast, encodings, codec });
    track.addEventListener('ended', () => {
      if (this.#intent.tracks.get(label)?.track === track) void this.unpublish(label);
    });
    await this.#effectOf(label);
  }

  /** Takes a label's track back. */
  async unpublish(label: string): Promise<void> {
    this.#intent.removeTrack(label);
    await this.#effect();
  }

  /** @throws RoomError microphone-refused, microphone-in-use, microphone-missing, insecure-context, … */
  async setAudio(on: boolean): Promise<void> {
    await this.#media.set('microphone', on);
    await this.#effectOf('microphone');
  }

  /** @throws RoomError camera-refused, camera-in-use, camera-missing, insecure-context, … */
  async setVideo(on: boolean): Promise<void> {
    await this.#media.set('camera', on);
    await this.#effectOf('camera');
  }

  /** Call it from a click: browsers ask for one. @throws RoomError screen-refused, screen-unsupported */
  async shareScreen(on: boolean): Promise<void> {
    await this.#media.shareScreen(on);
    await this.#effectOf('screen');
  }

  /**
   * Stops what the server sends to this client. A pause outlives reconnections and republishing.
   * @param target a peer id or a track's id in the room; without it, everything
   * @throws RoomError peer-not-found
   */
  async pause(target?: string): Promise<void> {
    await this.#setPaused(target, true);
  }

  /** Takes back a `pause()` of the same target. @throws RoomError peer-not-found */
  async resume(target?: string): Promise<void> {
    await this.#setPaused(target, false);
  }

  /** Under `subscribe: manual`: receives this peer. @throws RoomError peer-not-found */
  async subscribeTo(peerId: string): Promise<void> {
    this.#checkPeer(peerId);
    this.#intent.setSubscribed(peerId, true);
    await this.#effect();
  }

  async unsubscribeFrom(peerId: string): Promise<void> {
    this.#intent.setSubscribed(peerId, false);
    await this.#effect();
  }

  /** Sends a text of at most 2,000 characters to everyone in the room. @throws RoomError not-joined, payload-invalid */
  async sendMessage(text: string): Promise<void> {
    if (!this.#connection) throw new RoomError('not-joined');
    await this.#connection.outbox.send(text);
  }

  #applyOptions(): void {
    const { name, subscribe, paused } = this.#options;
    this.#intent.name = name;
    this.#intent.receive = { ...this.#intent.receive, subscribe, paused };
  }

  async #setPaused(target: string | undefined, paused: boolean): Promise<void> {
    if (target === undefined) this.#options = { ...this.#options, paused };
    else if (paused) this.#checkPeer(target.split(':')[0] ?? '');
    this.#intent.setPaused(target, paused);
    this.#update();
    await this.#effect();
  }

  #checkPeer(peerId: string): void {
    if (this.#connection?.fact && !this.#state.peers.some(({ id }) => id === peerId)) {
      throw new RoomError('peer-not-found');
    }
  }

  async #effect(): Promise<void> {
    await this.#connection?.sync();
  }

  /** As `#effect`, and fails when this label could not be published. */
  async #effectOf(label: string): Promise<void> {
    this.#failures.delete(label);
    this.#update();
    await this.#effect();
    const failure = this.#failures.get(label);
    if (failure) throw failure;
  }

  #onProduceFailed(label: string, error: RoomError): void {
    this.#failures.set(label, error);
    this.#intent.removeTrack(label);
    this.#emit({ name: 'error', event: { error } });
  }

  #onConnection(): void {
    this.#update();
    if (this.#connection?.status === 'joined') {
      this.#joining?.resolve(undefined);
      this.#joining = null;
    }
  }

  readonly #onPageHide = (event: PageTransitionEvent): void => {
    // A page kept for "back" may live on; any other is over, and the others should not wait for the grace period.
    if (!event.persisted) void this.leave();
  };

  #refuse(error: RoomError): never {
    this.#end('failed', error);
    throw error;
  }

  #end(reason: LeaveReason, error: RoomError | null): void {
    const connection = this.#connection;
    if (!connection && !error) return;
    this.#connection = null;
    this.#rest = { status: error ? 'failed' : 'left', error };
    globalThis.removeEventListener('pagehide', this.#onPageHide);
    this.#media.stop();
    this.#update();
    if (error) this.#emit({ name: 'error', event: { error } });
    if (connection?.fact) this.#emit({ name: 'left', event: { reason } });
    this.#joining?.reject(error ?? new RoomError('left'));
    this.#joining = null;
  }

  #update(): void {
    const before = this.#state;
    const connection = this.#connection;
    this.#state = deriveState({
      status: connection?.status ?? this.#rest.status,
      error: connection ? null : this.#rest.error,
      room: this.#options.room || null,
      name: this.#options.name,
      media: {
        microphone: this.#media.state('microphone'),
        camera: this.#media.state('camera'),
        screen: this.#media.state('screen'),
      },
      intent: this.#intent,
      fact: connection?.fact ?? null,
      received: connection?.received ?? [],
    });
    for (const listener of [...this.#listeners]) listener();
    this.#emit(...eventsBetween(before, this.#state));
  }

  #emit(...events: NamedEvent[]): void {
    this.#events.push(...events);
    if (this.#emitting) return;
    this.#emitting = true;
    for (let next = this.#events.shift(); next; next = this.#events.shift()) {
      this.#emitter.emit(next.name, next.event);
    }
    this.#emitting = false;
  }
}
