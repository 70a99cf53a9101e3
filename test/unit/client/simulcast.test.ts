import { expect, test } from 'vitest';
import { encodingsFor } from '../../../widget/src/client/simulcast.js';

test('a camera is sent in three layers, smallest first', () => {
  const layers = encodingsFor('video', 'camera', 1280);
  expect(layers.map(({ scaleResolutionDownBy }) => scaleResolutionDownBy)).toEqual([4, 2, 1]);
  const bitrates = layers.map(({ maxBitrate = 0 }) => maxBitrate);
  expect(bitrates).toEqual([...bitrates].sort((a, b) => a - b));
});

test('a screen is sent in two layers, of which the larger has the bits that text needs', () => {
  const layers = encodingsFor('video', 'screen', 1920);
  expect(layers.map(({ scaleResolutionDownBy }) => scaleResolutionDownBy)).toEqual([2, 1]);
  expect(layers[1]?.maxBitrate).toBeGreaterThan(encodingsFor('video', 'camera', 1280)[2]?.maxBitrate ?? Infinity);
});

test('every layer has a rid of its own, without which mediasoup cannot tell them apart', () => {
  for (const source of ['camera', 'screen'] as const) {
    const rids = encodingsFor('video', source, 1280).map(({ rid }) => rid);
    expect(new Set(rids).size).toBe(rids.length);
    expect(rids).not.toContain(undefined);
  }
});

test('a camera that is small already is sent in one layer', () => {
  expect(encodingsFor('video', 'camera', 319)).toEqual([]);
  expect(encodingsFor('video', 'camera', 320)).toHaveLength(3);
});

test('a camera of unknown size is sent in layers', () => {
  expect(encodingsFor('video', 'camera', undefined)).toHaveLength(3);
});

test('sound and custom tracks are sent as the browser does it', () => {
  expect(encodingsFor('audio', 'microphone', undefined)).toEqual([]);
  expect(encodingsFor('audio', 'screenaudio', undefined)).toEqual([]);
  expect(encodingsFor('video', 'custom', 1280)).toEqual([]);
});
