import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { RoomClient } from '../client/room-client.js';
import type { RoomError } from '../client/errors.js';
import type { RoomClientEvents } from '../client/events.js';
import type { RoomOptions } from '../client/room-options.js';
import type { LeaveReason } from '../protocol/events.js';
import { AudioSink } from './audio-sink.js';
import { isInCall } from './call-status.js';
import { BUBBLES, dispatch } from './events.js';
import { withError, withoutDevice } from './told-errors.js';
import { quietly } from './quietly.js';

/** The element, as far as it concerns its controller. */
export type RoomHost = ReactiveControllerHost & HTMLElement & { paused: boolean };

/** What the element tells its client, all of it each time. */
export interface RoomWishes {
  readonly options: RoomOptions;
  readonly autojoin: boolean;
  /**
   * Somebody may ask to join any moment: `ready` opens the connection, `open` is a lobby, `preview` one that shows camera
   * and microphone by itself.
   */
  readonly lobby: 'none' | 'ready' | 'open' | 'preview';
}

/** Ties the one client of an element to the element's life: its place in the document, its properties, its events. */
export class RoomController implements ReactiveController {
  readonly client = new RoomClient();
  readonly sink: AudioSink;
  readonly #host: RoomHost;
  #told: Partial<RoomOptions> = {};
  #autojoin = false;
  /** Newly in the document, not merely moved about in it. */
  #arrived = false;
  #removal: ReturnType<typeof setTimeout> | null = null;
  #errors: readonly RoomError[] = [];
  #reason: LeaveReason = 'left';
  #paused = false;
  /** Camera and microphone have been shown in this lobby. */
  #previewed = false;

  constructor(host: RoomHost) {
    this.#host = host;
    this.sink = new AudioSink(
      () => {
        dispatch(host, 'autoplayblocked', { unlock: () => this.sink.unlock() });
        host.requestUpdate();
      },
      () => host.requestUpdate(),
    );
    this.client.subscribe(() => this.#onState());
    this.#listen();
    host.addController(this);
  }

  /** Errors that the call went on in spite of. */
  get errors(): readonly RoomError[] {
    return this.#errors;
  }

  /** Why the last call ended. */
  get reason(): LeaveReason {
    return this.#reason;
  }

  hostConnected(): void {
    if (this.#removal === null) this.#arrived = true;
    else clearTimeout(this.#removal);
    this.#removal = null;
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    // Frameworks take an element out and put it in elsewhere within one task; only what stays out has left.
    this.#removal = setTimeout(() => {
      this.#removal = null;
      quietly(this.leave());
    });
  }

  /** Follows the element's properties, and joins by itself where that is wanted. */
  follow(wishes: RoomWishes): void {
    const { room, token } = this.#told;
    const known = wishes.options.room === room && wishes.options.token === token;
    const asked = this.#arrived || wishes.autojoin !== this.#autojoin || !known;
    const renewed = wishes.options.token !== token && wishes.options.room === room;
    this.#arrived = false;
    this.#autojoin = wishes.autojoin;
    quietly(this.tell(wishes.options));
    if (!wishes.options.room || !this.#host.isConnected) return;
    if (!wishes.autojoin) this.#followLobby(wishes.lobby);
    if (!wishes.autojoin || !asked) return;
    // A new token does not bring back who left: it may be renewed on a schedule.
    if (isInCall(this.client.state.status) || (renewed && this.client.state.status === 'left')) return;
    quietly(this.client.join());
  }

  /** Joins with these options, or goes on in the room where one is. */
  async join(options: RoomOptions): Promise<void> {
    quietly(this.tell(options));
    await this.client.join();
  }

  async leave(): Promise<void> {
    await this.client.leave();
  }

  /** In the lobby: lets the browser ask for camera and microphone where it has to, and shows them. */
  async preview(): Promise<void> {
    this.#previewed = true;
    await this.client.enterLobby();
  }

  /** Turns the microphone or camera on or off; rejects as the client does. Outside a call it is a wish for the next. */
  async setDevice(device: 'audio' | 'video', on: boolean, options: RoomOptions): Promise<void> {
    quietly(this.tell(options));
    await (device === 'audio' ? this.client.setAudio(on) : this.client.setVideo(on));
  }

  /** The client is paused, or not, by other means than `follow()`. */
  notePaused(paused: boolean): void {
    this.#told = { ...this.#told, paused };
    this.#host.paused = paused;
  }

  dismiss(code: string): void {
    this.#errors = this.#errors.filter((error) => error.code !== code);
    this.#host.requestUpdate();
  }

  /** Tells the client what it has not been told. A call moves to another room or server at once. */
  async tell(options: RoomOptions): Promise<void> {
    const changes = difference(this.#told, options);
    this.#told = options;
    if (Object.keys(changes).length === 0) return;
    const moves = changes.room !== undefined || changes.server !== undefined;
    if (!moves || !isInCall(this.client.state.status)) {
      await this.client.configure(changes);
      return;
    }
    quietly(this.client.leave());
    await this.client.configure(changes);
    if (options.room) await this.client.join();
  }

  /** Once for each stay: who has turned the camera off there is not to have it turned on again. */
  #followLobby(lobby: RoomWishes['lobby']): void {
    const { status } = this.client.state;
    if (lobby === 'ready') this.client.prepare();
    if (lobby !== 'open' && lobby !== 'preview') return;
    if (status === 'idle') {
      this.#previewed = false;
      quietly(this.client.enterLobby({ preview: false }));
    }
    if (lobby === 'preview' && !this.#previewed && this.client.state.status === 'lobby') quietly(this.preview());
  }

  #onState(): void {
    const { paused } = this.client.state;
    if (paused !== this.#paused && paused !== this.#told.paused) this.notePaused(paused);
    this.#paused = paused;
    this.#host.requestUpdate();
  }

  #listen(): void {
    const { client } = this;
    client.on('statuschange', ({ status }) => {
      if (!isInCall(status) && status !== 'lobby') this.#errors = [];
    });
    client.on('left', ({ reason }) => {
      this.#reason = reason;
    });
    client.on('error', ({ error }) => {
      // What ends a call is told in its place, not over it.
      if (isInCall(client.state.status) || client.state.status === 'lobby') {
        this.#errors = withError(this.#errors, error);
      }
      this.#host.requestUpdate();
    });
    client.on('mediachange', ({ kind, state }) => {
      if (state === 'starting' || state === 'on') this.#errors = withoutDevice(this.#errors, kind);
    });
    for (const name of Object.keys(BUBBLES) as (keyof typeof BUBBLES)[]) {
      if (name !== 'autoplayblocked') this.#forward(name);
    }
  }

  #forward(name: keyof RoomClientEvents): void {
    this.client.on(name, (detail) => dispatch(this.#host, name, detail));
  }
}

function difference(before: Partial<RoomOptions>, after: RoomOptions): Partial<RoomOptions> {
  return Object.fromEntries(Object.entries(after).filter(([key, value]) => before[key as keyof RoomOptions] !== value));
}
