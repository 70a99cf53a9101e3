import type { Consumer, Device, Producer, Transport } from 'mediasoup-client/types';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConnectionBench, later, settle, usingConnection } from '../../helpers/connection-bench.js';
import { consumableInfo, fakeDevice } from '../../helpers/fake-device.js';
import { peerInfo, producerInfo, transportInfo, wantedTrack } from '../../helpers/facts.js';

usingConnection();

let bench: ConnectionBench;
let transports: Transport[];
let producers: Producer[];
let consumers: Consumer[];

/** A device whose objects the test can break. */
async function openDevice(): Promise<Device> {
  const device = await fakeDevice();
  device.observer.on('newtransport', (transport) => {
    transports.push(transport);
    transport.observer.on('newproducer', (producer) => producers.push(producer));
    transport.observer.on('newconsumer', (consumer) => consumers.push(consumer));
  });
  return device;
}

beforeEach(async () => {
  [transports, producers, consumers] = [[], [], []];
  bench = new ConnectionBench({ createDevice: openDevice });
  await settle();
  bench.intent.setTrack(wantedTrack('camera'));
  bench.signaling.snapshot({
    peers: [peerInfo('bob', { producers: [producerInfo('p1')] })],
    consumers: [consumableInfo('c1', { producerId: 'p1' })],
  });
  await settle();
});

afterEach(() => bench.connection.leave());

describe('what closes by itself in the browser', () => {
  test('a producer: the track is published again, on the same transport', async () => {
    producers[0]?.close();
    await settle();
    const requests = bench.signaling.named('produce').flatMap(({ producers: requested }) => requested);
    expect(requests.map(({ label }) => label)).toEqual(['camera', 'camera']);
    expect(transports).toHaveLength(2);
    expect(producers).toHaveLength(2);
  });

  test('a consumer: it is received again', async () => {
    const [first] = bench.connection.received;
    consumers[0]?.close();
    await settle();
    expect(consumers).toHaveLength(2);
    const [second, ...others] = bench.connection.received;
    expect(others).toEqual([]);
    expect(second?.info.id).toBe('c1');
    expect(second?.track).not.toBe(first?.track);
  });

  test('a transport: another is asked for, and the other one goes on', async () => {
    bench.signaling.answers.snapshot = () => {
      bench.signaling.snapshot({ transports: { send: transportInfo('send-2'), recv: transportInfo('recv-1') } });
      return null;
    };
    transports.find(({ direction }) => direction === 'send')?.close();
    await settle();
    expect(bench.signaling.named('snapshot')).toEqual([{ transports: { send: null, recv: 'recv-1' } }]);
    expect(transports.filter(({ closed }) => !closed).map(({ id }) => id)).toEqual(['recv-1', 'send-2']);
    expect(bench.signaling.named('produce')).toHaveLength(2);
  });
});

test('leaving closes everything, and brings nothing back', async () => {
  await bench.connection.leave();
  await later();
  expect(transports.map(({ closed }) => closed)).toEqual([true, true]);
  expect(bench.signaling.named('produce')).toHaveLength(1);
  expect(bench.signaling.named('snapshot')).toHaveLength(0);
});

test('a producer id that is taken is no fault of the track: it is published under another', async () => {
  producers[0]?.close();
  bench.signaling.answers.produce = ({ producers: requested }) =>
    requested.map(() => ({ code: 'producer-exists', message: 'taken' }));
  await settle();
  delete bench.signaling.answers.produce;
  bench.signaling.answers.snapshot = () => {
    bench.signaling.snapshot();
    return null;
  };
  await later();
  await settle();
  expect(bench.onProduceFailed).not.toHaveBeenCalled();
  const ids = bench.signaling.named('produce').flatMap(({ producers: requested }) => requested.map(({ id }) => id));
  expect(ids).toHaveLength(3);
  expect(new Set(ids).size).toBe(3);
  expect(bench.connection.fact?.self.producers.map(({ id }) => id)).toEqual([ids[2]]);
});
