import type { RemoteTrack } from '../client/room-state.js';

/** Plays every remote sound of one room, apart from the tiles: whoever is out of sight is still heard. */
export class AudioSink {
  readonly #players = new Map<string, HTMLAudioElement>();
  readonly #onBlocked: () => void;
  readonly #onUnblocked: () => void;
  #blocked = false;

  /** `onBlocked` is called when the browser refuses to play, `onUnblocked` when it plays after all. */
  constructor(onBlocked: () => void, onUnblocked: () => void) {
    this.#onBlocked = onBlocked;
    this.#onUnblocked = onUnblocked;
  }

  get blocked(): boolean {
    return this.#blocked;
  }

  /** Plays exactly these tracks. */
  update(tracks: readonly RemoteTrack[]): void {
    const wanted = new Map(tracks.map((track) => [track.id, track.stream]));
    for (const [id, player] of this.#players) {
      if (wanted.has(id)) continue;
      player.srcObject = null;
      this.#players.delete(id);
    }
    for (const [id, stream] of wanted) {
      // Outside the document: moving the room element about would pause a player that is inside it.
      const player = this.#players.get(id) ?? new Audio();
      this.#players.set(id, player);
      if (player.srcObject === stream) continue;
      player.srcObject = stream;
      void this.#play(player).catch(() => this.#setBlocked(true));
    }
    if (this.#players.size === 0) this.#setBlocked(false);
  }

  /** Plays everything that was refused; must be called from a click. Rejects when it is refused again. */
  async unlock(): Promise<void> {
    await Promise.all([...this.#players.values()].map((player) => this.#play(player)));
    this.#setBlocked(false);
  }

  /** Rejects only when the browser refuses; a player that was given something else meanwhile is no failure. */
  async #play(player: HTMLAudioElement): Promise<void> {
    try {
      await player.play();
    } catch (cause) {
      if (cause instanceof DOMException && cause.name === 'NotAllowedError') throw cause;
    }
  }

  #setBlocked(blocked: boolean): void {
    if (this.#blocked === blocked) return;
    this.#blocked = blocked;
    if (blocked) this.#onBlocked();
    else this.#onUnblocked();
  }
}
