import { randomUUID } from 'node:crypto';
import { observer } from 'mediasoup';
import type { Worker } from 'mediasoup/types';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { EVERYTHING } from '../../helpers/facts.js';
import type { RoomPeer } from '../../helpers/room-peer.js';
import { usingServer } from '../../helpers/room-server.js';
import { cameraRequest, dtlsParameters, microphoneRequest } from '../../helpers/rtp.js';

const workers: Worker[] = [];
observer.on('newworker', (worker) => {
  workers.push(worker);
  worker.on('subprocessclose', () => workers.splice(workers.indexOf(worker), 1));
});

const server = usingServer();
let ada: RoomPeer;
let bob: RoomPeer;

beforeEach(async () => {
  ada = await server.join(randomUUID(), { name: 'Ada' });
  bob = await server.join(ada.snapshot.room, { receive: { ...EVERYTHING, pausedTracks: [`${ada.id}:camera`] } });
});

/** Kills the worker in the way in which a crash does. */
function killWorker(): void {
  expect(workers).toHaveLength(1);
  process.kill(workers[0]?.pid ?? 0, 'SIGKILL');
}

const transportsOf = ({ snapshot }: RoomPeer): string[] => Object.values(snapshot.transports).map(({ id }) => id);

async function nextSnapshot(peer: RoomPeer, before: number): Promise<void> {
  await peer.until('a snapshot comes', () => peer.snapshots.length > before);
}

describe('when a worker dies', () => {
  test('everyone gets a snapshot with new transports, and nobody leaves', async () => {
    const camera = cameraRequest();
    await ada.request('produce', { producers: [camera] });
    await bob.hear('consumerAdded');
    const before = [transportsOf(ada), transportsOf(bob)].flat();
    killWorker();
    await Promise.all([nextSnapshot(ada, 1), nextSnapshot(bob, 1)]);
    const after = [transportsOf(ada), transportsOf(bob)].flat();
    expect(new Set([...before, ...after]).size).toBe(8);
    expect(ada.snapshot.self.producers).toEqual([]);
    expect(bob.snapshot.consumers).toEqual([]);
    expect(bob.snapshot.peers).toMatchObject([{ id: ada.id, name: 'Ada', connection: 'connected' }]);
    expect(bob.heard('peerLeft')).toEqual([]);
    expect([ada.disconnected, bob.disconnected]).toEqual([false, false]);
  });

  test('the room works again: what is published arrives, with the pauses of before', async () => {
    killWorker();
    await Promise.all([nextSnapshot(ada, 1), nextSnapshot(bob, 1)]);
    expect(await ada.request('produce', { producers: [cameraRequest(), microphoneRequest()] })).toEqual([null, null]);
    await bob.until('both arrive', () => bob.heard('consumerAdded').length === 2);
    const paused = Object.fromEntries(
      bob.heard('consumerAdded').map(({ consumer }) => [consumer.kind, consumer.paused]),
    );
    expect(paused).toEqual({ video: true, audio: false });
    const { send } = ada.snapshot.transports;
    await ada.request('connectTransport', { transportId: send.id, dtlsParameters: dtlsParameters() });
    expect((await server.health()).workers).toBe(1);
  });

  test('by hanging, it is ended, and the room works again on the next one', async () => {
    const { pid } = workers[0] ?? { pid: 0 };
    process.kill(pid, 'SIGSTOP');
    const late = server.join(ada.snapshot.room, { name: 'Kim' });
    await Promise.all([nextSnapshot(ada, 1), nextSnapshot(bob, 1)]);
    expect((await late).snapshot.peers.map(({ id }) => id)).toEqual([ada.id, bob.id]);
    expect(await ada.request('produce', { producers: [cameraRequest()] })).toEqual([null]);
    expect(workers.map((worker) => worker.pid)).not.toContain(pid);
    expect((await server.health()).workers).toBe(1);
  });

  test('a track that is published meanwhile is not refused for good', async () => {
    const { pid } = workers[0] ?? { pid: 0 };
    // Stopped first, so that the request is under way when it dies.
    process.kill(pid, 'SIGSTOP');
    const answers = ada.request('produce', { producers: [cameraRequest(), microphoneRequest()] });
    process.kill(pid, 'SIGKILL');
    expect((await answers).map((error) => error?.code)).toEqual(['transport-not-found', 'transport-not-found']);
    await nextSnapshot(ada, 1);
    expect(await ada.request('produce', { producers: [cameraRequest()] })).toEqual([null]);
  });

  test('a join that comes in between waits for the next one', async () => {
    const { pid } = workers[0] ?? { pid: 0 };
    process.kill(pid, 'SIGSTOP');
    const joins = Promise.all([server.join(ada.snapshot.room), server.join(randomUUID())]);
    process.kill(pid, 'SIGKILL');
    const [here, elsewhere] = await joins;
    expect(here.snapshot.peers.map(({ id }) => id)).toEqual([ada.id, bob.id]);
    expect(await elsewhere.request('produce', { producers: [cameraRequest()] })).toEqual([null]);
  });

  test('a peer whose socket is lost at that time comes back to new transports', async () => {
    await ada.request('produce', { producers: [cameraRequest()] });
    await ada.lose();
    killWorker();
    await nextSnapshot(bob, 1);
    const back = await server.comeBack(ada);
    expect(transportsOf(back)).not.toEqual(transportsOf(ada));
    expect(back.snapshot.self.producers).toEqual([]);
    expect(await back.request('produce', { producers: [cameraRequest()] })).toEqual([null]);
    await bob.hear('consumerAdded', ({ consumer }) => consumer.peerId === ada.id);
  });

  test('again and again, the room is there each time', async () => {
    for (const round of [1, 2, 3]) {
      killWorker();
      await Promise.all([nextSnapshot(ada, round), nextSnapshot(bob, round)]);
      expect(await ada.request('produce', { producers: [cameraRequest()] })).toEqual([null]);
      await vi.waitFor(() => expect(workers).toHaveLength(1));
    }
  });
});
