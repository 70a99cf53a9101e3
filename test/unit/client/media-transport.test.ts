import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RoomError } from '../../../widget/src/client/errors.js';
import { MediaTransport, type Failures } from '../../../widget/src/client/media-transport.js';
import type { IceServer, TransportInfo } from '../../../widget/src/protocol/index.js';
import { fakeDevice, setConnectionState } from '../../helpers/fake-device.js';
import { fakeTrack } from '../../helpers/fake-track.js';
import { transportInfo } from '../../helpers/facts.js';

const request = vi.fn();
const onChange = vi.fn();
let media: MediaTransport;
let iceServers: IceServer[];
let failures: Failures;

const ICE = { usernameFragment: 'new', password: 'new' };

async function create(change: Partial<TransportInfo> = {}): Promise<MediaTransport> {
  return new MediaTransport({
    device: await fakeDevice(),
    direction: 'send',
    info: transportInfo('send-1', change),
    iceServers: () => iceServers,
    certificate: null,
    signaling: { request },
    failures,
    expectsMedia: () => true,
    onChange,
  });
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  request.mockResolvedValue(ICE);
  failures = { inRow: 0 };
  iceServers = [{ urls: 'turn:turn.example.org', username: 'old', credential: 'old' }];
  media = await create();
});

afterEach(() => {
  media.close();
  vi.resetAllMocks();
  vi.useRealTimers();
});

const become = (state: Parameters<typeof setConnectionState>[1]): void => setConnectionState(media.transport, state);

describe('its health', () => {
  test('outlives a disconnection that heals within two seconds', async () => {
    become('connected');
    become('disconnected');
    await vi.advanceTimersByTimeAsync(1_900);
    become('connected');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(media.held).toEqual({ id: 'send-1', health: 'well' });
    expect(onChange).not.toHaveBeenCalled();
  });

  test('is broken by one that does not, and by a failure at once, which is told', async () => {
    become('disconnected');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(media.held.health).toBe('broken');
    expect(onChange).toHaveBeenCalledOnce();
    become('failed');
    expect(onChange).toHaveBeenCalledOnce();
  });

  test('is well again with an ICE restart, until that fails: then it is dead', async () => {
    become('failed');
    expect(media.held.health).toBe('broken');
    const restartIce = vi.spyOn(media.transport, 'restartIce');
    await media.restartIce();
    expect(request).toHaveBeenCalledExactlyOnceWith('restartIce', { transportId: 'send-1' });
    expect(restartIce).toHaveBeenCalledExactlyOnceWith({ iceParameters: ICE });
    expect(media.held.health).toBe('well');
    become('disconnected');
    become('failed');
    expect(media.held.health).toBe('dead');
  });

  test('restarts ICE with the servers that were told last: credentials run out', async () => {
    const updateIceServers = vi.spyOn(media.transport, 'updateIceServers');
    const restartIce = vi.spyOn(media.transport, 'restartIce');
    become('failed');
    iceServers = [{ urls: 'turn:turn.example.org', username: 'new', credential: 'new' }];
    await media.restartIce();
    expect(updateIceServers).toHaveBeenCalledExactlyOnceWith({
      iceServers: [{ urls: ['turn:turn.example.org'], username: 'new', credential: 'new' }],
    });
    expect(updateIceServers).toHaveBeenCalledBefore(restartIce);
  });

  test('has another restart before it once it was connected again', async () => {
    become('failed');
    await media.restartIce();
    become('connected');
    become('failed');
    expect(media.held.health).toBe('broken');
  });

  test('stays broken when the restart could not be asked for, so that it is asked for again', async () => {
    become('failed');
    request.mockRejectedValueOnce(new RoomError('server-unreachable'));
    await expect(media.restartIce()).rejects.toMatchObject({ code: 'server-unreachable' });
    expect(media.held.health).toBe('broken');
    await media.restartIce();
    expect(media.held.health).toBe('well');
  });

  describe('after failures in a row, which a relay that refuses makes of every attempt,', () => {
    // Chance takes nothing away.
    beforeEach(() => vi.spyOn(Math, 'random').mockReturnValue(1));

    test('waits twice as long with each, over new transports too, up to ten seconds', async () => {
      const waits: number[] = [];
      for (let failure = 0; failure < 7; failure++) {
        media.close();
        media = await create();
        become('failed');
        let waited = 0;
        for (; media.held.health === 'well'; waited += 500) await vi.advanceTimersByTimeAsync(500);
        waits.push(waited);
      }
      expect(waits).toEqual([0, 0, 1_000, 2_000, 4_000, 8_000, 10_000]);
    });

    test('is told at once again after there was a connection', () => {
      failures.inRow = 7;
      become('connected');
      become('failed');
      expect(media.held.health).toBe('broken');
    });

    test('waits no longer when the server was reached anew', () => {
      failures.inRow = 7;
      become('failed');
      expect(media.held.health).toBe('well');
      media.retry();
      expect(media.held.health).toBe('broken');
      expect(failures.inRow).toBe(0);
      expect(vi.getTimerCount()).toBe(1);
    });

    test('heals without a remedy when the browser finds a way meanwhile', async () => {
      failures.inRow = 7;
      become('failed');
      become('connected');
      await vi.advanceTimersByTimeAsync(20_000);
      expect(onChange).not.toHaveBeenCalled();
    });
  });

  test('is nobody’s business once it is closed', async () => {
    become('disconnected');
    media.close();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(onChange).not.toHaveBeenCalled();
  });
});

describe('connecting', () => {
  const produce = async (): Promise<unknown> =>
    await media.transport.produce({ track: fakeTrack(), appData: { id: 'p1' } });

  test('tells the fingerprint, and waits for no answer', async () => {
    media = await create({ connected: false });
    request.mockReturnValue(new Promise(() => undefined));
    expect(await produce()).toMatchObject({ id: 'p1' });
    expect(request).toHaveBeenCalledExactlyOnceWith('connectTransport', {
      transportId: 'send-1',
      dtlsParameters: expect.objectContaining({ fingerprints: expect.any(Array) as unknown }) as unknown,
    });
  });

  test('tells nothing to a server that has the fingerprint already', async () => {
    await produce();
    expect(request).not.toHaveBeenCalled();
  });

  test('is told again when the request was lost, but not before there is anything to tell', async () => {
    media = await create({ connected: false });
    media.reconnect();
    expect(request).not.toHaveBeenCalled();
    request.mockRejectedValueOnce(new RoomError('server-unreachable'));
    await produce();
    media.reconnect();
    expect(request).toHaveBeenCalledTimes(2);
    expect(request.mock.calls[1]).toEqual(request.mock.calls[0]);
  });
});

describe('a path that falls silent', () => {
  let now: number;
  let counts: { packetsReceived: number; packetsSent: number };
  let expectsMedia: boolean;

  /** Lets time pass in steps in which packets come and go. */
  const pass = async (ms: number, { received = 0, sent = 0 } = {}): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 100) {
      now += 100;
      counts.packetsReceived += received;
      counts.packetsSent += sent;
      await vi.advanceTimersByTimeAsync(100);
    }
  };

  const listen = async (direction: 'send' | 'recv'): Promise<void> => {
    media.close();
    media = new MediaTransport({
      device: await fakeDevice(),
      direction,
      info: transportInfo('send-1'),
      iceServers: () => [],
      certificate: null,
      signaling: { request },
      failures,
      expectsMedia: () => expectsMedia,
      onChange,
    });
    vi.spyOn(media.transport, 'getStats').mockImplementation(() =>
      Promise.resolve(new Map([['T', { type: 'transport', ...counts }]]) as unknown as RTCStatsReport),
    );
    become('connected');
  };

  beforeEach(() => {
    now = 50_000;
    vi.spyOn(performance, 'now').mockImplementation(() => now);
    counts = { packetsReceived: 0, packetsSent: 0 };
    expectsMedia = true;
  });
  afterEach(() => vi.restoreAllMocks());

  test('is broken when no feedback comes for what is sent, within 1.5 s', async () => {
    await listen('send');
    await pass(2_000, { received: 1, sent: 5 });
    expect(media.held.health).toBe('well');
    await pass(1_500, { sent: 5 });
    expect(media.held.health).toBe('broken');
    expect(onChange).toHaveBeenCalledOnce();
  });

  test('is well when nothing is sent that feedback could come for', async () => {
    await listen('send');
    await pass(2_000, { received: 1, sent: 5 });
    await pass(10_000);
    expect(media.held.health).toBe('well');
  });

  test('is broken when media stays out that should come, and only then', async () => {
    await listen('recv');
    await pass(2_000, { received: 5 });
    expectsMedia = false;
    await pass(5_000);
    expect(media.held.health).toBe('well');
    expectsMedia = true;
    await pass(1_500);
    expect(media.held.health).toBe('broken');
  });

  test('has its restart before it again once packets have come', async () => {
    await listen('recv');
    await pass(1_000, { received: 5 });
    await media.restartIce();
    await pass(1_000, { received: 5 });
    become('failed');
    expect(media.held.health).toBe('broken');
  });

  test('is left to the browser where that counts nothing', async () => {
    await listen('recv');
    vi.spyOn(media.transport, 'getStats').mockResolvedValue(new Map());
    await pass(5_000);
    expect(media.held.health).toBe('well');
  });
});

test('a transport that closes by itself is dead, whatever is said of it later', () => {
  media.transport.close();
  expect(media.held.health).toBe('dead');
  expect(onChange).toHaveBeenCalledOnce();
});
