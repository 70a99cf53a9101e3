import axe from 'axe-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { audit, findings } from '../../helpers/audit.js';
import { MODERATION } from '../../screenshots/moderation-scenes.js';
import { LOBBY, tiles } from '../../screenshots/scenes.js';
import { settled, Studio } from '../../screenshots/studio.js';

describe('axe', () => {
  let studio: Studio;
  beforeAll(async () => {
    studio = await Studio.open();
  });
  afterEach(() => studio.strike());
  afterAll(() => studio.close());

  const scenes = { ...LOBBY, ...MODERATION, alone: tiles(1) };
  for (const [name, scene] of Object.entries(scenes)) {
    it(`finds nothing in any state of: ${name}`, () => scene(studio, audit));
  }

  it('would find what is wrong in a part', async () => {
    const page = await studio.viewer('room="bad" style="--sfu-color-quiet: #c8c8c8"');
    await page.emulateMedia({ colorScheme: 'light' });
    await settled(page);
    await page.evaluate(axe.source);
    expect((await findings(page)).faults.join()).toContain('color-contrast: sfu-room sfu-lobby');
  });
});
