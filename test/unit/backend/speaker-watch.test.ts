import { expect, test } from 'vitest';
import { SpeakerWatch } from '../../../backend/src/room/speaker-watch.js';

function watching() {
  const told: [string | null, number][] = [];
  const clock = { now: 0 };
  const watch = new SpeakerWatch(
    (peerId, level) => told.push([peerId, level]),
    () => clock.now,
  );
  return { watch, told, clock };
}

test('another speaker and silence are told at once', () => {
  const { watch, told } = watching();
  watch.heard('bob', -20);
  watch.heard('eve', -30);
  watch.heard(null, -127);
  expect(told).toEqual([
    ['bob', -20],
    ['eve', -30],
    [null, -127],
  ]);
});

test('one who goes on speaking is told once a second', () => {
  const { watch, told, clock } = watching();
  for (clock.now = 0; clock.now < 3000; clock.now += 300) watch.heard('bob', -clock.now);
  expect(told).toEqual([
    ['bob', -0],
    ['bob', -1200],
    ['bob', -2400],
  ]);
});

test('silence that goes on is told once, and not at all before anyone spoke', () => {
  const { watch, told, clock } = watching();
  watch.heard(null, -127);
  expect(told).toEqual([]);
  watch.heard('bob', -20);
  for (clock.now = 0; clock.now < 5000; clock.now += 500) watch.heard(null, -127);
  expect(told.slice(1)).toEqual([[null, -127]]);
});

test('a speaker who leaves speaks no more, anyone else who leaves changes nothing', () => {
  const { watch, told } = watching();
  watch.heard('bob', -20);
  watch.forget('eve');
  expect(told).toHaveLength(1);
  watch.forget('bob');
  watch.forget('bob');
  expect(told.slice(1)).toEqual([[null, -127]]);
});
