import { randomUUID } from 'node:crypto';
import { observer } from 'mediasoup';
import type { Worker } from 'mediasoup/types';
import { beforeEach, expect, test } from 'vitest';
import { NAMESPACE } from '../../../widget/src/protocol/index.js';
import { DeafClient } from '../../helpers/deaf-client.js';
import type { RoomPeer } from '../../helpers/room-peer.js';
import { usingServer } from '../../helpers/room-server.js';
import { cameraRequest, microphoneRequest, vp8Parameters } from '../../helpers/rtp.js';

/** As many requests of one socket may wait for their answers. */
const MAX_PENDING = 256;

const workers: Worker[] = [];
observer.on('newworker', (worker) => workers.push(worker));

const server = usingServer();
let ada: RoomPeer;
let bob: RoomPeer;

beforeEach(async () => {
  ada = await server.join(randomUUID());
  bob = await server.join(ada.snapshot.room);
});

test('requests beyond those that may wait are refused with rate-limited, of that client alone', async () => {
  const [worker] = workers;
  if (!worker) throw new Error('No worker was seen.');
  const codes: string[] = [];
  const ask = async (): Promise<void> => {
    codes.push(await ada.codeOf('restartIce', { transportId: ada.snapshot.transports.send.id }));
  };
  // A worker that answers nothing lets them wait.
  process.kill(worker.pid, 'SIGSTOP');
  const asked = Array.from({ length: MAX_PENDING + 20 }, ask);
  try {
    await ada.caughtUp();
    expect(codes).toEqual(Array(20).fill('rate-limited'));
    expect(await ada.codeOf('updateSelf', { name: 'Ada' })).toBe('rate-limited');
    expect(await bob.codeOf('updateSelf', { name: 'Bob' })).toBe('none');
  } finally {
    process.kill(worker.pid, 'SIGCONT');
  }
  await Promise.all(asked);
  expect(codes.filter((code) => code === 'none')).toHaveLength(MAX_PENDING);
  expect(await ada.codeOf('updateSelf', { name: 'Ada' })).toBe('none');
});

test('more than eight encodings are refused, and what comes with them is published', async () => {
  const many = cameraRequest({ rtpParameters: vp8Parameters(9) });
  const answers = await ada.request('produce', { producers: [many, microphoneRequest()] });
  expect(answers.map((answer) => answer?.code)).toEqual(['payload-invalid', undefined]);
  expect((await bob.hear('producerAdded')).producer.label).toBe('microphone');
  await bob.caughtUp();
  expect(bob.heard('producerAdded')).toHaveLength(1);
});

test('a session that comes back without end is refused with rate-limited, of that peer alone', async () => {
  const { room, session } = ada.snapshot;
  for (let count = 0; count < 60; count++) await server.join(room, { session });
  await expect(server.join(room, { session })).rejects.toMatchObject({ code: 'rate-limited' });
  expect((await server.comeBack(bob)).snapshot.session).toEqual(bob.snapshot.session);
});

test('a client that answers pings and reads nothing is cut off, when much waits for it', async () => {
  const { room } = ada.snapshot;
  // So that each snapshot is a long one.
  const texts = Array.from({ length: 16 }, () => 'x'.repeat(2_000));
  for (const text of texts) await ada.request('sendMessage', { id: randomUUID(), text });
  const deaf = await DeafClient.join(server.url, room);
  const { peer } = await ada.hear('peerJoined', ({ peer: { id } }) => id !== bob.id);
  let asked = 0;
  const isGone = (): boolean =>
    ada.heard('peerChanged').some(({ peerId, connection }) => peerId === peer.id && connection === 'reconnecting');
  while (!isGone() && asked < 400) {
    const status = await deaf.send('3', `42${NAMESPACE},${asked}["snapshot",{"transports":{"send":null,"recv":null}}]`);
    asked += 1;
    if (status !== 200) break;
    await ada.caughtUp();
  }
  await ada.until('the deaf one is cut off', isGone);
  // Of 32,000 characters each, far fewer than are asked for, and more than a slow link lets pile up.
  expect(asked).toBeGreaterThan(60);
  expect(asked).toBeLessThan(200);
});
