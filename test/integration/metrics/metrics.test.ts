import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { SfuRoomServer } from '../../../backend/src/server.js';
import { MetricsText } from '../../helpers/metrics-text.js';
import { Refused, RoomPeer } from '../../helpers/room-peer.js';
import { startServer } from '../../helpers/room-server.js';
import { cameraRequest, microphoneRequest } from '../../helpers/rtp.js';
import { workersOf } from '../../helpers/server-process.mjs';
import { SECRET, tokenOf } from '../../helpers/tokens.js';
import { until } from '../../helpers/until.js';

let server: SfuRoomServer;
const peers: RoomPeer[] = [];

beforeAll(async () => {
  server = await startServer({ metrics: 'open', gracePeriod: 60_000 });
});

afterEach(async () => {
  await Promise.all(peers.splice(0).map((peer) => peer.leave()));
});

afterAll(async () => {
  await server.close();
});

async function join(room: string): Promise<RoomPeer> {
  const peer = await RoomPeer.join(server.url, room);
  peers.push(peer);
  return peer;
}

async function scrape({ url }: { url: string } = server): Promise<MetricsText> {
  return await MetricsText.from(`${url}/metrics`);
}

async function value(name: string, labels?: Record<string, string>): Promise<number> {
  return (await scrape()).value(name, labels);
}

describe('the metrics of a server', () => {
  test('are in Prometheus’ format, with those of the process, and not to be cached', async () => {
    const response = await fetch(`${server.url}/metrics`);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const metrics = await scrape();
    expect(metrics.value('process_resident_memory_bytes')).toBeGreaterThan(1_000_000);
    expect(metrics.value('nodejs_eventloop_lag_seconds')).toBeGreaterThanOrEqual(0);
  });

  test('tell 0 of what is not there and has not happened', async () => {
    const metrics = await scrape();
    expect(metrics.value('sfu_room_rooms')).toBe(0);
    expect(metrics.value('sfu_room_peers', { connection: 'connected' })).toBe(0);
    expect(metrics.value('sfu_room_producers', { kind: 'video', source: 'screen' })).toBe(0);
    expect(metrics.value('sfu_room_consumers', { kind: 'audio' })).toBe(0);
    expect(metrics.value('sfu_room_joins_total', { code: 'ok' })).toBe(0);
    expect(metrics.value('sfu_room_recoveries_total', { cause: 'worker' })).toBe(0);
    expect(metrics.value('sfu_room_worker_deaths_total', { slot: '0' })).toBe(0);
    expect(metrics.value('sfu_room_media_bytes_per_second', { direction: 'sent' })).toBe(0);
  });

  test('count rooms, peers, producers and consumers while they are there', async () => {
    const [ada, bob] = [await join('kitchen'), await join('kitchen')];
    await join('cellar');
    await ada.request('produce', { producers: [cameraRequest(), microphoneRequest()] });
    await bob.until('it receives both', () => bob.heard('consumerAdded').length === 2);
    const metrics = await scrape();
    expect(metrics.value('sfu_room_rooms')).toBe(2);
    expect(metrics.value('sfu_room_peers', { connection: 'connected' })).toBe(3);
    expect(metrics.value('sfu_room_producers', { kind: 'video', source: 'camera' })).toBe(1);
    expect(metrics.value('sfu_room_producers', { kind: 'audio', source: 'microphone' })).toBe(1);
    expect(metrics.value('sfu_room_consumers', { kind: 'video' })).toBe(1);
    expect(metrics.value('sfu_room_consumers', { kind: 'audio' })).toBe(1);
    expect(metrics.value('sfu_room_worker_transports', { slot: '0' })).toBe(6);
    await Promise.all(peers.splice(0).map((peer) => peer.leave()));
    const after = await scrape();
    expect(after.value('sfu_room_rooms')).toBe(0);
    expect(after.value('sfu_room_producers', { kind: 'video', source: 'camera' })).toBe(0);
    expect(after.value('sfu_room_consumers', { kind: 'video' })).toBe(0);
    expect(after.value('sfu_room_worker_transports', { slot: '0' })).toBe(0);
  });

  test('count joins by code, and how long those took that were let in', async () => {
    const before = await scrape();
    const answered = (metrics: typeof before, code: string): number => metrics.value('sfu_room_joins_total', { code });
    const ada = await join('kitchen');
    // Its id with the secret of another session.
    const { secret } = (await join('cellar')).snapshot.session;
    const session = { id: ada.id, secret };
    await expect(RoomPeer.join(server.url, 'kitchen', { session })).rejects.toBeInstanceOf(Refused);
    await expect(RoomPeer.join(server.url, 'no room name')).rejects.toBeInstanceOf(Refused);
    const after = await scrape();
    expect(answered(after, 'ok')).toBe(answered(before, 'ok') + 2);
    expect(answered(after, 'session-invalid')).toBe(1);
    expect(answered(after, 'room-name-invalid')).toBe(1);
    const taken = 'sfu_room_join_duration_seconds';
    expect(after.value(`${taken}_count`)).toBe(before.value(`${taken}_count`) + 2);
    const seconds = after.value(`${taken}_sum`) - before.value(`${taken}_sum`);
    expect(seconds).toBeGreaterThan(0.0005);
    expect(seconds).toBeLessThan(10);
  });

  test('count requests by name and code, and those that there are not under one name', async () => {
    const ada = await join('kitchen');
    await ada.request('sendMessage', { id: crypto.randomUUID(), text: 'hello' });
    await ada.ask('closeProducer', { id: crypto.randomUUID() });
    await ada.ask('no-such-request', {});
    await ada.ask('nor-this-one', {});
    const metrics = await scrape();
    expect(metrics.value('sfu_room_requests_total', { name: 'sendMessage', code: 'ok' })).toBe(1);
    expect(metrics.value('sfu_room_requests_total', { name: 'closeProducer', code: 'producer-not-found' })).toBe(1);
    expect(metrics.value('sfu_room_requests_total', { name: 'unknown', code: 'request-unknown' })).toBe(2);
    expect(metrics.value('sfu_room_request_duration_seconds_count', { name: 'sendMessage' })).toBe(1);
    expect(metrics.value('sfu_room_request_duration_seconds_sum', { name: 'sendMessage' })).toBeLessThan(5);
  });

  test('count peers that are lost, that come back, and that leave', async () => {
    const before = await scrape();
    const recovered = (metrics: typeof before): number =>
      metrics.value('sfu_room_recoveries_total', { cause: 'socket' });
    const left = (metrics: typeof before): number => metrics.value('sfu_room_leaves_total', { reason: 'left' });
    const ada = await RoomPeer.join(server.url, 'kitchen');
    await ada.lose();
    await until('it is missed', async () => (await value('sfu_room_peers', { connection: 'reconnecting' })) === 1);
    const again = await ada.comeBack(server.url);
    const back = await scrape();
    expect(back.value('sfu_room_peers', { connection: 'reconnecting' })).toBe(0);
    expect(recovered(back)).toBe(recovered(before) + 1);
    await again.leave();
    expect(left(await scrape())).toBe(left(before) + 1);
  });

  test('have no label whose values have no bound', async () => {
    await join('a-room-of-its-own');
    const { labels, text } = await scrape();
    const known = [
      'code',
      'connection',
      'direction',
      'kind',
      'le',
      'mode',
      'name',
      'cause',
      'reason',
      'slot',
      'source',
    ];
    expect([...labels].filter((label) => !known.includes(label))).toEqual([]);
    expect(text).not.toContain('a-room-of-its-own');
  });
});

describe('the metrics of a server that asks for tokens', () => {
  test('are for who has one for the API and all rooms', async () => {
    const closed = await startServer({ secret: [SECRET] });
    const statusFor = async (claims: Parameters<typeof tokenOf>[0]): Promise<number[]> => {
      const headers = { authorization: `Bearer ${await tokenOf(claims)}` };
      const answers = ['/metrics', '/sfu-room/metrics'].map((path) => fetch(closed.url + path, { headers }));
      return (await Promise.all(answers)).map(({ status }) => status);
    };
    try {
      expect(await statusFor({ api: true })).toEqual([200, 200]);
      expect(await statusFor({ room: '*' })).toEqual([403, 403]);
      expect(await statusFor({ room: 'kitchen', api: true })).toEqual([403, 403]);
      expect((await fetch(`${closed.url}/metrics`)).status).toBe(401);
    } finally {
      await closed.close();
    }
  });
});

describe('the metrics of media workers', () => {
  test('tell CPU and memory by slot', async () => {
    const metrics = await scrape();
    expect(metrics.value('sfu_room_worker_up', { slot: '0' })).toBe(1);
    const memory = metrics.value('sfu_room_worker_resident_memory_bytes', { slot: '0' });
    expect(memory).toBeGreaterThan(2_000_000);
    expect(memory).toBeLessThan(500_000_000);
    const cpu = ['user', 'system'].map((mode) =>
      metrics.value('sfu_room_worker_cpu_seconds_total', { slot: '0', mode }),
    );
    expect(cpu.reduce((sum, seconds) => sum + seconds)).toBeGreaterThan(0);
    expect(cpu.every((seconds) => seconds < 60)).toBe(true);
  });

  test('count the death of one, and the peers that got new media', async () => {
    const ada = await join('kitchen');
    for (const pid of workersOf(process.pid)) process.kill(pid, 'SIGKILL');
    await ada.until('it has new media', () => ada.snapshots.length === 2);
    const metrics = await scrape();
    expect(metrics.value('sfu_room_worker_deaths_total', { slot: '0' })).toBe(1);
    expect(metrics.value('sfu_room_worker_up', { slot: '0' })).toBe(1);
    expect(metrics.value('sfu_room_recoveries_total', { cause: 'worker' })).toBe(1);
    expect(metrics.value('sfu_room_worker_transports', { slot: '0' })).toBe(2);
  });

  test('are there in time when a worker hangs', async () => {
    const before = workersOf(process.pid);
    const other = await startServer({ metrics: 'open' });
    const pid = workersOf(process.pid).find((each) => !before.includes(each)) ?? NaN;
    process.kill(pid, 'SIGSTOP');
    try {
      const begin = performance.now();
      const metrics = await scrape(other);
      // Before the server itself ends the worker, which takes six seconds.
      expect(performance.now() - begin).toBeLessThan(5_000);
      expect(metrics.value('sfu_room_worker_up', { slot: '0' })).toBe(1);
      expect(metrics.text).not.toContain('sfu_room_worker_resident_memory_bytes{');
    } finally {
      process.kill(pid, 'SIGCONT');
      await other.close();
    }
  });
});
