import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { StatsMeter, type Measured } from '../../../widget/src/client/stats-meter.js';
import type { ReceivedTrack } from '../../../widget/src/client/transports.js';
import { consumerInfo, factOf, peerInfo, producerInfo } from '../../helpers/facts.js';
import { chromium, NOTHING, type Counted } from '../../helpers/stats-reports.js';

let counted: Counted;
let measured: Measured | null;
let meter: StatsMeter;

/** 100 kbit/s, of which a part is lost, for so long. */
async function pass(ms: number, loss = 0): Promise<void> {
  const packets = ms / 10;
  const lost = Math.round(packets * loss);
  counted = {
    ...counted,
    bytes: counted.bytes + ms * 12.5,
    packets: counted.packets + packets - lost,
    lost: counted.lost + lost,
  };
  await vi.advanceTimersByTimeAsync(ms);
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  counted = { ...NOTHING };
  const bob = peerInfo('bob', { producers: [producerInfo('p1', { layers: 1, width: 640, height: 360 })] });
  const info = consumerInfo('c1', { producerId: 'p1', rtpParameters: { codecs: [], encodings: [{ ssrc: 111 }] } });
  measured = {
    fact: factOf({ peers: [bob], consumers: [info] }),
    transports: {
      received: new Map([['c1', { info } as ReceivedTrack]]),
      sent: [],
      reports: () => Promise.resolve(chromium(counted)),
    },
  };
  meter = new StatsMeter(() => measured);
});

afterEach(() => {
  meter.close();
  vi.useRealTimers();
});

describe('the numbers', () => {
  test('take a second when nothing was read before', async () => {
    const asked = meter.stats();
    await pass(1_000);
    expect(await asked).toMatchObject({ receiving: 100_000, roundTrip: 42, tracks: [{ id: 'bob:camera' }] });
  });

  test('are there at once when something was', async () => {
    await meter.look();
    await pass(2_000);
    expect(await meter.stats()).toMatchObject({ receiving: 100_000 });
  });

  test('are of a second at least, however often they are asked for', async () => {
    await meter.look();
    await pass(1_000);
    for (let time = 0; time < 30; time++) {
      expect(await meter.stats()).toMatchObject({ receiving: 100_000 });
      await pass(100);
    }
  });

  test('are not of minutes', async () => {
    await meter.look();
    await pass(60_000);
    const asked = meter.stats();
    counted = { ...counted, bytes: counted.bytes + 25_000 };
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await asked).toMatchObject({ receiving: 200_000 });
  });

  test('do not come any more when the call is over, and leave no timer', async () => {
    const asked = meter.stats();
    const refused = expect(asked).rejects.toMatchObject({ code: 'left' });
    await vi.advanceTimersByTimeAsync(0);
    meter.close();
    await refused;
    expect(vi.getTimerCount()).toBe(0);
  });

  test('are refused where there is no call', async () => {
    measured = null;
    await expect(meter.stats()).rejects.toMatchObject({ code: 'not-joined' });
  });
});

describe('a look', () => {
  test('needs one before it to compare with', async () => {
    expect((await meter.look()).self).toBeNull();
    await pass(2_000);
    expect(await meter.look()).toEqual({ self: 'good', peers: new Map([['bob', 'good']]) });
  });

  test('sees who gets worse', async () => {
    await meter.look();
    for (let look = 0; look < 2; look++) {
      await pass(2_000, 0.2);
      await meter.look();
    }
    await pass(2_000, 0.2);
    expect(await meter.look()).toEqual({ self: 'good', peers: new Map([['bob', 'poor']]) });
  });

  test('does not judge a time in which nobody looked', async () => {
    await meter.look();
    await pass(2_000);
    await meter.look();
    meter.pause();
    await pass(60_000, 0.5);
    await meter.look();
    await pass(2_000);
    expect(await meter.look()).toEqual({ self: 'good', peers: new Map([['bob', 'good']]) });
  });

  test('sees nothing where there is no call', async () => {
    measured = null;
    expect(await meter.look()).toEqual({ self: null, peers: new Map() });
  });
});
