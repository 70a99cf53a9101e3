import { describe, expect, test } from 'vitest';
import { statsBetween, type TrackStats } from '../../../widget/src/client/stats.js';
import { readingOf, type MeasuredTrack } from '../../../widget/src/client/stats-reading.js';
import { chromium, firefox, MEASURED, NOTHING, safari, type Counted } from '../../helpers/stats-reports.js';

const BEFORE: Counted = {
  bytes: 1_000_000,
  packets: 10_000,
  lost: 50,
  frames: 400,
  frozen: 1,
  bytesSent: 500_000,
  packetsSent: 6_000,
  lostOfSent: 7,
};

/** Two seconds later. */
const AFTER: Counted = {
  bytes: 1_250_000,
  packets: 10_190,
  lost: 60,
  frames: 450,
  frozen: 1.5,
  bytesSent: 750_000,
  packetsSent: 6_200,
  lostOfSent: 17,
};

function between(browser: typeof chromium, before: Counted, after: Counted, tracks = MEASURED) {
  return statsBetween(readingOf(10_000, browser(before), tracks), readingOf(12_000, browser(after), tracks));
}

const RECEIVED: TrackStats = {
  id: 'bob:camera',
  direction: 'receive',
  kind: 'video',
  bitrate: 1_000_000,
  loss: 0.05,
  jitter: 12.4,
  codec: 'VP8',
  width: 640,
  height: 360,
  frameRate: 25,
  layer: 1,
  frozen: null,
  concealed: null,
};

const SENT: TrackStats = {
  id: 'camera',
  direction: 'send',
  kind: 'video',
  bitrate: 1_000_000,
  loss: 0.05,
  jitter: 3,
  codec: 'VP8',
  width: 1280,
  height: 720,
  frameRate: 100,
  layer: 1,
  frozen: null,
  concealed: null,
};

describe('the numbers between two readings', () => {
  test.each([
    ['Chromium', chromium, 0.25],
    ['Firefox', firefox, null],
    ['Safari', safari, null],
  ])('are the same in %s, but for what it does not tell', (_, browser, frozen) => {
    expect(between(browser, BEFORE, AFTER)).toEqual({
      at: 12_000,
      roundTrip: 42,
      sending: 1_000_000,
      receiving: 1_000_000,
      tracks: [{ ...RECEIVED, frozen }, SENT],
    });
  });

  test('have no loss where there were too few packets to tell', () => {
    const { tracks } = between(chromium, BEFORE, { ...BEFORE, packets: BEFORE.packets + 5, lost: BEFORE.lost + 1 });
    expect(tracks[0]).toMatchObject({ loss: null });
  });

  test('take packets that came late after all for not lost', () => {
    const { tracks } = between(chromium, BEFORE, { ...AFTER, lost: BEFORE.lost - 4 });
    expect(tracks[0]).toMatchObject({ loss: 0 });
  });

  test('begin at zero for a stream that began anew', () => {
    const { tracks } = between(chromium, BEFORE, { ...NOTHING, bytes: 25_000, packets: 100, lost: 0 });
    expect(tracks[0]).toMatchObject({ bitrate: 100_000, loss: 0 });
  });

  test('are of nothing where nothing flowed', () => {
    const { receiving, tracks } = between(chromium, BEFORE, BEFORE);
    expect(receiving).toBe(0);
    expect(tracks[0]).toMatchObject({ bitrate: 0, loss: null, codec: null, width: null, frameRate: null, layer: null });
  });

  test('know a track of which the browser has no word yet', () => {
    const unknown = MEASURED.slice(0, 1).map((track) => ({ ...track, id: 'cid:camera', ssrc: 999 }));
    const { tracks } = between(chromium, BEFORE, AFTER, unknown);
    expect(tracks).toMatchObject([{ id: 'cid:camera', bitrate: 0, loss: null }]);
  });
});

describe('sound', () => {
  const microphone: MeasuredTrack = {
    id: 'bob:microphone',
    direction: 'receive',
    kind: 'audio',
    ssrc: 333,
    mid: null,
    trackId: null,
    rids: [],
    full: null,
  };
  const reading = (at: number, packets: number, concealed: number, silent: number, samples: number) => {
    const entry = {
      id: 'A',
      type: 'inbound-rtp',
      ssrc: 333,
      bytesReceived: packets * 80,
      packetsReceived: packets,
      packetsLost: 0,
      concealedSamples: concealed,
      silentConcealedSamples: silent,
      totalSamplesReceived: samples,
    };
    return readingOf(at, { send: null, recv: new Map([['A', entry]]) }, [microphone]);
  };

  test('counts what was made up in it, but not in silence', () => {
    const stats = statsBetween(reading(0, 0, 1_000, 500, 10_000), reading(2_000, 100, 20_700, 10_600, 106_000));
    expect(stats.tracks).toMatchObject([{ concealed: 0.1, frozen: null, width: null, bitrate: 32_000 }]);
  });
});
