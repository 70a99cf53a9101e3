import { describe, expect, test } from 'vitest';
import { encodingsFor, encodingsOf, layerFor } from '../../../widget/src/client/simulcast.js';
import { wantedTrack } from '../../helpers/facts.js';
import { fakeTrack } from '../../helpers/fake-track.js';

const HD = { width: 1280, height: 720 };
const scales = (source: 'camera' | 'screen', width: number, height: number) =>
  encodingsFor('video', source, { width, height }).map(({ scaleResolutionDownBy }) => scaleResolutionDownBy);

describe('a track is sent', () => {
  test('from a camera in three layers, smallest first, each with the bits that its size is worth', () => {
    const layers = encodingsFor('video', 'camera', HD);
    expect(layers.map(({ scaleResolutionDownBy }) => scaleResolutionDownBy)).toEqual([4, 2, 1]);
    expect(layers.map(({ maxBitrate }) => maxBitrate)).toEqual([150_000, 500_000, 1_700_000]);
    const [larger, small] = [encodingsFor('video', 'camera', { width: 1920, height: 1080 }), layers];
    expect(larger[2]?.maxBitrate).toBeGreaterThan(small[2]?.maxBitrate ?? Infinity);
  });

  test('in no more layers than the browser encodes of its size, of which the largest is the whole', () => {
    expect(scales('camera', 960, 540)).toEqual([4, 2, 1]);
    expect(scales('camera', 640, 480)).toEqual([2, 1]);
    expect(scales('camera', 480, 270)).toEqual([2, 1]);
    expect(scales('camera', 320, 240)).toEqual([1]);
    expect(scales('screen', 320, 180)).toEqual([1]);
  });

  test('in one layer without a rid and without temporal layers, in more with both', () => {
    expect(encodingsFor('video', 'camera', { width: 320, height: 240 })).toEqual([
      { scaleResolutionDownBy: 1, maxBitrate: 150_000 },
    ]);
    for (const { rid, scalabilityMode } of encodingsFor('video', 'camera', HD)) {
      expect([typeof rid, scalabilityMode]).toEqual(['string', 'L1T3']);
    }
  });

  test('upright in as many as lying', () => {
    expect(scales('camera', 720, 1280)).toEqual([4, 2, 1]);
  });

  test('from a screen in two layers, of which the larger has the bits that text needs and the smaller few frames', () => {
    const layers = encodingsFor('video', 'screen', { width: 1920, height: 1080 });
    expect(layers.map(({ scaleResolutionDownBy }) => scaleResolutionDownBy)).toEqual([2, 1]);
    expect(layers[1]?.maxBitrate).toBeGreaterThan(encodingsFor('video', 'camera', HD)[2]?.maxBitrate ?? Infinity);
    expect(layers[0]?.maxFramerate).toBeLessThan(layers[1]?.maxFramerate ?? 0);
  });

  test('with a rid of its own for each layer, without which mediasoup cannot tell them apart', () => {
    for (const source of ['camera', 'screen'] as const) {
      const rids = encodingsFor('video', source, HD).map(({ rid }) => rid);
      expect(new Set(rids).size).toBe(rids.length);
      expect(rids).not.toContain(undefined);
    }
  });

  test('from a camera of unknown size as from one of 720p', () => {
    expect(encodingsFor('video', 'camera', {})).toEqual(encodingsFor('video', 'camera', HD));
  });

  test('before pictures, when it is sound', () => {
    for (const source of ['microphone', 'screenaudio', 'custom'] as const) {
      expect(encodingsFor('audio', source, {})).toEqual([{ priority: 'high', networkPriority: 'high' }]);
    }
  });

  test('as the browser does it, when it is a picture of no known source', () => {
    expect(encodingsFor('video', 'custom', HD)).toEqual([]);
  });

  test('as its publisher says, when that says anything', () => {
    const encodings = [{ maxBitrate: 1 }];
    expect(encodingsOf(wantedTrack('camera', { encodings }))).toEqual(encodings);
    const [whole] = encodingsOf(wantedTrack('camera', { encodings: [{ maxBitrate: 333_333.3 }] }));
    expect(whole).toEqual({ maxBitrate: 333_333 });
    expect(encodingsOf(wantedTrack('camera', { track: fakeTrack() }))).toHaveLength(3);
  });
});

describe('the layer of a tile', () => {
  const camera = { layers: 3, ...HD };

  test('is the lowest that fills it', () => {
    expect(layerFor({ width: 320, height: 180 }, camera)).toBe(0);
    expect(layerFor({ width: 640, height: 360 }, camera)).toBe(1);
    expect(layerFor({ width: 1280, height: 720 }, camera)).toBe(2);
    expect(layerFor({ width: 3840, height: 2160 }, camera)).toBe(2);
  });

  test('may be a fifth smaller than it', () => {
    expect(layerFor({ width: 380, height: 210 }, camera)).toBe(0);
    expect(layerFor({ width: 390, height: 210 }, camera)).toBe(1);
  });

  test('goes by the longer reach of a picture that is cut to fill it, by the shorter of one that is shown whole', () => {
    expect(layerFor({ width: 200, height: 700 }, camera)).toBe(2);
    expect(layerFor({ width: 200, height: 700, whole: true }, camera)).toBe(0);
  });

  test('is the highest while its size is not known', () => {
    expect(layerFor(undefined, camera)).toBe(2);
    expect(layerFor(undefined, { ...camera, layers: 1 })).toBe(0);
  });

  test('is none when it is hidden or empty', () => {
    expect(layerFor(null, camera)).toBeNull();
    expect(layerFor({ width: 0, height: 180 }, camera)).toBeNull();
    expect(layerFor({ width: 320, height: 0 }, camera)).toBeNull();
  });

  test('is the only one of a video that has one', () => {
    expect(layerFor({ width: 4000, height: 4000 }, { ...camera, layers: 1 })).toBe(0);
    expect(layerFor({ width: 1, height: 1 }, { ...camera, layers: 1 })).toBe(0);
  });

  test('is reckoned for 720p where the publisher did not tell a size', () => {
    expect(layerFor({ width: 320, height: 180 }, { layers: 3, width: 0, height: 0 })).toBe(0);
    expect(layerFor({ width: 640, height: 360 }, { layers: 3, width: 0, height: 0 })).toBe(1);
  });

  test('of two starts with the half', () => {
    const screen = { layers: 2, width: 1920, height: 1080 };
    expect(layerFor({ width: 960, height: 540, whole: true }, screen)).toBe(0);
    expect(layerFor({ width: 1600, height: 900, whole: true }, screen)).toBe(1);
  });
});
