import type { RemoteTrack } from '../client/room-state.js';

interface Player {
  readonly audio: HTMLAudioElement;
  readonly peerId: string;
}

/** Plays every remote sound of one room, apart from the tiles: whoever is out of sight is still heard. */
export class AudioSink {
  readonly #players = new Map<string, Player>();
  /** By peer id, 0 to 1; who is not in it is played as they are. */
  readonly #volumes = new Map<string, number>();
  readonly #onBlocked: () => void;
  readonly #onUnblocked: () => void;
  #blocked = false;
  #speaker = '';

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
    const wanted = new Map(tracks.map((track) => [track.id, track]));
    for (const [id, { audio }] of this.#players) {
      if (wanted.has(id)) continue;
      audio.srcObject = null;
      this.#players.delete(id);
    }
    for (const [id, { peerId, stream }] of wanted) {
      const { audio } = this.#players.get(id) ?? this.#add(id, peerId);
      if (audio.srcObject === stream) continue;
      audio.srcObject = stream;
      void this.#play(audio).catch(() => this.#setBlocked(true));
    }
    if (this.#players.size === 0) this.#setBlocked(false);
  }

  /** How loud this peer is played from here on, also through new tracks: 0 to 1. */
  setVolume(peerId: string, volume: number): void {
    this.#volumes.set(peerId, volume);
    for (const player of this.#players.values()) if (player.peerId === peerId) player.audio.volume = volume;
  }

  /** Plays through another speaker; '' is the system's default. A speaker that is gone is as good as the default. */
  async setSpeaker(id: string): Promise<void> {
    if (id === this.#speaker) return;
    this.#speaker = id;
    await Promise.all([...this.#players.values()].map(({ audio }) => this.#route(audio)));
  }

  /** Plays everything that was refused; must be called from a click. Rejects when it is refused again. */
  async unlock(): Promise<void> {
    await Promise.all([...this.#players.values()].map(({ audio }) => this.#play(audio)));
    this.#setBlocked(false);
  }

  #add(id: string, peerId: string): Player {
    // Outside the document: moving the room element about would pause a player that is inside it.
    const player = { audio: new Audio(), peerId };
    player.audio.volume = this.#volumes.get(peerId) ?? 1;
    this.#players.set(id, player);
    if (this.#speaker) void this.#route(player.audio);
    return player;
  }

  async #route(audio: HTMLAudioElement): Promise<void> {
    // Firefox before 116 and Safari let no page choose.
    if (!('setSinkId' in audio)) return;
    await audio.setSinkId(this.#speaker).catch(() => audio.setSinkId(''));
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
