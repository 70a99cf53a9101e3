import { describe, expect, test } from 'vitest';
import type { MediaSample } from '../../../../backend/src/media/media-census.js';
import { MediaSampler, type SlotSample } from '../../../../backend/src/metrics/media-sampler.js';

const MEDIA: MediaSample = { received: 8, sent: 16, lossReceived: [], lossSent: [], roundTrips: [] };
const USAGE = { user: 1, system: 2, memory: 3 };

type Slots = ConstructorParameters<typeof MediaSampler>[0]['slots'];

/** A worker that notes how often it is asked. */
function fakeWorker(usage: () => Promise<typeof USAGE> = () => Promise.resolve(USAGE)) {
  const worker = {
    asked: 0,
    usable: true,
    usage: () => {
      worker.asked += 1;
      return usage();
    },
    census: { sample: () => Promise.resolve(MEDIA) },
  };
  return worker;
}

const poolOf = (...slots: unknown[]): { slots: Slots } => ({ slots: slots as unknown as Slots });

describe('the sampler of media', () => {
  test('asks each worker once, however many want to know within the time that a sample lasts', async () => {
    const worker = fakeWorker();
    const taken: (readonly SlotSample[])[] = [];
    const sampler = new MediaSampler(poolOf(worker), (sample) => taken.push(sample));
    await Promise.all([sampler.refresh(), sampler.refresh()]);
    await sampler.refresh();
    expect(worker.asked).toBe(1);
    expect(taken).toEqual([[{ slot: 0, usage: USAGE, media: MEDIA }]]);
    expect(sampler.latest).toBe(taken[0]);
  });

  test('asks again when the sample is old', async () => {
    const worker = fakeWorker();
    const sampler = new MediaSampler(poolOf(worker), () => undefined, 0);
    await sampler.refresh();
    await sampler.refresh();
    expect(worker.asked).toBe(2);
  });

  test('leaves out a slot whose worker is being replaced', async () => {
    const sampler = new MediaSampler(poolOf(null, fakeWorker()), () => undefined);
    await sampler.refresh();
    expect(sampler.latest.map(({ slot }) => slot)).toEqual([1]);
  });

  test('leaves out a worker that dies while it is asked', async () => {
    const slots: unknown[] = [];
    const dying = fakeWorker(() => {
      slots[0] = null;
      return Promise.reject(new Error('Channel closed'));
    });
    slots.push(dying, fakeWorker());
    const sampler = new MediaSampler({ slots: slots as unknown as Slots }, () => undefined);
    await sampler.refresh();
    expect(sampler.latest.map(({ slot }) => slot)).toEqual([1]);
  });

  test('hides no error of a worker that lives', async () => {
    const failing = fakeWorker(() => Promise.reject(new Error('no such request')));
    const sampler = new MediaSampler(poolOf(failing), () => undefined);
    await expect(sampler.refresh()).rejects.toThrow('no such request');
  });
});
