import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { RoomClient } from '../client/room-client.js';
import type { RoomState } from '../client/room-state.js';
import type { Corner, LayoutMode, PanelName, SelfViewMode, SheetName } from '../parts/views.js';
import { isInRoom } from './call-status.js';
import { readPreferences, type Preferences } from './preferences.js';
import { lastSpeaker } from './views/stage.js';
import { SELF } from './views/tiles.js';

/** What a peer has just shown; `key` tells two of the same apart. */
export interface Reaction {
  readonly key: string;
  readonly text: string;
}

/** What is shown how, as far as the room does not know: each change makes a new one. */
export interface UiState {
  readonly layout: LayoutMode;
  /** Key of a tile. */
  readonly pinned: string | null;
  readonly selfView: SelfViewMode;
  /** Where one's own picture floats. */
  readonly corner: Corner;
  readonly panel: PanelName | null;
  readonly sheet: SheetName | null;
  /** By peer id, 0 to 1. */
  readonly volumes: ReadonlyMap<string, number>;
  /** By peer id; one's own under `self`. */
  readonly reactions: ReadonlyMap<string, Reaction>;
  /** Id of the peer who spoke last, other than oneself. */
  readonly lastSpeaker: string | null;
  readonly fullscreen: boolean;
}

/** As long as a reaction is seen, in ms: twice the time that it takes to notice and name a picture. */
const REACTION_TIME = 4_000;

/** Holds the state of the UI and asks for a rendering when it changes. */
export class UiController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #document: Document | null = null;
  #kept: Preferences = {};
  #state: UiState;

  constructor(host: ReactiveControllerHost & HTMLElement, client: RoomClient) {
    this.#host = host;
    client.on('reaction', ({ id, peer, peerId, reaction }) => {
      this.#react(peer ? peerId : SELF, { key: id, text: reaction });
    });
    this.#state = {
      layout: 'grid',
      pinned: null,
      selfView: 'auto',
      corner: { inline: 'end', block: 'end' },
      panel: null,
      sheet: null,
      volumes: new Map(),
      reactions: new Map(),
      lastSpeaker: null,
      fullscreen: false,
    };
    host.addController(this);
  }

  get state(): UiState {
    return this.#state;
  }

  /** The name given at the last visit, or ''. */
  get keptName(): string {
    return this.#kept.name ?? '';
  }

  hostConnected(): void {
    this.#kept = readPreferences();
    const { selfView, corner } = { ...this.#state, ...this.#kept };
    this.set({ selfView, corner });
    // When it is taken out again, it may belong to another document already.
    this.#document = this.#host.ownerDocument;
    this.#document.addEventListener('fullscreenchange', this.#onFullscreen);
  }

  hostDisconnected(): void {
    this.#document?.removeEventListener('fullscreenchange', this.#onFullscreen);
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.set({ reactions: new Map() });
  }

  set(change: Partial<UiState>): void {
    const keys = Object.keys(change) as (keyof UiState)[];
    if (keys.every((key) => change[key] === this.#state[key])) return;
    this.#state = { ...this.#state, ...change };
    this.#host.requestUpdate();
  }

  setVolume(peerId: string, volume: number): void {
    this.set({ volumes: new Map(this.#state.volumes).set(peerId, volume) });
  }

  /** Shows it for a while, in place of the one before. */
  #react(whose: string, reaction: Reaction): void {
    clearTimeout(this.#timers.get(whose));
    this.set({ reactions: new Map(this.#state.reactions).set(whose, reaction) });
    const timer = setTimeout(() => {
      this.#timers.delete(whose);
      const reactions = new Map(this.#state.reactions);
      reactions.delete(whose);
      this.set({ reactions });
    }, REACTION_TIME);
    this.#timers.set(whose, timer);
  }

  /** Follows the room and the screen, just before it is drawn; asks for no drawing by itself. */
  follow(room: RoomState, layout: LayoutMode): void {
    const { pinned, lastSpeaker: before } = this.#state;
    const isOver = !isInRoom(room.status);
    this.#state = {
      ...this.#state,
      layout,
      lastSpeaker: lastSpeaker(before, room),
      // By the standard it matches as well while a tile inside of it fills the screen.
      fullscreen: this.#host.matches(':fullscreen') && !this.#host.shadowRoot?.fullscreenElement,
      ...(isOver && { pinned: room.status === 'joining' ? pinned : null, panel: null, sheet: null }),
    };
  }

  readonly #onFullscreen = (): void => this.#host.requestUpdate();
}
