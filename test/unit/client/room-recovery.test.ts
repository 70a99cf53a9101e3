import { beforeEach, describe, expect, test, vi } from 'vitest';
import { RoomError } from '../../../widget/src/client/errors.js';
import type { Intent } from '../../../widget/src/client/intent.js';
import type { RoomConnection } from '../../../widget/src/client/room-connection.js';
import { later, settle, usingConnection, type ConnectionBench } from '../../helpers/connection-bench.js';
import type { FakeSignaling } from '../../helpers/fake-signaling.js';
import { fakeTrack } from '../../helpers/fake-track.js';
import { peerInfo, producerInfo, transportInfo, wantedTrack } from '../../helpers/facts.js';

const current = usingConnection();
let bench: ConnectionBench;
let intent: Intent;
let connection: RoomConnection;
let signaling: FakeSignaling;

beforeEach(() => {
  bench = current();
  ({ intent, connection, signaling } = bench);
});

describe('a lost connection', () => {
  test('is reconnecting until the next snapshot, and tried again and again', async () => {
    await bench.join();
    for (let attempt = 2; attempt <= 12; attempt += 1) {
      signaling.lose();
      expect(connection.status).toBe('reconnecting');
      await later();
      expect(signaling.connects).toBe(attempt);
    }
    await bench.join();
    expect(bench.onEnd).not.toHaveBeenCalled();
    expect(bench.onError).not.toHaveBeenCalled();
  });

  test('comes back with its session and its transports, which are kept', async () => {
    intent.setTrack(wantedTrack('camera'));
    await bench.join();
    const [produced] = signaling.named('produce')[0]?.producers ?? [];
    signaling.lose();
    expect(await connection.handshake()).toMatchObject({
      session: { id: 'me', secret: 'secret' },
      transports: { send: 'send-1', recv: 'recv-1' },
    });
    signaling.snapshot({ self: peerInfo('me', { name: '', producers: [producerInfo(produced?.id ?? '')] }) });
    await settle();
    expect(signaling.named('produce')).toHaveLength(1);
  });

  test('to a server that has forgotten all brings everything about again', async () => {
    intent.setTrack(wantedTrack('camera'));
    await bench.join();
    signaling.lose();
    signaling.snapshot({ transports: { send: transportInfo('send-2'), recv: transportInfo('recv-2') } });
    await settle();
    const produced = signaling.named('produce').flatMap(({ producers }) => producers);
    expect(produced.map(({ label }) => label)).toEqual(['camera', 'camera']);
    expect(new Set(produced.map(({ id }) => id)).size).toBe(2);
  });

  test('lets a change of intent wait, and take effect with the return alone', async () => {
    await bench.join();
    signaling.lose();
    intent.setPaused(undefined, true);
    const effect = vi.fn();
    const done = connection.sync().then(effect);
    await later();
    expect(effect).not.toHaveBeenCalled();
    expect((await connection.handshake()).receive.paused).toBe(true);
    signaling.snapshot();
    await done;
    expect(signaling.requests).toEqual([]);
  });

  test('in the middle of a request loses nothing', async () => {
    await bench.join();
    signaling.answers.produce = () => {
      signaling.lose();
      throw new RoomError('server-unreachable');
    };
    intent.setTrack(wantedTrack('camera'));
    const done = connection.sync();
    await later();
    delete signaling.answers.produce;
    signaling.snapshot();
    await done;
    expect(bench.onError).not.toHaveBeenCalled();
    expect(connection.fact?.self.producers.map(({ label }) => label)).toEqual(['camera']);
  });
});

describe('sync', () => {
  test('resolves when the server has taken the change, not before', async () => {
    await bench.join();
    let answer = (): void => undefined;
    signaling.answers.updateSubscriptions = () => new Promise((resolve) => (answer = () => resolve(null)));
    intent.setPaused('bob', true);
    const effect = vi.fn();
    const done = connection.sync().then(effect);
    await settle();
    expect(signaling.named('updateSubscriptions')).toHaveLength(1);
    expect(effect).not.toHaveBeenCalled();
    answer();
    await done;
  });

  test('of many changes sends the last one only', async () => {
    await bench.join();
    const changes = ['bob', 'eve', 'kim'].map((peerId) => {
      intent.setPaused(peerId, true);
      return connection.sync();
    });
    await Promise.all(changes);
    expect(signaling.named('updateSubscriptions')).toMatchObject([{ pausedPeers: ['bob', 'eve', 'kim'] }]);
  });

  test('tells a new name once', async () => {
    await bench.join();
    intent.name = 'Ada';
    await connection.sync();
    await connection.sync();
    expect(signaling.named('updateSelf')).toEqual([{ name: 'Ada' }]);
  });
});

describe('a server that fails at a request', () => {
  test('is asked for the snapshot a little later, and it goes on', async () => {
    await bench.join();
    signaling.answers.updateSelf = () => {
      throw new RoomError('server-error');
    };
    signaling.answers.snapshot = () => {
      signaling.snapshot();
      return null;
    };
    intent.name = 'Ada';
    const done = connection.sync();
    await settle();
    expect(bench.onError).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'server-error' }));
    expect(signaling.named('snapshot')).toEqual([]);
    delete signaling.answers.updateSelf;
    await later();
    await done;
    expect(connection.fact?.self.name).toBe('Ada');
  });

  test('again and again is given up', async () => {
    await bench.join();
    signaling.answers.updateSelf = () => {
      throw new RoomError('server-error');
    };
    signaling.answers.snapshot = () => {
      signaling.snapshot();
      return null;
    };
    intent.name = 'Ada';
    const done = expect(connection.sync()).rejects.toMatchObject({ code: 'server-error' });
    for (const _ of Array(10)) await later();
    await done;
    expect(bench.onEnd).toHaveBeenCalledExactlyOnceWith('failed', expect.objectContaining({ code: 'server-error' }));
  });

  test('at one track is no reason to end: the track alone fails', async () => {
    await bench.join();
    signaling.answers.produce = ({ producers }) => producers.map(() => ({ code: 'media-rejected', message: 'no' }));
    bench.onProduceFailed.mockImplementationOnce(({ label }) => intent.removeTrack(label));
    intent.setTrack(wantedTrack('camera'));
    await connection.sync();
    expect(bench.onProduceFailed).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ label: 'camera' }),
      expect.objectContaining({ code: 'media-rejected' }),
    );
    expect(bench.onEnd).not.toHaveBeenCalled();
  });

  test('because its transport is gone gets the track again with the next one', async () => {
    await bench.join();
    signaling.answers.produce = ({ producers }) =>
      producers.map(() => ({ code: 'transport-not-found', message: 'gone' }));
    signaling.answers.snapshot = () => {
      signaling.snapshot({ transports: { send: transportInfo('send-2'), recv: transportInfo('recv-2') } });
      return null;
    };
    intent.setTrack(wantedTrack('camera'));
    const done = connection.sync();
    await settle();
    delete signaling.answers.produce;
    await later();
    await done;
    expect(bench.onProduceFailed).not.toHaveBeenCalled();
    expect(connection.fact?.self.producers.map(({ label }) => label)).toEqual(['camera']);
  });
});

describe('a track that has ended behind our back', () => {
  test('fails alone when it should take the place of another', async () => {
    const camera = wantedTrack('camera');
    intent.setTrack(camera);
    await bench.join();
    bench.onProduceFailed.mockImplementationOnce(({ label }) => intent.removeTrack(label));
    const ended = fakeTrack();
    ended.stop();
    intent.setTrack({ ...camera, track: ended });
    await connection.sync();
    expect(bench.onProduceFailed).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ label: 'camera' }),
      expect.objectContaining({ code: 'track-ended' }),
    );
    expect(bench.onError).not.toHaveBeenCalled();
    expect(bench.onEnd).not.toHaveBeenCalled();
  });
});
