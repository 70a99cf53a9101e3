/** Two soft notes, so that one hears where a sound would come from: frequencies in Hz (E5, A5). */
const NOTES = [659.25, 880] as const;

/** Of one note, in s. */
const LENGTH = 0.18;

/** Plays a short sound through a speaker ('' is the system's default); call it from a click. */
export async function playTestSound(speaker: string): Promise<void> {
  const context = new AudioContext();
  const out = context.createMediaStreamDestination();
  const audio = new Audio();
  audio.srcObject = out.stream;
  try {
    if (speaker && 'setSinkId' in audio) await audio.setSinkId(speaker);
    await audio.play();
    const ends = NOTES.map((frequency, index) => playNote(context, out, frequency, index * LENGTH));
    await Promise.all(ends);
  } finally {
    audio.srcObject = null;
    await context.close();
  }
}

async function playNote(context: AudioContext, out: AudioNode, frequency: number, after: number): Promise<void> {
  const tone = new OscillatorNode(context, { frequency });
  const gain = new GainNode(context, { gain: 0 });
  const start = context.currentTime + after;
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(0.2, start + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.001, start + LENGTH);
  tone.connect(gain).connect(out);
  const ended = new Promise((resolve) => tone.addEventListener('ended', resolve, { once: true }));
  tone.start(start);
  tone.stop(start + LENGTH);
  await ended;
}
