import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SfuRoomServer } from '../../../backend/src/server.js';
import { MetricsText } from '../../helpers/metrics-text.js';
import { RoomPeer } from '../../helpers/room-peer.js';
import { startServer } from '../../helpers/room-server.js';
import { cameraRequest } from '../../helpers/rtp.js';
import { until } from '../../helpers/until.js';
import { WEBHOOK_SECRET, WebhookReceiver } from '../../helpers/webhook-receiver.js';

let dataDir: string;
let receiver: WebhookReceiver;
let server: SfuRoomServer;

async function start(): Promise<SfuRoomServer> {
  const webhooks = [{ url: receiver.url, secret: WEBHOOK_SECRET }];
  return await startServer({ webhooks, dataDir, metrics: 'open', gracePeriod: 60_000 });
}

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'data-'));
  receiver = await WebhookReceiver.start();
  server = await start();
});

afterEach(async () => {
  await server.close();
  await receiver.close();
  await rm(dataDir, { recursive: true });
});

const told = (): string[] => receiver.taken.map(({ event }) => event);

describe('a server with webhooks', () => {
  test('tells the life of a room in its order', async () => {
    const ada = await RoomPeer.join(server.url, 'kitchen', { name: 'Ada' });
    const camera = cameraRequest();
    await ada.request('produce', { producers: [camera] });
    await ada.request('closeProducer', { id: camera.id });
    await ada.leave();
    await until('the end is told', () => told().includes('roomended'));
    expect(told()).toEqual(['roomstarted', 'peerjoined', 'trackpublished', 'trackremoved', 'peerleft', 'roomended']);
    const [, joined, published, , left] = receiver.taken;
    expect(joined).toMatchObject({ room: 'kitchen', peer: { id: ada.id, name: 'Ada', identity: null } });
    const track = { id: `${ada.id}:camera`, label: 'camera', source: 'camera', kind: 'video', paused: false };
    expect(published).toMatchObject({ room: 'kitchen', peer: { id: ada.id }, track });
    expect(left).toMatchObject({ reason: 'left' });
    expect(receiver.taken.every(({ at }) => Math.abs(Date.now() - at) < 60_000)).toBe(true);
  });

  test('tells the end of its rooms while it closes', async () => {
    await RoomPeer.join(server.url, 'kitchen');
    await server.close();
    expect(told().slice(0, 2)).toEqual(['roomstarted', 'peerjoined']);
    expect(told().at(-1)).toBe('roomended');
  });

  test('keeps what nobody took through its end, shows how much that is, and tells it at the next start', async () => {
    receiver.answer = () => 503;
    const ada = await RoomPeer.join(server.url, 'kitchen');
    await ada.leave();
    const pending = async (): Promise<number> =>
      (await MetricsText.from(`${server.url}/metrics`)).value('sfu_room_webhooks_pending');
    await until('all are noted', async () => (await pending()) === 4);
    await server.close();
    receiver.answer = () => 200;
    server = await start();
    await until('all are told', () => told().length === 4);
    expect(told()).toEqual(['roomstarted', 'peerjoined', 'peerleft', 'roomended']);
    await until('nothing is left', async () => (await pending()) === 0);
  });
});
