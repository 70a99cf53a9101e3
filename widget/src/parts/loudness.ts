/** What counts as silence, in dB below the loudest there can be: a quiet room with an ordinary microphone. */
const FLOOR = -60;

/** How far the level may fall in a second; rising, it follows at once, so that the meter moves as one speaks. */
const FALL = 1.6;

/** How loud it is, 0 to 1 as it is felt and not as it is measured: of samples from -1 to 1. */
export function loudness(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const decibels = 20 * Math.log10(Math.sqrt(sum / samples.length));
  // Speech seldom comes closer to the loudest than this; it fills the meter.
  const loudest = -12;
  return Math.min(1, Math.max(0, (decibels - FLOOR) / (loudest - FLOOR)));
}

/** What is shown now, after `elapsed` ms. */
export function settle(shown: number, level: number, elapsed: number): number {
  return Math.max(level, shown - (FALL * elapsed) / 1000);
}
