import { EventEmitter } from 'node:events';
import type { WebRtcTransport } from 'mediasoup/types';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { MediaCensus } from '../../../../backend/src/media/media-census.js';

const unanswered = vi.fn<(error: Error) => void>();

beforeEach(() => unanswered.mockReset());

/** A transport that receives 1,000 bit/s and sends 3,000. */
class FakeTransport {
  readonly observer = new EventEmitter();
  closed = false;
  asked = 0;

  constructor(private readonly stat: object = {}) {}

  getStats(): Promise<object[]> {
    this.asked += 1;
    return Promise.resolve([{ recvBitrate: 1_000, sendBitrate: 3_000, ...this.stat }]);
  }

  consume(kind: string, stats: object[] = []): EventEmitter {
    const observer = new EventEmitter();
    this.observer.emit('newconsumer', { kind, observer, getStats: () => Promise.resolve(stats) });
    return observer;
  }
}

function watched(census: MediaCensus, transport = new FakeTransport()): FakeTransport {
  census.watch(transport as unknown as WebRtcTransport);
  return transport;
}

describe('the census of media', () => {
  test('counts transports and consumers until they close', () => {
    const census = new MediaCensus(unanswered);
    const transport = watched(census);
    watched(census);
    const consumer = transport.consume('video');
    transport.consume('audio');
    expect([census.transports, census.consumers('video'), census.consumers('audio')]).toEqual([2, 1, 1]);
    consumer.emit('close');
    transport.observer.emit('close');
    expect([census.transports, census.consumers('video'), census.consumers('audio')]).toEqual([1, 0, 1]);
  });

  test('adds up bitrates, and tells losses and round trips one by one', async () => {
    const census = new MediaCensus(unanswered);
    watched(census, new FakeTransport({ rtpPacketLossReceived: 0.02 }));
    const other = watched(census, new FakeTransport({ rtpPacketLossSent: 0 }));
    other.consume('video', [
      { type: 'outbound-rtp', roundTripTime: 40 },
      { type: 'inbound-rtp', roundTripTime: 7 },
    ]);
    other.consume('audio', [{ type: 'outbound-rtp', roundTripTime: 0 }]);
    expect(await census.sample()).toEqual({
      received: 2_000,
      sent: 6_000,
      lossReceived: [0.02],
      lossSent: [0],
      roundTrips: [0.04],
    });
  });

  test('asks some of many, and scales the sums to all', async () => {
    const census = new MediaCensus(unanswered);
    const transports = Array.from({ length: 1_000 }, () => watched(census));
    const { received, sent } = await census.sample();
    expect(transports.filter(({ asked }) => asked > 0)).toHaveLength(250);
    expect([received, sent]).toEqual([1_000_000, 3_000_000]);
    await census.sample();
    // By lot: not the same 250 again.
    expect(transports.filter(({ asked }) => asked > 0).length).toBeGreaterThan(300);
  });

  test('leaves out what closes while it is asked', async () => {
    const census = new MediaCensus(unanswered);
    watched(census);
    const closing = watched(census);
    closing.getStats = () => {
      closing.closed = true;
      return Promise.reject(new Error('Channel request handler not found'));
    };
    expect(await census.sample()).toMatchObject({ received: 2_000 });
    expect(unanswered).not.toHaveBeenCalled();
  });

  test('leaves out what fails while it is open, and tells of all that do in one', async () => {
    const census = new MediaCensus(unanswered);
    watched(census);
    const cause = new Error('Channel request handler not found');
    for (const failing of [watched(census), watched(census)]) failing.getStats = () => Promise.reject(cause);
    expect(await census.sample()).toMatchObject({ received: 3_000, sent: 9_000 });
    expect(unanswered.mock.calls).toEqual([[new Error('2 of 3 gave no statistics.', { cause })]]);
  });

  test('tells nothing of nothing', async () => {
    const nothing = { received: 0, sent: 0, lossReceived: [], lossSent: [], roundTrips: [] };
    expect(await new MediaCensus(unanswered).sample()).toEqual(nothing);
  });
});
