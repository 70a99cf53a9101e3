import { expect, test } from 'vitest';
import { MAX_LIST, MAX_PRODUCERS } from '../../../widget/src/protocol/index.js';
import { usingConnection } from '../../helpers/connection-bench.js';
import { consumableInfo } from '../../helpers/fake-device.js';
import { peerInfo, producerInfo, wantedTrack } from '../../helpers/facts.js';

const bench = usingConnection();

test('more tracks than one request takes are published by several', async () => {
  const { intent, connection, signaling } = bench;
  for (let i = 0; i <= MAX_PRODUCERS; i += 1) intent.setTrack(wantedTrack(`track ${i}`));
  signaling.snapshot();
  await connection.sync();
  expect(signaling.named('produce').map(({ producers }) => producers.length)).toEqual([MAX_PRODUCERS, 1]);
  expect(connection.fact?.self.producers).toHaveLength(MAX_PRODUCERS + 1);
});

test('more consumers than one request takes are told to be ready by several', async () => {
  const { connection, signaling } = bench;
  const consumers = Array.from({ length: MAX_LIST + 1 }, (_, i) =>
    consumableInfo(`c${i}`, { producerId: 'p1', ready: false }),
  );
  signaling.snapshot({ peers: [peerInfo('bob', { producers: [producerInfo('p1')] })], consumers });
  await connection.sync();
  expect(signaling.named('updateConsumers').map((request) => request.consumers.length)).toEqual([MAX_LIST, 1]);
});
