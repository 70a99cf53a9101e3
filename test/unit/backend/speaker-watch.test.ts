import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SpeakerWatch, type Voice } from '../../../backend/src/room/speaker-watch.js';

const tell = vi.fn();
let watch: SpeakerWatch;

beforeEach(() => {
  vi.useFakeTimers();
  watch = new SpeakerWatch(tell);
});

afterEach(() => {
  watch.close();
  expect(vi.getTimerCount()).toBe(0);
  tell.mockClear();
  vi.useRealTimers();
});

const voice = (peerId: string, level: number): Voice => ({ peerId, level });
const told = (): unknown[] => tell.mock.calls;

test('one who begins to speak is told at once', () => {
  watch.heard([voice('bob', -20)]);
  expect(told()).toEqual([['bob', -20]]);
});

test('another one is told at once when the first is heard no more', () => {
  watch.heard([voice('bob', -20)]);
  watch.heard([voice('eve', -40)]);
  expect(told().slice(1)).toEqual([['eve', -40]]);
});

test('one who talks over another is told when louder twice in a row', () => {
  const both = [voice('eve', -10), voice('bob', -20)];
  watch.heard([voice('bob', -20)]);
  watch.heard(both);
  expect(told()).toHaveLength(1);
  watch.heard(both);
  expect(told().slice(1)).toEqual([['eve', -10]]);
});

test('a cough takes nobody the floor, however often it comes', () => {
  watch.heard([voice('bob', -20)]);
  for (const _ of [1, 2, 3]) {
    watch.heard([voice('eve', -5), voice('bob', -20)]);
    watch.heard([voice('bob', -20), voice('eve', -50)]);
    watch.heard([voice('kim', -5), voice('bob', -20)]);
    watch.heard([voice('eve', -5), voice('bob', -20)]);
    watch.heard([voice('bob', -20)]);
  }
  expect(told()).toEqual([['bob', -20]]);
});

test('the level of one who goes on speaking is told once a second', () => {
  for (let level = 0; level > -10; level--) {
    watch.heard([voice('bob', level)]);
    vi.advanceTimersByTime(300);
  }
  expect(told()).toEqual([
    ['bob', 0],
    ['bob', -4],
    ['bob', -8],
  ]);
});

test('a pause between words is no silence', () => {
  watch.heard([voice('bob', -20)]);
  watch.heard([]);
  vi.advanceTimersByTime(900);
  watch.heard([voice('bob', -20)]);
  vi.advanceTimersByTime(5_000);
  expect(told()).toEqual([['bob', -20]]);
});

test('silence is told once, after a second', () => {
  watch.heard([voice('bob', -20)]);
  watch.heard([]);
  vi.advanceTimersByTime(999);
  watch.heard([]);
  expect(told()).toHaveLength(1);
  vi.advanceTimersByTime(1);
  watch.heard([]);
  vi.advanceTimersByTime(5_000);
  expect(told().slice(1)).toEqual([[null, -127]]);
});

test('silence before anyone spoke is not told', () => {
  watch.heard([]);
  vi.advanceTimersByTime(5_000);
  expect(told()).toEqual([]);
});

test('a speaker who leaves speaks no more, anyone else who leaves changes nothing', () => {
  watch.heard([voice('bob', -20)]);
  watch.forget('eve');
  expect(told()).toHaveLength(1);
  watch.forget('bob');
  watch.forget('bob');
  expect(told().slice(1)).toEqual([[null, -127]]);
});
