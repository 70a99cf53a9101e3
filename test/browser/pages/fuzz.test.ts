import { describe, it } from 'vitest';
import { usingBrowser } from '../../helpers/call.js';
import { fuzzBesideACall } from '../../fuzz/bystanders.js';

describe('nonsense over real sockets', () => {
  const { lab, browser } = usingBrowser();

  it('is answered with a code or dropped, and a call beside it goes on', async () => {
    await fuzzBesideACall(lab, browser(), 3_000, 1);
  });
});
