/** A microphone at which one speaks, or not. */
export class VoiceTrack {
  readonly track: MediaStreamTrack;
  readonly #context = new AudioContext();
  readonly #gain: GainNode;

  constructor() {
    const destination = this.#context.createMediaStreamDestination();
    this.#gain = new GainNode(this.#context, { gain: 0 });
    const tone = new OscillatorNode(this.#context, { frequency: 220, type: 'sawtooth' });
    tone.connect(this.#gain).connect(destination);
    tone.start();
    const [track] = destination.stream.getAudioTracks();
    if (!track) throw new Error('No sound here.');
    this.track = track;
  }

  speak(on: boolean): void {
    this.#gain.gain.value = on ? 0.5 : 0;
  }

  stop(): void {
    this.track.stop();
    void this.#context.close();
  }
}
