import { MAX_NAME_LENGTH, ROOM_NAME_PATTERN } from '../protocol/limits.js';
import type { LeaveReason } from '../protocol/events.js';
import { Capture } from './capture.js';
import { deriveState } from './derive-state.js';
import { deferred, type Deferred } from './deferred.js';
import { RoomError } from './errors.js';
import type { RoomClientEvents } from './events.js';
import { Intent, type WantedTrack } from './intent.js';
import { LocalMedia } from './local-media.js';
import { onPageGone } from './page-life.js';
import { RoomConnection } from './room-connection.js';
import { DEFAULT_DEPENDENCIES, type RoomDependencies } from './room-dependencies.js';
import { DEFAULT_OPTIONS, type Publish, type PublishOptions, type RoomOptions } from './room-options.js';
import type { RoomState, RoomStatus } from './room-state.js';
import type { ShownSize } from './simulcast.js';
import type { NamedEvent } from './state-events.js';
import { StateStore } from './state-store.js';
import { deviceTrack, wantedTrack } from './wanted-track.js';

/** In characters, as the server takes them. */
const MAX_PEER_ID_LENGTH = 128;
const MAX_TRACK_ID_LENGTH = 256;

/**
 * A room without any UI: everything `<sfu-room>` can do. Calls change what is
 * wanted, and it is kept through every failure. While a room is joined, or
 * being joined or found again, their promises settle with the effect; before
 * and after, with the change of what is wanted.
 */
export class RoomClient {
  readonly #store = new StateStore();
  readonly #dependencies: RoomDependencies;
  readonly #intent = new Intent();
  readonly #media: LocalMedia;
  readonly #failures = new Map<string, RoomError>();
  #options: RoomOptions;
  #connection: RoomConnection | null = null;
  /** Ready to join. */
  #warm: RoomConnection | null = null;
  /** What the status is while there is no connection. */
  #rest: { status: RoomStatus; error: RoomError | null } = { status: 'idle', error: null };
  #joining: Deferred<void> | null = null;
  #unwatchPage: (() => void) | null = null;

  /** @param dependencies what to use in place of socket.io, the browser's Device and its media devices */
  constructor(options: Partial<RoomOptions> = {}, dependencies: Partial<RoomDependencies> = {}) {
    this.#options = { ...DEFAULT_OPTIONS, ...options };
    this.#dependencies = { ...DEFAULT_DEPENDENCIES, ...dependencies };
    this.#media = new LocalMedia(new Capture(this.#dependencies.mediaDevices), {
      setTrack: (label, track) => this.#setDeviceTrack(label, track),
      onChange: () => {
        this.#update();
        void this.#effect().catch(() => undefined); // whoever asked for it waits for the same effect
      },
      onError: (error) => this.#emitError(error),
    });
    this.#applyOptions();
    this.#update();
  }

  /** One immutable state: another object each time something changed, in which what did not change is the same. */
  get state(): RoomState {
    return this.#store.state;
  }

  /** Calls `listener` after each change of `state`, before the events. Returns what ends that. */
  readonly subscribe = (listener: () => void): (() => void) => this.#store.subscribe(listener);

  /** Listens to an event. Returns what ends that. */
  on<K extends keyof RoomClientEvents>(name: K, listener: (event: RoomClientEvents[K]) => void): () => void {
    return this.#store.on(name, listener);
  }

  /**
   * Joins the room; resolves when it is joined, media follows. Options given here are remembered; with another room or
   * server, a room that is joined already is left.
   * @throws RoomError room-name-invalid, server-unreachable, protocol-mismatch, device-unsupported, left, …
   */
  async join(options: Partial<RoomOptions> = {}): Promise<void> {
    const { server, room } = { ...this.#options, ...options };
    if (this.#connection && !isIn(this.#connection, server, room)) void this.leave();
    if (this.#connection) {
      const joined = this.#joining?.promise ?? this.#effect();
      void this.configure(options).catch(() => undefined); // an event tells
      await joined;
      return;
    }
    this.#options = { ...this.#options, ...options };
    this.#applyOptions();
    const { audio, video } = this.#options;
    if (!ROOM_NAME_PATTERN.test(this.#options.room)) this.#refuse(new RoomError('room-name-invalid'));
    try {
      this.#connection = this.#takeConnection();
    } catch (error) {
      // Such as a server that is no URL.
      this.#refuse(RoomError.from(error, 'server-unreachable'));
    }
    const joining = deferred<void>();
    this.#joining = joining;
    this.#connection.join();
    // The others should not wait for the grace period.
    this.#unwatchPage = onPageGone(() => void this.leave());
    // Beside the joining: the browser's question must not keep anyone from seeing the others. And before anyone hears of
    // it, who may leave at once.
    void this.#media.start(audio, video);
    this.#update();
    await joining.promise;
  }

  /**
   * Gets ready to join: opens the connection and asks the server for what it can do, so that `join()` takes the fewest
   * round trips. Fails silently; what is wrong is heard of by `join()`. `<sfu-room>` does it while its lobby is open.
   */
  prepare(): void {
    if (this.#connection || this.#isWarm(this.#warm) || !ROOM_NAME_PATTERN.test(this.#options.room)) return;
    this.#dropWarm();
    try {
      this.#warm = this.#createConnection();
      this.#warm.warm();
    } catch {
      // Such as a server that is no URL: join() says so.
    }
  }

  /** Leaves the room and gives camera, microphone and screen back. Tracks of `publish()` stay wanted for the next join. */
  async leave(): Promise<void> {
    const connection = this.#connection;
    this.#dropWarm();
    if (connection) this.#end('left', null);
    else {
      // A screen can be shared ahead of the call.
      this.#media.stop();
      this.#update();
    }
    await connection?.leave();
  }

  /** Changes options. Room, server and token count from the next join on, the others at once. */
  async configure(options: Partial<RoomOptions>): Promise<void> {
    const { audio, video } = this.#options;
    this.#options = { ...this.#options, ...options };
    this.#applyOptions();
    this.#update();
    const changes: Promise<void>[] = [this.#effect()];
    if (options.audio && options.audio !== audio) changes.push(this.#switch('microphone', options.audio === 'on'));
    if (options.video && options.video !== video) changes.push(this.#switch('camera', options.video === 'on'));
    await Promise.all(changes);
  }

  /**
   * Publishes a track under a label, in place of the one that has it. The track stays the caller's, who stops it.
   * @throws RoomError label-invalid, track-ended, codec-unsupported, media-rejected, producer-limit, left
   */
  async publish(track: MediaStreamTrack, options: PublishOptions): Promise<void> {
    const wanted = wantedTrack(track, options);
    const { label } = wanted;
    this.#intent.setTrack(wanted);
    track.addEventListener('ended', () => {
      // Nobody waits for it: a room that is over has unpublished the track as well.
      if (this.#intent.tracks.get(label)?.track === track) this.unpublish(label).catch(() => undefined);
    });
    await this.#effectOf(label);
  }

  /** Takes a label's track back. */
  async unpublish(label: string): Promise<void> {
    this.#intent.removeTrack(label);
    await this.#effect();
  }

  /**
   * Turns the microphone on or off; before a join, says how it is to begin.
   * @throws RoomError microphone-refused, microphone-in-use, microphone-missing, insecure-context, …
   */
  async setAudio(on: boolean): Promise<void> {
    this.#options = { ...this.#options, audio: switched(this.#options.audio, on) };
    await this.#switch('microphone', on);
  }

  /**
   * Turns the camera on or off; before a join, says how it is to begin.
   * @throws RoomError camera-refused, camera-in-use, camera-missing, insecure-context, …
   */
  async setVideo(on: boolean): Promise<void> {
    this.#options = { ...this.#options, video: switched(this.#options.video, on) };
    await this.#switch('camera', on);
  }

  /** Call it from a click: browsers ask for one. @throws RoomError screen-refused, screen-unsupported */
  async shareScreen(on: boolean): Promise<void> {
    await this.#effectOf('screen', this.#media.shareScreen(on));
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
    this.#checkTarget(peerId);
    this.#intent.setSubscribed(peerId, true);
    await this.#effect();
  }

  async unsubscribeFrom(peerId: string): Promise<void> {
    this.#intent.setSubscribed(peerId, false);
    await this.#effect();
  }

  /**
   * Tells in what size a remote video is shown, so that no more is sent than is seen: the server forwards the layer that
   * fills it, and its sender encodes none that nobody wants. `<sfu-room>` with a UI tells it of its tiles by itself.
   * @param target a track's id in the room
   * @param size in device pixels; null: shown nowhere, nothing is sent; undefined: as `setOtherSizes()` says
   */
  async setTrackSize(target: string, size: ShownSize | null | undefined): Promise<void> {
    this.#intent.setSize(target, size);
    await this.#effect();
  }

  /**
   * Tells in what size remote videos are taken to be shown of which `setTrackSize()` told nothing.
   * @param size in device pixels; null: nowhere, nothing is sent; undefined (the default): not known, all is sent
   */
  async setOtherSizes(size: ShownSize | null | undefined): Promise<void> {
    this.#intent.unsized = size;
    await this.#effect();
  }

  /** Sends a text of at most 2,000 characters to everyone in the room. @throws RoomError not-joined, payload-invalid */
  async sendMessage(text: string): Promise<void> {
    if (!this.#connection) throw new RoomError('not-joined');
    await this.#connection.outbox.send(text);
  }

  #applyOptions(): void {
    const { name, subscribe, paused } = this.#options;
    this.#intent.name = name.slice(0, MAX_NAME_LENGTH);
    this.#intent.receive = { ...this.#intent.receive, subscribe, paused };
  }

  async #setPaused(target: string | undefined, paused: boolean): Promise<void> {
    if (target === undefined) this.#options = { ...this.#options, paused };
    else if (paused) this.#checkTarget(target);
    this.#intent.setPaused(target, paused);
    this.#update();
    await this.#effect();
  }

  /** A peer or one of its tracks: what the server would not take as an id is refused here, with or without a room. */
  #checkTarget(target: string): void {
    const [peerId] = target.split(':');
    const isId = target.length <= (target.includes(':') ? MAX_TRACK_ID_LENGTH : MAX_PEER_ID_LENGTH);
    const isKnown = !this.#connection?.fact || this.state.peers.some(({ id }) => id === peerId);
    if (!peerId || !isId || !isKnown) throw new RoomError('peer-not-found');
  }

  async #effect(): Promise<void> {
    await this.#connection?.sync();
  }

  /** Outside a call no microphone or camera is opened: the next join asks for what is wanted then. */
  async #switch(device: 'microphone' | 'camera', on: boolean): Promise<void> {
    if (this.#connection) await this.#effectOf(device, this.#media.set(device, on));
  }

  #setDeviceTrack(label: string, track: WantedTrack | null): void {
    const known = this.#intent.tracks.get(label);
    // What the page has published under it stays the page's until the device is switched on.
    if (known && !known.device && (!track || track.paused)) return;
    if (track) this.#intent.setTrack(deviceTrack(track, this.#options));
    else this.#intent.removeTrack(label);
  }

  /** As `#effect`, after what has to come first, and fails when this label could not be published. */
  async #effectOf(label: string, first?: Promise<void>): Promise<void> {
    this.#failures.delete(label);
    this.#update();
    await first;
    await this.#effect();
    const failure = this.#failures.get(label);
    if (failure) throw failure;
  }

  #onProduceFailed({ label, track }: WantedTrack, error: RoomError): void {
    const wanted = this.#intent.tracks.get(label);
    // Another has taken its place.
    if (wanted?.track !== track) return;
    this.#failures.set(label, error);
    if (wanted.device) this.#media.fail(label, error);
    else this.#intent.removeTrack(label);
    this.#emitError(error);
  }

  #onConnection(): void {
    this.#update();
    if (this.#connection?.status === 'joined') {
      this.#joining?.resolve(undefined);
      this.#joining = null;
    }
  }

  #takeConnection(): RoomConnection {
    const warm = this.#isWarm(this.#warm) ? this.#warm : null;
    if (warm) this.#warm = null;
    else this.#dropWarm();
    return warm ?? this.#createConnection();
  }

  /** Is it for the join that would be made now? */
  #isWarm(connection: RoomConnection | null): boolean {
    const { server, room, token } = this.#options;
    return connection !== null && isIn(connection, server, room) && connection.options.token === token;
  }

  #createConnection(): RoomConnection {
    return new RoomConnection({
      ...this.#options,
      intent: this.#intent,
      dependencies: this.#dependencies,
      onChange: () => this.#onConnection(),
      onError: (error) => this.#emitError(error),
      onProduceFailed: (wanted, error) => this.#onProduceFailed(wanted, error),
      onEnd: (reason, error) => this.#end(reason, error),
    });
  }

  #dropWarm(): void {
    void this.#warm?.leave();
    this.#warm = null;
  }

  #refuse(error: RoomError): never {
    this.#end('failed', error);
    throw error;
  }

  /** All of it is over before anyone hears of it, so that who hears may join again. */
  #end(reason: LeaveReason, error: RoomError | null): void {
    const connection = this.#connection;
    const joining = this.#joining;
    this.#connection = null;
    this.#joining = null;
    this.#rest = { status: error ? 'failed' : 'left', error };
    this.#unwatchPage?.();
    this.#unwatchPage = null;
    this.#media.stop();
    joining?.reject(error ?? new RoomError('left'));
    const events: NamedEvent[] = [];
    if (error) events.push({ name: 'error', event: { error } });
    if (connection?.fact) events.push({ name: 'left', event: { reason } });
    this.#update(...events);
  }

  /** @param events that come with the change */
  #update(...events: NamedEvent[]): void {
    const connection = this.#connection;
    this.#store.set(
      deriveState({
        status: connection?.status ?? this.#rest.status,
        error: connection ? null : this.#rest.error,
        room: connection?.options.room ?? (this.#options.room || null),
        name: this.#intent.name,
        media: this.#media.states,
        intent: this.#intent,
        fact: connection?.fact ?? null,
        received: connection?.received ?? [],
      }),
      ...events,
    );
  }

  #emitError(error: RoomError): void {
    this.#store.emit({ name: 'error', event: { error } });
  }
}

/** What is never to be asked for is off already. */
function switched(before: Publish, on: boolean): Publish {
  if (on) return 'on';
  return before === 'none' ? 'none' : 'off';
}

function isIn({ options }: RoomConnection, server: string, room: string): boolean {
  return options.server === server && options.room === room;
}
