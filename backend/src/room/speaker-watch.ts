/** How often the level of one who goes on speaking is told, in ms. */
const LEVEL_INTERVAL = 1_000;

/** A pause between two words is no end of speech, in ms. */
const PAUSE = 1_000;

/** Silence, in dBov. */
const SILENCE = -127;

/** A peer that is heard. */
export interface Voice {
  peerId: string;
  /** In dBov, -127 to 0. */
  level: number;
}

/**
 * Turns the stream of audio levels into word of who speaks. One who begins is
 * told at once; who talks over another, when louder twice in a row: a cough
 * takes nobody the floor. While it goes on, the level is told now and then.
 */
export class SpeakerWatch {
  #speaker: string | null = null;
  /** Was louder than the speaker the last time. */
  #challenger: string | null = null;
  #toldAt = 0;
  #silence: NodeJS.Timeout | undefined;

  constructor(
    private readonly tell: (peerId: string | null, level: number) => void,
    private readonly now: () => number = Date.now,
  ) {}

  /** @param voices whoever is heard now, loudest first; empty: silence */
  heard(voices: Voice[]): void {
    const [loudest] = voices;
    if (!loudest) {
      this.#challenger = null;
      if (this.#speaker !== null) this.#silence ??= setTimeout(() => this.#end(), PAUSE).unref();
      return;
    }
    this.#cancelSilence();
    const speaking = voices.find(({ peerId }) => peerId === this.#speaker);
    if (!speaking || (loudest !== speaking && loudest.peerId === this.#challenger)) {
      this.#challenger = null;
      this.#tell(loudest);
      return;
    }
    this.#challenger = loudest === speaking ? null : loudest.peerId;
    if (this.now() - this.#toldAt >= LEVEL_INTERVAL) this.#tell(speaking);
  }

  /** A peer that left speaks no more. */
  forget(peerId: string): void {
    if (peerId === this.#speaker) this.#end();
  }

  close(): void {
    this.#cancelSilence();
  }

  #tell({ peerId, level }: Voice): void {
    this.#speaker = peerId;
    this.#toldAt = this.now();
    this.tell(peerId, level);
  }

  #end(): void {
    this.#cancelSilence();
    this.#speaker = null;
    this.tell(null, SILENCE);
  }

  #cancelSilence(): void {
    clearTimeout(this.#silence);
    this.#silence = undefined;
  }
}
