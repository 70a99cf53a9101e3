import { describe, it } from 'vitest';
import { usingBrowser } from '../helpers/call.js';
import { fuzzBesideACall } from './bystanders.js';

/** `npm run fuzz`: so many messages, by another seed each time; both can be set to see a run again. */
const COUNT = Number(process.env.FUZZ_MESSAGES ?? 100_000);
const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000);

describe('nonsense, at length', () => {
  const { lab, browser } = usingBrowser();

  it('harms nobody', async () => {
    await fuzzBesideACall(lab, browser(), COUNT, SEED);
  });
});
