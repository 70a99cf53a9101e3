import { afterEach, expect, it, describe } from 'vitest';
import { Lab, openPage, roomPage, untilPictures, untilStatus } from '../../helpers/pages.js';

describe('a page of another origin', () => {
  const lab = new Lab();
  afterEach(() => lab.close());

  it('takes the script and the tag, and two people see and hear each other', async () => {
    const server = await lab.server();
    const url = await lab.website(roomPage(server.url, 'room="embed" name="Guest" autojoin ui="tiles"'));
    const browser = await lab.browser();
    const [ann, bob] = await Promise.all([openPage(browser, url), openPage(browser, url)]);
    await Promise.all([untilPictures(ann.page, 1), untilPictures(bob.page, 1)]);
    const energy = ann.page.evaluate(async () => {
      const track = document.querySelector('sfu-room')?.client.state.tracks.find(({ kind }) => kind === 'audio')?.track;
      if (!track) throw new Error('No sound.');
      const context = new AudioContext();
      const analyser = context.createAnalyser();
      context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
      const samples = new Float32Array(analyser.fftSize);
      for (;;) {
        analyser.getFloatTimeDomainData(samples);
        const peak = Math.max(...samples.map(Math.abs));
        if (peak > 0.001) return peak;
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    });
    expect(await energy).toBeGreaterThan(0.001);
    expect(ann.complaints).toEqual([]);
    expect(bob.complaints).toEqual([]);
  });

  it('that closes is gone for the others at once, without the grace period', async () => {
    const server = await lab.server({ gracePeriod: 600_000 });
    const url = await lab.website(roomPage(server.url, 'room="embed" autojoin ui="none" video="none"'));
    const browser = await lab.browser();
    const [ann, bob] = await Promise.all([openPage(browser, url), openPage(browser, url)]);
    await Promise.all([untilStatus(ann.page, 'joined'), untilStatus(bob.page, 'joined')]);
    await ann.page.waitForFunction(() => document.querySelector('sfu-room')?.client.state.peers.length === 1);
    await bob.page.goto('about:blank');
    await ann.page.waitForFunction(() => document.querySelector('sfu-room')?.client.state.peers.length === 0, null, {
      timeout: 20_000,
    });
  });
});
