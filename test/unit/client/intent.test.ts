import { describe, expect, test } from 'vitest';
import { Intent, sameReceive } from '../../../widget/src/client/intent.js';
import { MAX_LIST } from '../../../widget/src/protocol/index.js';
import { EVERYTHING, wantedTrack } from '../../helpers/facts.js';

describe('tracks', () => {
  test('a label stands for one track, the latest', () => {
    const intent = new Intent();
    const second = wantedTrack('camera');
    intent.setTrack(wantedTrack('camera'));
    intent.setTrack(second);
    expect([...intent.tracks.values()]).toEqual([second]);
  });

  test('a label that is taken back is gone, the others stay', () => {
    const intent = new Intent();
    intent.setTrack(wantedTrack('camera'));
    intent.setTrack(wantedTrack('screen'));
    intent.removeTrack('camera');
    expect([...intent.tracks.keys()]).toEqual(['screen']);
  });
});

describe('receive', () => {
  test('a pause without a target is of everything', () => {
    const intent = new Intent();
    intent.setPaused(undefined, true);
    expect(intent.receive).toEqual({ ...EVERYTHING, paused: true });
    intent.setPaused(undefined, false);
    expect(intent.receive).toEqual(EVERYTHING);
  });

  test('a target with a colon is a track, one without is a peer', () => {
    const intent = new Intent();
    intent.setPaused('bob', true);
    intent.setPaused('bob:camera', true);
    expect(intent.receive).toEqual({ ...EVERYTHING, pausedPeers: ['bob'], pausedTracks: ['bob:camera'] });
    intent.setPaused('bob', false);
    expect(intent.receive).toEqual({ ...EVERYTHING, pausedTracks: ['bob:camera'] });
  });

  test('the same pause or subscription twice is there once, and gone at once', () => {
    const intent = new Intent();
    for (const _ of [1, 2]) {
      intent.setPaused('bob', true);
      intent.setSubscribed('bob', true);
    }
    expect(intent.receive).toEqual({ ...EVERYTHING, peers: ['bob'], pausedPeers: ['bob'] });
    intent.setPaused('bob', false);
    intent.setSubscribed('bob', false);
    expect(intent.receive).toEqual(EVERYTHING);
  });

  test('is replaced and never changed in place: a request under way keeps what it was sent with', () => {
    const intent = new Intent();
    const before = intent.receive;
    intent.setSubscribed('bob', true);
    intent.setPaused('eve:camera', true);
    expect(before).toEqual(EVERYTHING);
  });

  test('is compared by what it says', () => {
    expect(sameReceive(EVERYTHING, structuredClone(EVERYTHING))).toBe(true);
    expect(sameReceive(EVERYTHING, { ...EVERYTHING, peers: ['bob'] })).toBe(false);
  });
});

test('lists hold as many as the server takes, and the oldest fall out', () => {
  const intent = new Intent();
  for (let index = 0; index <= 1_000; index++) {
    intent.setPaused(`peer-${String(index)}`, true);
    intent.setSize(`peer-${String(index)}:camera`, null);
  }
  expect(intent.receive.pausedPeers).toHaveLength(MAX_LIST);
  expect(intent.receive.pausedPeers[0]).toBe(`peer-${String(1_001 - MAX_LIST)}`);
  expect(intent.sizes.size).toBe(1_000);
  expect(intent.sizes.has('peer-0:camera')).toBe(false);
});
