import { MAX_MESSAGE_LENGTH, ROOM_NAME_PATTERN, SERVER_ID } from '../protocol/limits.js';
import type { Moderation } from '../protocol/permissions.js';
import type { Source } from '../protocol/snapshot.js';
import { Call } from './call.js';
import { Capture } from './capture.js';
import { deriveState } from './derive-state.js';
import { DeviceSwitches } from './device-switches.js';
import { RoomError } from './errors.js';
import type { RoomClientEvents } from './events.js';
import { Intent, type WantedTrack } from './intent.js';
import { Lobby } from './lobby.js';
import { LocalMedia } from './local-media.js';
import { Publications } from './publications.js';
import { UNKNOWN } from './qualities.js';
import { RoomConnection } from './room-connection.js';
import { DEFAULT_DEPENDENCIES, type RoomDependencies } from './room-dependencies.js';
import { DEFAULT_OPTIONS, withOptions, type PublishOptions, type RoomOptions } from './room-options.js';
import type { ChoosableDevice, RoomState } from './room-state.js';
import type { ShownSize } from './simulcast.js';
import { passingEvent, stoppedEvent, type NamedEvent } from './state-events.js';
import { StateStore } from './state-store.js';
import type { RoomStats } from './stats.js';
import { checkTarget } from './target.js';

const IN_LOBBY = { status: 'lobby', error: null } as const;

/**
 * A room without any UI: everything `<sfu-room>` can do. Calls change what is
 * wanted, and it is kept through every failure. While a room is joined, or
 * being joined or found again, their promises settle with the effect; before
 * and after, with the change of what is wanted. Whatever waits when the room is
 * over rejects with `left`, or with the error that ended it.
 */
export class RoomClient {
  readonly #store = new StateStore();
  readonly #dependencies: RoomDependencies;
  readonly #intent = new Intent();
  readonly #media: LocalMedia;
  readonly #publications = new Publications(this.#intent);
  #options: RoomOptions;
  readonly #switches: DeviceSwitches;
  readonly #lobby: Lobby;
  readonly #call = new Call({
    onEnd: () => {
      this.#lobby.close();
      this.#media.stop();
      this.#intent.hand = false;
    },
    onChange: (...events) => this.#update(...events),
  });

  /** @param dependencies what to use in place of socket.io, the browser's Device and its media devices */
  constructor(options: Partial<RoomOptions> = {}, dependencies: Partial<RoomDependencies> = {}) {
    this.#options = withOptions(DEFAULT_OPTIONS, options);
    this.#dependencies = { ...DEFAULT_DEPENDENCIES, ...dependencies };
    this.#media = new LocalMedia(new Capture(this.#dependencies.mediaDevices), {
      setTrack: (label, track) => this.#publications.setDevice(label, track, this.#options),
      effect: () => this.#effect(),
      onDevice: (event) => this.#update({ name: 'devicechange', event }),
      onChange: () => {
        this.#update();
        void this.#effect().catch(() => undefined); // whoever asked for it waits for the same effect
      },
      onError: (error) => this.#emitError(error),
    });
    this.#switches = new DeviceSwitches(this.#media, {
      options: () => this.#options,
      remember: (options) => (this.#options = options),
      isLive: () => this.#connection !== null || this.#lobby.isOpen,
      tracks: () => this.#intent.tracks.values(),
      unpublish: (label) => this.#publications.remove(label),
      effect: () => this.#effect(),
      effectOf: (label, first) => this.#effectOf(label, first),
    });
    this.#lobby = new Lobby({
      options: () => this.#options,
      fetchPresence: this.#dependencies.fetchPresence,
      createConnection: () => this.#createConnection(),
      onChange: () => this.#update(),
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
   * @throws RoomError room-name-invalid, server-unreachable, protocol-mismatch, device-unsupported, left; token-missing,
   * token-invalid, token-expired, not-permitted; room-locked, room-full, server-full, banned, knock-denied; payload-invalid
   * or payload-too-large for a token that no server takes
   */
  async join(options: Partial<RoomOptions> = {}): Promise<void> {
    const { server, room } = withOptions(this.#options, options);
    if (this.#connection && !this.#connection.isFor(server, room)) void this.leave();
    if (this.#connection) {
      const joined = this.#call.joining ?? this.#effect();
      void this.configure(options).catch(() => undefined); // an event tells
      await joined;
      return;
    }
    const before = this.#options;
    this.#options = withOptions(before, options);
    this.#applyOptions();
    if (!ROOM_NAME_PATTERN.test(this.#options.room)) this.#refuse(new RoomError('room-name-invalid'));
    const joined = this.#call.begin(this.#takeConnection());
    for (const change of this.#switches.follow(before)) change.catch(() => undefined); // an event tells
    // Beside the joining: the browser's question must not keep anyone from seeing the others. And before anyone hears of
    // it, who may leave at once.
    void this.#media.start(this.#options.audio, this.#options.video);
    this.#update();
    await joined;
  }

  /**
   * Opens the lobby: gets ready to join, learns who is in the room (`state.present`), and turns microphone and camera on
   * as the options say, for a preview that `join()` goes on with. Resolves when they are on, or refused, of which an
   * `error` tells. During a call it does nothing.
   * @param options.preview false: microphone and camera wait until they are switched on, or until this is called again
   */
  async enterLobby({ preview = true }: { preview?: boolean } = {}): Promise<void> {
    if (this.#connection) return;
    const { audio, video } = this.#options;
    this.#lobby.open();
    this.#media.watch();
    this.#update();
    // Who heard of it may have left, or joined.
    if (preview && this.#lobby.isOpen) await this.#media.start(audio, video);
  }

  /**
   * Gets ready to join, as the lobby does: opens the connection and asks the server for what it can do, so that `join()`
   * takes the fewest round trips. Fails silently; what is wrong is heard of by `join()`.
   */
  prepare(): void {
    if (!this.#connection) this.#lobby.warm();
  }

  /**
   * Leaves the room, or the lobby, and gives camera, microphone and screen back. Tracks of `publish()` stay wanted for the
   * next join.
   */
  async leave(): Promise<void> {
    if (this.#connection) {
      await this.#call.leave();
      return;
    }
    if (this.#lobby.isOpen) this.#call.forget();
    this.#lobby.close();
    // A screen can be shared ahead of the call.
    this.#media.stop();
    this.#intent.hand = false;
    this.#update();
  }

  /**
   * Changes options. Room and server count from the next join on, the others at once; a fresh token lets a call go on.
   * @throws RoomError token-invalid, token-expired; as `setAudio()` and `setVideo()`, where one of them is switched
   */
  async configure(options: Partial<RoomOptions>): Promise<void> {
    const before = this.#options;
    this.#options = withOptions(before, options);
    this.#applyOptions();
    this.#lobby.follow();
    this.#update();
    const { token } = this.#options;
    const renewed = token === before.token ? undefined : this.#connection?.setToken(token);
    await Promise.all([this.#effect(), renewed, ...this.#switches.follow(before)]);
  }

  /**
   * Publishes a track under a label, in place of the one that has it: `microphone`, `camera` and `screen` are those of
   * this client, which are off then. The track stays the caller's, who stops it.
   * @throws RoomError label-invalid, payload-invalid (a source that there is not, more than 8 encodings), track-ended,
   * codec-unsupported, media-rejected, producer-limit, left
   */
  async publish(track: MediaStreamTrack, options: PublishOptions): Promise<void> {
    // Nobody waits for the end: a room that is over has unpublished the track as well.
    const onEnded = (label: string): void => void this.unpublish(label).catch(() => undefined);
    const label = this.#publications.add(track, options, onEnded);
    this.#switches.giveBack(label);
    await this.#effectOf(label);
  }

  /** Takes a label's track back; a microphone, camera or screen of this client is off then. */
  async unpublish(label: string): Promise<void> {
    this.#switches.giveBack(label);
    this.#publications.remove(label);
    await this.#effect();
  }

  /**
   * Turns the microphone on or off; before lobby and join, says how it is to begin.
   * @throws RoomError not-permitted, microphone-refused, microphone-in-use, microphone-missing, insecure-context, device-unsupported; as
   * `publish()` when it cannot be sent
   */
  async setAudio(on: boolean): Promise<void> {
    await this.#switches.set('microphone', on);
  }

  /**
   * Turns the camera on or off; before lobby and join, says how it is to begin.
   * @throws RoomError not-permitted, camera-refused, camera-in-use, camera-missing, insecure-context, device-unsupported; as `publish()`
   * when it cannot be sent
   */
  async setVideo(on: boolean): Promise<void> {
    await this.#switches.set('camera', on);
  }

  /**
   * Chooses microphone, camera or speaker, for this call and the next ones; one that is off now or not there is taken when
   * it is. A speaker is only remembered: whoever plays the tracks follows `state.devices`, as `<sfu-room>` does.
   * @param id one of `state.devices`; null: the system's default
   * @throws RoomError microphone-in-use, camera-in-use, …: it cannot be had, and the one before goes on; left
   */
  async chooseDevice(kind: ChoosableDevice, id: string | null): Promise<void> {
    if (kind === 'speaker') await this.#media.choose(kind, id);
    else await this.#effectOf(kind, this.#media.choose(kind, id));
  }

  /**
   * Call it from a click: browsers ask for one.
   * @throws RoomError not-permitted, screen-refused, screen-unsupported, insecure-context, device-unsupported; as `publish()` when it
   * cannot be sent
   */
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

  /** Takes back a `pause()` of the same target. */
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

  /** Raises the hand, or lowers it. It stays up through reconnections, and is lowered when the room is left. */
  async setHand(up: boolean): Promise<void> {
    this.#intent.hand = up;
    await this.#effect();
  }

  /**
   * Shows one emoji to everyone for a moment, at most 10 in 5 s.
   * @throws RoomError not-joined, not-permitted, payload-invalid, rate-limited, server-unreachable, request-timeout: then
   * it is not shown later either
   */
  async react(reaction: string): Promise<void> {
    await this.#joined().ask('react', { reaction });
  }

  /**
   * Sends a text of at most 2,000 characters; resolves when the server has it. Until then it is in `state.outbox`, and
   * stays there when it fails.
   * @param options.to a peer id: the message is for that peer alone; without it, for everyone in the room
   * @throws RoomError not-joined, not-permitted, payload-invalid, peer-not-found, rate-limited, server-unreachable,
   * request-timeout, left
   */
  async sendMessage(text: string, { to }: { to?: string | undefined } = {}): Promise<void> {
    const { outbox } = this.#joined();
    // What can never be sent is nothing to be kept.
    if (text.length < 1 || text.length > MAX_MESSAGE_LENGTH) throw new RoomError('payload-invalid');
    await outbox.send(text, to);
  }

  /**
   * Sends data of the page's own, at most 16,000 characters, which come to the others as a `data` event, in order; nothing
   * of it is remembered, or sent again. At most 300 in 10 s.
   * @param topic at most 64 characters, for the page to sort them by
   * @param options.to a peer id: for that peer alone
   * @throws RoomError not-joined, not-permitted, payload-invalid, peer-not-found, rate-limited, server-unreachable,
   * request-timeout
   */
  async sendData(topic: string, data: string, { to }: { to?: string | undefined } = {}): Promise<void> {
    await this.#joined().ask('sendData', { topic, data, ...(to === undefined ? {} : { to }) });
  }

  /**
   * Does what moderators may: stops a peer's microphone, lets somebody in, locks the room, … See `Moderation`.
   * @throws RoomError not-joined, not-permitted, peer-not-found, payload-invalid, rate-limited, server-unreachable,
   * request-timeout
   */
  async moderate(action: Moderation): Promise<void> {
    await this.#joined().ask('moderate', action);
  }

  /**
   * What is sent and received, and how well, of the last seconds: for who looks at numbers. Right after the join it takes
   * a second to resolve.
   * @throws RoomError not-joined, left, server-unreachable
   */
  async getStats(): Promise<RoomStats> {
    return await this.#joined().quality.stats();
  }

  /** Sends a message of `state.outbox` that failed once more. @throws RoomError as `sendMessage()` */
  async retryMessage(id: string): Promise<void> {
    await this.#joined().outbox.retry(id);
  }

  /** Takes a message that failed out of `state.outbox`. */
  discardMessage(id: string): void {
    this.#connection?.outbox.discard(id);
  }

  #joined(): RoomConnection {
    if (!this.#connection) throw new RoomError('not-joined');
    return this.#connection;
  }

  get #connection(): RoomConnection | null {
    return this.#call.connection;
  }

  #applyOptions(): void {
    const { name, subscribe, paused } = this.#options;
    this.#intent.name = name;
    this.#intent.receive = { ...this.#intent.receive, subscribe, paused };
  }

  async #setPaused(target: string | undefined, paused: boolean): Promise<void> {
    if (target === undefined) this.#options = { ...this.#options, paused };
    else if (paused) this.#checkTarget(target);
    this.#intent.setPaused(target, paused);
    this.#update();
    await this.#effect();
  }

  #checkTarget(target: string): void {
    checkTarget(target, this.#connection?.fact ? this.state.peers : null);
  }

  async #effect(): Promise<void> {
    await this.#connection?.sync();
  }

  /** As `#effect`, after what has to come first, and fails when this label could not be published. */
  async #effectOf(label: string, first?: Promise<void>): Promise<void> {
    this.#publications.forgive(label);
    this.#update();
    await first;
    await this.#effect();
    this.#publications.check(label);
  }

  #onProduceFailed(wanted: WantedTrack, error: RoomError): void {
    const whose = this.#publications.fail(wanted, error);
    if (whose === 'device') this.#media.fail(wanted.label, error);
    if (whose) this.#emitError(error);
  }

  #onStopped(sources: readonly Source[], by: string | null): void {
    const stopped = this.#switches.stop(sources);
    this.#update(...stopped.map((source) => stoppedEvent(source, by ?? SERVER_ID, this.state)));
  }

  #onConnection(): void {
    this.#switches.permit(this.#connection?.fact?.permissions);
    this.#update();
    this.#call.follow();
  }

  #takeConnection(): RoomConnection {
    try {
      return this.#lobby.take();
    } catch (error) {
      // Such as a server that is no URL.
      this.#refuse(RoomError.from(error, 'server-unreachable'));
    }
  }

  #createConnection(): RoomConnection {
    return new RoomConnection({
      ...this.#options,
      session: this.#call.sessionIn(this.#options),
      intent: this.#intent,
      dependencies: this.#dependencies,
      onChange: () => this.#onConnection(),
      onError: (error) => this.#emitError(error),
      onProduceFailed: (wanted, error) => this.#onProduceFailed(wanted, error),
      onPassing: (name, event) => this.#store.emit(passingEvent(name, event, this.state)),
      onStopped: (sources, by) => this.#onStopped(sources, by),
      onEnd: (reason, error) => this.#call.end(reason, error),
    });
  }

  #refuse(error: RoomError): never {
    this.#call.end('failed', error);
    throw error;
  }

  /** @param events that come with the change */
  #update(...events: NamedEvent[]): void {
    const connection = this.#connection;
    const { status, error } = this.#lobby.isOpen ? IN_LOBBY : this.#call;
    this.#store.set(
      deriveState({
        status,
        error,
        room: connection?.options.room ?? (this.#options.room || null),
        name: this.#intent.name,
        media: this.#media.states,
        devices: this.#media.devices,
        present: this.#lobby.present,
        intent: this.#intent,
        fact: connection?.fact ?? null,
        qualities: connection?.quality.qualities ?? UNKNOWN,
        received: connection?.received ?? [],
        outbox: connection?.outbox.messages ?? [],
      }),
      ...events,
    );
  }

  #emitError(error: RoomError): void {
    this.#store.emit({ name: 'error', event: { error } });
  }
}
