import { describe, expect, test } from 'vitest';
import type { Quality } from '../../../widget/src/client/qualities.js';
import { attributed, QualityPolicy, Steady, type ExpectedTrack } from '../../../widget/src/client/quality.js';
import type { RoomStats, TrackStats } from '../../../widget/src/client/stats.js';

function track(id: string, change: Partial<TrackStats> = {}): TrackStats {
  return {
    id,
    direction: 'receive',
    kind: 'video',
    bitrate: 500_000,
    loss: 0,
    jitter: 5,
    codec: 'VP8',
    width: 640,
    height: 360,
    frameRate: 25,
    layer: 2,
    frozen: 0,
    concealed: null,
    ...change,
  };
}

function statsOf(tracks: TrackStats[], roundTrip: number | null = 40): RoomStats {
  return { at: 0, roundTrip, sending: 0, receiving: 0, tracks };
}

const camera = (peerId: string): ExpectedTrack => ({ id: `${peerId}:camera`, peerId, layer: 2 });

/** What is shown after so many looks at the same. */
function shownAfter(looks: number, tracks: TrackStats[], expected: ExpectedTrack[], roundTrip?: number) {
  const policy = new QualityPolicy();
  const peers = [...new Set(expected.map(({ peerId }) => peerId))];
  let shown = policy.next(statsOf(tracks, roundTrip), expected, peers);
  for (let look = 1; look < looks; look++) shown = policy.next(statsOf(tracks, roundTrip), expected, peers);
  return { self: shown.self, ...Object.fromEntries(shown.peers) };
}

describe('the quality of a peer', () => {
  test('is good at the first look, and bad at the second', () => {
    expect(shownAfter(1, [track('bob:camera')], [camera('bob')])).toEqual({ self: 'good', bob: 'good' });
    expect(shownAfter(1, [track('bob:camera', { loss: 0.2 })], [camera('bob')])).toEqual({ self: 'good' });
    expect(shownAfter(2, [track('bob:camera', { loss: 0.2 })], [camera('bob')])).toEqual({ self: 'good', bob: 'poor' });
  });

  test.each<[string, Partial<TrackStats>, Quality]>([
    ['a loss of 2 %', { loss: 0.02 }, 'good'],
    ['a loss of 5 %', { loss: 0.05 }, 'fair'],
    ['a loss of 10 %', { loss: 0.1 }, 'poor'],
    ['a picture that stood still for a tenth of the time', { frozen: 0.1 }, 'fair'],
    ['a picture that stood still for half of the time', { frozen: 0.5 }, 'poor'],
    ['sound of which a tenth was made up', { concealed: 0.1 }, 'fair'],
    ['sound of which a third was made up', { concealed: 0.33 }, 'poor'],
    ['sound made up among too few packets', { concealed: 0.33, loss: null }, 'good'],
    ['nothing at all', { bitrate: 0, loss: null }, 'poor'],
  ])('%s', (_, change, quality) => {
    expect(shownAfter(3, [track('bob:camera', change)], [camera('bob')])).toMatchObject({ bob: quality });
  });

  test('is that of the worst of its tracks', () => {
    const expected = [camera('bob'), { id: 'bob:microphone', peerId: 'bob', layer: null }];
    const tracks = [track('bob:camera'), track('bob:microphone', { kind: 'audio', loss: 0.3 })];
    expect(shownAfter(2, tracks, expected)).toMatchObject({ bob: 'poor' });
  });

  test('is fair when the picture stays smaller than it is wanted, after the sender had its time', () => {
    const small = [track('bob:camera', { layer: 0 })];
    expect(shownAfter(4, small, [camera('bob')])).toMatchObject({ bob: 'good' });
    expect(shownAfter(5, small, [camera('bob')])).toMatchObject({ bob: 'fair' });
  });

  test('is not known of who sends nothing that should flow', () => {
    const policy = new QualityPolicy();
    const { self, peers } = policy.next(statsOf([track('bob:camera')]), [camera('bob')], ['bob', 'cid']);
    expect([self, [...peers]]).toEqual(['good', [['bob', 'good']]]);
  });

  test('is forgotten with the peer', () => {
    const policy = new QualityPolicy();
    const bad = statsOf([track('bob:camera', { loss: 0.2 })]);
    policy.next(bad, [camera('bob')], ['bob']);
    policy.next(bad, [camera('bob')], ['bob']);
    policy.next(statsOf([]), [], []);
    expect(policy.next(bad, [camera('bob')], ['bob']).peers.size).toBe(0);
  });
});

describe("one's own quality", () => {
  test('is not known where nothing flows', () => {
    expect(shownAfter(5, [track('bob:camera', { bitrate: 0 })], [])).toEqual({ self: null });
  });

  test('is fair and poor by the round trip', () => {
    expect(shownAfter(2, [track('x')], [], 399)).toEqual({ self: 'good' });
    expect(shownAfter(2, [track('x')], [], 400)).toEqual({ self: 'fair' });
    expect(shownAfter(2, [track('x')], [], 1_000)).toEqual({ self: 'poor' });
  });

  test('is poor when much is lost of what is sent', () => {
    expect(shownAfter(2, [track('camera', { direction: 'send', loss: 0.15 })], [])).toEqual({ self: 'poor' });
  });

  test("is what is bad when most of the others' are, of which nothing is known then", () => {
    const expected = ['bob', 'cid', 'dan'].map(camera);
    const tracks = [track('bob:camera', { loss: 0.2 }), track('cid:camera', { loss: 0.2 }), track('dan:camera')];
    expect(shownAfter(2, tracks, expected)).toEqual({ self: 'poor' });
  });
});

describe('the fault', () => {
  const seen = (...qualities: Quality[]): Map<string, Quality> =>
    new Map(qualities.map((one, index) => [`p${index}`, one]));

  test("is a peer's when it is the only one of several", () => {
    expect(attributed('good', seen('poor', 'good', 'good'))).toEqual({
      self: 'good',
      peers: seen('poor', 'good', 'good'),
    });
    expect(attributed('good', seen('poor', 'good'))).toEqual({ self: 'good', peers: seen('poor', 'good') });
  });

  test("is one's own when it is with most of them", () => {
    expect(attributed('good', seen('poor', 'poor'))).toEqual({ self: 'poor', peers: new Map() });
    expect(attributed('good', seen('poor', 'fair', 'good'))).toEqual({ self: 'fair', peers: new Map() });
  });

  test('of the only peer is told by what goes the other way', () => {
    expect(attributed('good', seen('poor'))).toEqual({ self: 'good', peers: seen('poor') });
    expect(attributed('fair', seen('poor'))).toEqual({ self: 'fair', peers: seen('poor') });
    expect(attributed('poor', seen('poor'))).toEqual({ self: 'poor', peers: new Map() });
  });
});

describe('what is shown', () => {
  const shown = (...looks: (Quality | null)[]): (Quality | null)[] => {
    const steady = new Steady();
    return looks.map((look) => steady.next(look));
  };

  test('does not follow a single look', () => {
    expect(shown('good', 'poor', 'good', 'poor', 'good')).toEqual(['good', 'good', 'good', 'good', 'good']);
    expect(shown('good', null, 'good')).toEqual(['good', 'good', 'good']);
  });

  test('worsens after two looks, to the better of them', () => {
    expect(shown('good', 'poor', 'fair')).toEqual(['good', 'good', 'fair']);
  });

  test('improves after three, to the worst of them', () => {
    expect(shown('poor', 'poor', 'good', 'fair', 'good')).toEqual([null, 'poor', 'poor', 'poor', 'fair']);
  });

  test('is nothing after two looks that saw nothing', () => {
    expect(shown('good', null, null, 'good')).toEqual(['good', 'good', null, 'good']);
  });
});
