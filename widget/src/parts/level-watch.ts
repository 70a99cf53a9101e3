import { loudness, settle } from './loudness.js';

/** Listens to a track and tells how loud it is, once for each picture that the browser draws. */
export class LevelWatch {
  readonly #context: AudioContext;
  readonly #analyser: AnalyserNode;
  readonly #source: MediaStreamAudioSourceNode;
  readonly #samples: Float32Array<ArrayBuffer>;
  readonly #onLevel: (level: number) => void;
  readonly #touched = new AbortController();
  #frame = 0;
  #last = 0;
  #shown = 0;

  /** @param onLevel 0 to 1 */
  constructor(track: MediaStreamTrack, onLevel: (level: number) => void) {
    this.#onLevel = onLevel;
    this.#context = new AudioContext();
    // About 20 ms of sound: a syllable is in it, and the last one is out.
    this.#analyser = new AnalyserNode(this.#context, { fftSize: 1024 });
    this.#samples = new Float32Array(this.#analyser.fftSize);
    this.#source = new MediaStreamAudioSourceNode(this.#context, { mediaStream: new MediaStream([track]) });
    this.#source.connect(this.#analyser);
    this.#resumeWhenTouched();
    this.#frame = requestAnimationFrame(this.#measure);
  }

  close(): void {
    cancelAnimationFrame(this.#frame);
    this.#touched.abort();
    this.#source.disconnect();
    if (this.#context.state !== 'closed') void this.#context.close();
  }

  /** Browsers let a page listen in this way only once it was touched. */
  #resumeWhenTouched(): void {
    const options = { capture: true, signal: this.#touched.signal };
    const resume = (): void => {
      if (this.#context.state === 'suspended') this.#context.resume().catch(() => undefined);
    };
    for (const type of ['pointerdown', 'keydown']) addEventListener(type, resume, options);
  }

  readonly #measure = (now: number): void => {
    this.#frame = requestAnimationFrame(this.#measure);
    this.#analyser.getFloatTimeDomainData(this.#samples);
    this.#shown = settle(this.#shown, loudness(this.#samples), this.#last === 0 ? 0 : now - this.#last);
    this.#last = now;
    this.#onLevel(this.#shown);
  };
}
