import { describe, expect, test } from 'vitest';
import { isPaused, isWanted, type Publication } from '../../../backend/src/room/peer-consumers.js';
import type { ReceiveIntent } from '../../../widget/src/protocol/index.js';
import { EVERYTHING, producerInfo } from '../../helpers/facts.js';

const camera: Publication = { peerId: 'bob', producer: producerInfo('p1') };
const broadcast: Publication = { peerId: 'bob', producer: producerInfo('p2', { broadcast: true }) };
const receive = (change: Partial<ReceiveIntent>): ReceiveIntent => ({ ...EVERYTHING, ...change });

describe('what a peer gets', () => {
  test('is everything under auto, whoever is named', () => {
    expect(isWanted(camera, EVERYTHING)).toBe(true);
    expect(isWanted(camera, receive({ peers: ['eve'] }))).toBe(true);
  });

  test('is who is named, and what is broadcast, under manual', () => {
    expect(isWanted(camera, receive({ subscribe: 'manual' }))).toBe(false);
    expect(isWanted(camera, receive({ subscribe: 'manual', peers: ['eve'] }))).toBe(false);
    expect(isWanted(camera, receive({ subscribe: 'manual', peers: ['eve', 'bob'] }))).toBe(true);
    expect(isWanted(broadcast, receive({ subscribe: 'manual' }))).toBe(true);
  });

  test('does not depend on what is paused', () => {
    expect(isWanted(camera, receive({ paused: true, pausedPeers: ['bob'], pausedTracks: ['bob:camera'] }))).toBe(true);
  });
});

describe('what is paused', () => {
  test('is nothing at first', () => {
    expect(isPaused(camera, EVERYTHING)).toBe(false);
  });

  test('is everything, a peer, or a track by its label, each by itself', () => {
    expect(isPaused(camera, receive({ paused: true }))).toBe(true);
    expect(isPaused(camera, receive({ pausedPeers: ['bob'] }))).toBe(true);
    expect(isPaused(camera, receive({ pausedTracks: ['bob:camera'] }))).toBe(true);
  });

  test('is neither another peer nor another label nor a producer id', () => {
    expect(isPaused(camera, receive({ pausedPeers: ['eve'], pausedTracks: ['eve:camera', 'bob:screen', 'p1'] }))).toBe(
      false,
    );
  });

  test('can be a broadcast too', () => {
    expect(isPaused(broadcast, receive({ subscribe: 'manual', paused: true }))).toBe(true);
  });
});
