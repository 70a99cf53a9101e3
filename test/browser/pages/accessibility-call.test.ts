import { afterAll, afterEach, beforeAll, describe, it } from 'vitest';
import { audit } from '../../helpers/audit.js';
import { CALL } from '../../screenshots/scenes.js';
import { Studio } from '../../screenshots/studio.js';

// Beside the other scenes, so that they share the machine.
describe('axe in a call', () => {
  let studio: Studio;
  beforeAll(async () => {
    studio = await Studio.open();
  });
  afterEach(() => studio.strike());
  afterAll(() => studio.close());

  for (const [name, scene] of Object.entries(CALL)) {
    it(`finds nothing in any state of: ${name}`, () => scene(studio, audit));
  }
});
