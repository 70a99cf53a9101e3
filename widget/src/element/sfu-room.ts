import { LitElement, type PropertyDeclarations, type PropertyValues } from 'lit';
import type { RoomClient } from '../client/room-client.js';
import type { Publish, PublishOptions, RoomOptions } from '../client/room-options.js';
import type { FreePart } from '../parts/attachment.js';
import { tokens } from '../parts/tokens.styles.js';
import type { LayoutMode } from '../parts/views.js';
import type { Moderation } from '../protocol/permissions.js';
import { choice } from './choice.js';
import { defaultServer } from './default-server.js';
import type { SfuRoomEventMap } from './events.js';
import type { ShortcutsMode, SubscribeMode, Theme, UiMode } from './modes.js';
import { RoomController } from './room-controller.js';
import { RoomUi } from './room-ui.js';
import { roomStyles } from './sfu-room.styles.js';

/**
 * `<sfu-room room="standup">`: a video room.
 *
 * It is 36rem high unless the page says otherwise, and fills whatever size it is given.
 *
 * @attr lang - language of the UI; default: that of the document, then of the browser
 * @slot lobby - in place of what stands there before, between and after calls
 * @slot controls - in place of the bar
 * @slot panel - in place of the panel, while it is open
 * @slot empty - shown over the tiles while nobody else is there
 * @slot brand - beside the controls, or in the upper corner where there is no room
 * @slot tile-overlay - a `<template>`: a copy of it lies over the picture of each tile
 * @slot tile-overlay:KEY - over the picture of one tile; KEY: `self`, a peer's id, or a track's id
 * @slot - with `ui="none"`: the page's own UI
 *
 * @event {CustomEvent<{status, previous}>} statuschange - `idle lobby joining knocking joined reconnecting left failed`
 * @event {CustomEvent<{room, peerId}>} joined - the room was entered; not sent again after a reconnection
 * @event {CustomEvent<{reason}>} left - `left removed ended replaced expired failed`
 * @event {CustomEvent<{peer}>} peerjoined
 * @event {CustomEvent<{peer}>} peerleft
 * @event {CustomEvent<{peer}>} peerchange - name, connection, hand, role, moderator, publications or subscription changed
 * @event {CustomEvent<{track, stream, peer, label, source, id}>} track - a remote track arrived
 * @event {CustomEvent<{id, peer, label, source}>} trackended
 * @event {CustomEvent<{id, peer, label, source, by}>} trackpaused - by: `local publisher server`
 * @event {CustomEvent<{id, peer, label, source, by}>} trackresumed
 * @event {CustomEvent<{kind, state}>} mediachange - the local microphone, camera or screen
 * @event {CustomEvent<{kind, device, reason}>} devicechange
 * @event {CustomEvent<{peerId, peer, level}>} activespeaker
 * @event {CustomEvent<{id, peerId, name, to, text, at}>} message
 * @event {CustomEvent<{id, peerId, peer, reaction}>} reaction
 * @event {CustomEvent<{peerId, peer, topic, data}>} data - of `sendData()`, or of the server's program (`server`)
 * @event {CustomEvent<{source, by, peer}>} devicestopped - a moderator switched something off here
 * @event {CustomEvent<{source, by, peer}>} deviceasked - a moderator asks to switch microphone or camera on
 * @event {CustomEvent<{permissions}>} permissionschange - what one may do here
 * @event {CustomEvent<{rules}>} ruleschange - `{locked, lobby, spotlight}`: what holds for everyone
 * @event {CustomEvent<{id, name}>} knock - somebody asks to be let in; moderators hear it
 * @event {CustomEvent<{expiresAt}>} tokenexpiring - set a fresh `token`, or the call ends then (ms since the epoch)
 * @event {CustomEvent<{closesIn}>} draining - the server restarts in so many ms; the call comes back by itself
 * @event {CustomEvent<{unlock}>} autoplayblocked - the browser holds back the sound; call `unlock()` from a click
 * @event {CustomEvent<{error}>} error - a `RoomError` with a stable `code`; does not bubble
 *
 * @csspart room - everything
 * @csspart brand - holds what the page puts there
 * @csspart stage - holds the tiles
 * @csspart notices - holds the notices
 * @csspart controls - the bar at the bottom
 * @csspart panel - chat and people
 * @csspart settings - the sheet of settings
 * @csspart shortcuts - the sheet of the keyboard's shortcuts
 * @csspart lobby - what stands there before, between and after calls
 *
 * @cssprop [--sfu-hue] - one hue (0-360) for all surfaces and the accent; default: warm when light, blue when dark
 * @cssprop [--sfu-color-surface] - behind everything
 * @cssprop [--sfu-color-raised] - notices and fields
 * @cssprop [--sfu-color-tile] - behind pictures and avatars
 * @cssprop [--sfu-color-line] - edges of notices
 * @cssprop [--sfu-color-field] - edges of fields
 * @cssprop [--sfu-color-text] - what is read
 * @cssprop [--sfu-color-quiet] - secondary text
 * @cssprop [--sfu-color-accent] - the one next action, and focus
 * @cssprop [--sfu-color-on-accent] - on the accent
 * @cssprop [--sfu-color-danger] - leaving
 * @cssprop [--sfu-color-on-danger] - on the colour of leaving
 * @cssprop [--sfu-color-speaking] - the ring around who speaks
 * @cssprop [--sfu-radius=12px] - of tiles, and of the room itself
 * @cssprop [--sfu-font=inherit] - font family
 */
export class SfuRoom extends LitElement {
  static override properties: PropertyDeclarations = {
    room: {},
    server: {},
    name: {},
    autojoin: { type: Boolean },
    audio: choice('on', 'off', 'none'),
    video: choice('on', 'off', 'none'),
    paused: { type: Boolean, reflect: true },
    subscribeMode: { ...choice('auto', 'manual'), attribute: 'subscribe' },
    ui: { ...choice('full', 'tiles', 'none'), reflect: true, useDefault: true },
    layout: choice('grid', 'spotlight'),
    theme: { ...choice('auto', 'light', 'dark'), reflect: true, useDefault: true },
    shortcuts: choice('on', 'off'),
    // Its attribute is handled by hand: it is read and removed.
    token: { attribute: false },
  };
  static override styles = [tokens, roomStyles];

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'token', 'lang'];
  }

  /** Room name: 1-64 of `A-Z a-z 0-9 . _ ~ -`. Changing it during a call goes over to the other room. */
  declare room: string;
  /** URL of the backend; empty: where the script came from, else the page's origin. */
  declare server: string;
  /** Display name, at most 64 characters. */
  declare name: string;
  /** Join at once and without being asked. */
  declare autojoin: boolean;
  /** The microphone: `on` (publish), `off` (ready but muted), `none` (never ask). */
  declare audio: Publish;
  /** The camera: `on` (publish), `off` (ready but dark), `none` (never ask). */
  declare video: Publish;
  /** All incoming media is paused: no bytes arrive. */
  declare paused: boolean;
  /** The attribute `subscribe`; also taken by assignment to `subscribe`. */
  declare subscribeMode: SubscribeMode;
  /** How the tiles are laid out; a shared screen and a pinned tile come before it. */
  declare layout: LayoutMode;
  /** With `none` the page draws the videos; it may tell their sizes by `client.setTrackSize()`, so that no more is sent. */
  declare ui: UiMode;
  /** Light or dark; `auto` is what the system is set to. */
  declare theme: Theme;
  /** Single keys, such as M for the microphone; with `off` none is heard. People can turn them off for themselves. */
  declare shortcuts: ShortcutsMode;
  /**
   * Join token (JWT). As an attribute it is removed from the document once it has been read. Set again during a call, the
   * call goes on with the fresh one.
   */
  declare token: string | null;

  readonly #controller = new RoomController(this);
  readonly #picture = new RoomUi(this, this.#controller);

  constructor() {
    super();
    this.room = '';
    this.server = '';
    this.name = '';
    this.autojoin = false;
    this.audio = 'on';
    this.video = 'on';
    this.paused = false;
    this.subscribeMode = 'auto';
    this.ui = 'full';
    this.layout = 'grid';
    this.theme = 'auto';
    this.shortcuts = 'on';
    this.token = null;
  }

  /** The client behind the element; one for the element's whole life. */
  get client(): RoomClient {
    return this.#controller.client;
  }

  /**
   * Joins the room; resolves when it is joined, media follows.
   * @throws RoomError room-name-invalid, server-unreachable, protocol-mismatch, device-unsupported, left, …
   */
  async join(): Promise<void> {
    await this.#controller.join(this.#options());
  }

  /** Leaves the room and gives camera, microphone and screen back. */
  async leave(): Promise<void> {
    await this.#controller.leave();
  }

  /**
   * Publishes a track under a label, in place of the one that has it. The track stays the caller's, who stops it.
   * @throws RoomError label-invalid, payload-invalid, track-ended, codec-unsupported, media-rejected, producer-limit, left
   */
  async publish(track: MediaStreamTrack, options: PublishOptions): Promise<void> {
    await this.client.publish(track, options);
  }

  /** Takes a label's track back. */
  async unpublish(label: string): Promise<void> {
    await this.client.unpublish(label);
  }

  /**
   * Turns the microphone on or off; before a join, says how it is to begin.
   * @throws RoomError microphone-refused, microphone-in-use, microphone-missing, insecure-context, …
   */
  async setAudio(on: boolean): Promise<void> {
    if (on || this.audio !== 'none') this.audio = on ? 'on' : 'off';
    await this.#controller.setDevice('audio', on, this.#options());
  }

  /**
   * Turns the camera on or off; before a join, says how it is to begin.
   * @throws RoomError camera-refused, camera-in-use, camera-missing, insecure-context, …
   */
  async setVideo(on: boolean): Promise<void> {
    if (on || this.video !== 'none') this.video = on ? 'on' : 'off';
    await this.#controller.setDevice('video', on, this.#options());
  }

  /** Call it from a click: browsers ask for one. @throws RoomError screen-refused, screen-unsupported */
  async shareScreen(on: boolean): Promise<void> {
    await this.client.shareScreen(on);
  }

  /**
   * Stops what the server sends here. A pause outlives reconnections and republishing.
   * @param target a peer id or a track's id in the room; without it, everything
   * @throws RoomError peer-not-found
   */
  async pause(target?: string): Promise<void> {
    if (target === undefined) this.#controller.notePaused(true);
    await this.client.pause(target);
  }

  /** Takes back a `pause()` of the same target. */
  async resume(target?: string): Promise<void> {
    if (target === undefined) this.#controller.notePaused(false);
    await this.client.resume(target);
  }

  /**
   * Under `subscribe="manual"`: receives this peer. @throws RoomError peer-not-found
   *
   * Frameworks set attributes as properties where there is one of that name; assigning a mode sets the attribute's value.
   */
  get subscribe(): (peerId: string) => Promise<void> {
    return this.#subscribeTo;
  }

  set subscribe(mode: SubscribeMode | ((peerId: string) => Promise<void>)) {
    if (typeof mode === 'string') this.subscribeMode = mode;
  }

  /** Under `subscribe="manual"`: receives this peer no longer. */
  async unsubscribe(peerId: string): Promise<void> {
    await this.client.unsubscribeFrom(peerId);
  }

  /**
   * Sends a text of at most 2,000 characters.
   * @param options.to a peer id: for that peer alone; without it, for everyone in the room
   * @throws RoomError not-joined, payload-invalid, peer-not-found, …
   */
  async sendMessage(text: string, options: { to?: string } = {}): Promise<void> {
    await this.client.sendMessage(text, options);
  }

  /**
   * Sends data of the page's own, at most 16,000 characters, which come to the others as a `data` event; nothing of it is
   * remembered.
   * @param topic at most 64 characters, for the page to sort them by
   * @param options.to a peer id: for that peer alone; without it, for everyone in the room
   * @throws RoomError not-joined, not-permitted, payload-invalid, peer-not-found, rate-limited, server-unreachable
   */
  async sendData(topic: string, data: string, options: { to?: string } = {}): Promise<void> {
    await this.client.sendData(topic, data, options);
  }

  /**
   * Does what moderators may: `{action: 'stop', peerId, source: 'microphone'}`, `{action: 'admit', id}`,
   * `{action: 'rule', rules: {locked: true}}`, …
   * @throws RoomError not-joined, not-permitted, peer-not-found, payload-invalid, server-unreachable
   */
  async moderate(action: Moderation): Promise<void> {
    await this.client.moderate(action);
  }

  override addEventListener<K extends keyof SfuRoomEventMap>(
    type: K,
    listener: (this: SfuRoom, event: SfuRoomEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void {
    super.addEventListener(type, listener, options);
  }

  override removeEventListener<K extends keyof SfuRoomEventMap>(
    type: K,
    listener: (this: SfuRoom, event: SfuRoomEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  override removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
  override removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void {
    super.removeEventListener(type, listener, options);
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    if (name === 'lang') this.requestUpdate();
    else if (name !== 'token') super.attributeChangedCallback(name, old, value);
    else if (value !== null) {
      this.token = value || null;
      this.removeAttribute('token');
    }
  }

  /** @internal Gives a part that the page placed by hand what it shows, and answers it. */
  servePart(part: FreePart): () => void {
    return this.#picture.serve(part);
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    this.#picture.watchTouch(root);
    return root;
  }

  protected override render(): unknown {
    return this.#picture.render();
  }

  protected override update(changed: PropertyValues<this>): void {
    // Before the rendering, so that what it changes in the state is in this picture and not in one of its own.
    this.#controller.follow({ options: this.#options(), autojoin: this.autojoin, lobby: this.#picture.lobby });
    this.#picture.follow();
    super.update(changed);
  }

  readonly #subscribeTo = async (peerId: string): Promise<void> => {
    await this.client.subscribeTo(peerId);
  };

  #options(): RoomOptions {
    const { room, name, token, audio, video, paused, subscribeMode } = this;
    return {
      server: this.server || defaultServer(),
      room,
      name,
      token,
      audio,
      video,
      paused,
      subscribe: subscribeMode,
    };
  }
}
