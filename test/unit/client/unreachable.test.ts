import type { Device, Transport } from 'mediasoup-client/types';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ConnectionBench, settle, usingConnection } from '../../helpers/connection-bench.js';
import { consumableInfo, fakeDevice, setConnectionState } from '../../helpers/fake-device.js';
import { peerInfo, producerInfo, transportInfo, wantedTrack } from '../../helpers/facts.js';

usingConnection();

let bench: ConnectionBench;
let transports: Transport[];
let onTransport: (transport: Transport) => void;

async function openDevice(): Promise<Device> {
  const device = await fakeDevice();
  device.observer.on('newtransport', (transport) => {
    transports.push(transport);
    onTransport(transport);
  });
  return device;
}

beforeEach(async () => {
  transports = [];
  onTransport = () => undefined;
  bench = new ConnectionBench({ createDevice: openDevice });
  await settle();
});

afterEach(() => bench.connection.leave());

const codes = (): string[] => bench.onError.mock.calls.map(([{ code }]) => code);
const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const become = (direction: Transport['direction'], state: 'connected' | 'disconnected'): void => {
  for (const transport of transports) if (transport.direction === direction) setConnectionState(transport, state);
};
const publish = async (): Promise<void> => {
  bench.intent.setTrack(wantedTrack('camera'));
  await bench.connection.sync();
};

test('what is sent and never gets a connection is told once, and the call goes on', async () => {
  await bench.join();
  await publish();
  await pass(9_500);
  expect(codes()).toEqual([]);
  await pass(60_000);
  expect(codes()).toEqual(['media-unreachable']);
  expect(bench.connection.status).toBe('joined');
  expect(bench.onEnd).not.toHaveBeenCalled();
});

test('what is received counts as much as what is sent', async () => {
  bench.signaling.snapshot({
    peers: [peerInfo('bob', { producers: [producerInfo('p1')] })],
    consumers: [consumableInfo('c1', { producerId: 'p1' })],
  });
  await settle();
  await publish();
  become('send', 'connected');
  await pass(11_000);
  expect(codes()).toEqual(['media-unreachable']);
});

test('a room in which nothing is sent or received needs no connection', async () => {
  await bench.join();
  await pass(60_000);
  expect(codes()).toEqual([]);
});

test('a connection that came about and was lost is told too', async () => {
  bench.signaling.answers.restartIce = () => transportInfo('send-1').iceParameters;
  await bench.join();
  await publish();
  become('send', 'connected');
  await pass(60_000);
  expect(codes()).toEqual([]);
  become('send', 'disconnected');
  await pass(11_000);
  expect(codes()).toEqual(['media-unreachable']);
});

test('new transports that fare no better are no news', async () => {
  await bench.join();
  await publish();
  await pass(11_000);
  bench.signaling.snapshot({ transports: { send: transportInfo('send-2'), recv: transportInfo('recv-2') } });
  await pass(60_000);
  expect(transports.map(({ id }) => id)).toContain('send-2');
  expect(codes()).toEqual(['media-unreachable']);
});

test('transports that fail and are made anew again and again are waited for all the same', async () => {
  let made = 2;
  bench.signaling.answers.restartIce = () => transportInfo('send-1').iceParameters;
  bench.signaling.answers.snapshot = () => {
    made += 1;
    bench.signaling.snapshot({
      transports: { send: transportInfo(`send-${String(made)}`), recv: transportInfo('recv-1') },
    });
    return null;
  };
  await bench.join();
  await publish();
  for (let second = 0; second < 12; second++) {
    const send = transports.findLast(({ direction, closed }) => direction === 'send' && !closed);
    // Told only when it is otherwise than before.
    for (const state of ['disconnected', 'failed'] as const) if (send) setConnectionState(send, state);
    await pass(1_000);
  }
  expect(made).toBeGreaterThan(2);
  expect(codes()).toEqual(['media-unreachable']);
});

test('what is sent only when the transport stands is waited for meanwhile', async () => {
  await bench.join();
  await publish();
  await pass(5_000);
  onTransport = (transport) => vi.spyOn(transport, 'produce').mockReturnValue(new Promise(() => undefined));
  bench.signaling.snapshot({ transports: { send: transportInfo('send-2'), recv: transportInfo('recv-2') } });
  await pass(6_000);
  expect(codes()).toEqual(['media-unreachable']);
});

test('what has failed is tried at once when the server is reached anew, over another network perhaps', async () => {
  const anew = { transports: { send: transportInfo('send-2'), recv: transportInfo('recv-1') } };
  bench.signaling.answers.restartIce = () => transportInfo('send-1').iceParameters;
  bench.signaling.answers.snapshot = () => {
    bench.signaling.snapshot(anew);
    return null;
  };
  await bench.join();
  await publish();
  for (const id of ['send-1', 'send-1', 'send-2']) {
    const send = transports.find((transport) => transport.id === id);
    for (const state of ['disconnected', 'failed'] as const) if (send) setConnectionState(send, state);
    await settle();
  }
  expect(bench.signaling.named('restartIce')).toEqual([{ transportId: 'send-1' }]);
  bench.signaling.lose();
  bench.signaling.snapshot(anew);
  await settle();
  expect(bench.signaling.named('restartIce')).toEqual([{ transportId: 'send-1' }, { transportId: 'send-2' }]);
});

test('while the server itself is away, that is what there is to tell', async () => {
  await bench.join();
  await publish();
  bench.signaling.lose();
  await pass(60_000);
  expect(codes()).toEqual([]);
});
