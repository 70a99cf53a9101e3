import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DemandWatch, NO_LAYER } from '../../../backend/src/room/demand-watch.js';
import { producerInfo } from '../../helpers/facts.js';

const PATIENCE = 2_000;
const camera = producerInfo('p1', { layers: 3 });
const screen = producerInfo('p2', { layers: 2 });
const tell = vi.fn();
let watch: DemandWatch;

beforeEach(() => {
  vi.useFakeTimers();
  watch = new DemandWatch(tell);
});

afterEach(() => {
  watch.close();
  expect(vi.getTimerCount()).toBe(0);
  tell.mockClear();
  vi.useRealTimers();
});

const want = (layer: number): void => watch.update([{ producer: camera, layer }]);
const told = (): unknown[] => tell.mock.calls.flat();

test('who sends all and is wanted in full is told nothing', () => {
  want(2);
  vi.advanceTimersByTime(PATIENCE * 2);
  expect(told()).toEqual([]);
  expect(watch.of([camera])).toEqual([]);
});

test('a layer that nobody wants is told of after a while', () => {
  want(0);
  vi.advanceTimersByTime(PATIENCE - 1);
  expect(told()).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told()).toEqual([{ producerId: 'p1', layer: 0 }]);
  expect(watch.of([camera, screen])).toEqual([{ producerId: 'p1', layer: 0 }]);
});

test('a video that nobody wants is told of as null', () => {
  want(NO_LAYER);
  vi.advanceTimersByTime(PATIENCE);
  expect(told()).toEqual([{ producerId: 'p1', layer: null }]);
});

test('a layer that becomes wanted is told of at once', () => {
  want(NO_LAYER);
  vi.advanceTimersByTime(PATIENCE);
  want(0);
  want(2);
  expect(told().slice(1)).toEqual([
    { producerId: 'p1', layer: 0 },
    { producerId: 'p1', layer: 2 },
  ]);
});

test('a layer that is wanted again before it was told of is not told of', () => {
  want(1);
  vi.advanceTimersByTime(PATIENCE - 1);
  want(2);
  vi.advanceTimersByTime(PATIENCE);
  expect(told()).toEqual([]);
});

test('what is told is what is wanted then, and waiting begins with the first change', () => {
  want(1);
  vi.advanceTimersByTime(PATIENCE - 1);
  want(0);
  vi.advanceTimersByTime(1);
  expect(told()).toEqual([{ producerId: 'p1', layer: 0 }]);
});

test('the same wish is told once', () => {
  want(1);
  vi.advanceTimersByTime(PATIENCE);
  want(1);
  want(1);
  vi.advanceTimersByTime(PATIENCE);
  expect(told()).toHaveLength(1);
});

test('a producer that went is forgotten, with what was to be told of it', () => {
  watch.update([
    { producer: camera, layer: 0 },
    { producer: screen, layer: 0 },
  ]);
  watch.update([{ producer: screen, layer: 0 }]);
  vi.advanceTimersByTime(PATIENCE);
  expect(told()).toEqual([{ producerId: 'p2', layer: 0 }]);
  watch.update([]);
  expect(watch.of([camera, screen])).toEqual([]);
});

test('each producer is waited for by itself', () => {
  want(1);
  vi.advanceTimersByTime(PATIENCE / 2);
  watch.update([
    { producer: camera, layer: 1 },
    { producer: screen, layer: 0 },
  ]);
  vi.advanceTimersByTime(PATIENCE / 2);
  expect(told()).toEqual([{ producerId: 'p1', layer: 1 }]);
  vi.advanceTimersByTime(PATIENCE / 2);
  expect(told().slice(1)).toEqual([{ producerId: 'p2', layer: 0 }]);
});

test('nothing is told after the end', () => {
  want(0);
  watch.close();
  vi.advanceTimersByTime(PATIENCE);
  expect(told()).toEqual([]);
});
