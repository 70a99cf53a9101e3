import { describe, expect, test, vi } from 'vitest';
import { RoomError } from '../../../widget/src/client/errors.js';
import { later, settle, usingConnection } from '../../helpers/connection-bench.js';
import { fakeTrack } from '../../helpers/fake-track.js';
import { peerInfo, producerInfo, transportInfo, wantedTrack } from '../../helpers/facts.js';

const bench = usingConnection();

describe('a lost connection', () => {
  test('is reconnecting until the next snapshot, and tried again and again', async () => {
    await bench.join();
    for (let attempt = 2; attempt <= 12; attempt += 1) {
      bench.signaling.lose();
      expect(bench.connection.status).toBe('reconnecting');
      await later();
      expect(bench.signaling.connects).toBe(attempt);
    }
    await bench.join();
    expect(bench.onEnd).not.toHaveBeenCalled();
    expect(bench.onError).not.toHaveBeenCalled();
  });

  test('comes back with its session and its transports, which are kept', async () => {
    bench.intent.setTrack(wantedTrack('camera'));
    await bench.join();
    const [produced] = bench.signaling.named('produce')[0]?.producers ?? [];
    bench.signaling.lose();
    expect(await bench.connection.handshake()).toMatchObject({
      session: { id: 'me', secret: 'secret' },
      transports: { send: 'send-1', recv: 'recv-1' },
    });
    bench.signaling.snapshot({ self: peerInfo('me', { name: '', producers: [producerInfo(produced?.id ?? '')] }) });
    await settle();
    expect(bench.signaling.named('produce')).toHaveLength(1);
  });

  test('to a server that has forgotten all brings everything about again', async () => {
    bench.intent.setTrack(wantedTrack('camera'));
    await bench.join();
    bench.signaling.lose();
    bench.signaling.snapshot({ transports: { send: transportInfo('send-2'), recv: transportInfo('recv-2') } });
    await settle();
    const produced = bench.signaling.named('produce').flatMap(({ producers }) => producers);
    expect(produced.map(({ label }) => label)).toEqual(['camera', 'camera']);
    expect(new Set(produced.map(({ id }) => id)).size).toBe(2);
  });

  test('lets a change of intent wait, and take effect with the return alone', async () => {
    await bench.join();
    bench.signaling.lose();
    bench.intent.setPaused(undefined, true);
    const effect = vi.fn();
    const done = bench.connection.sync().then(effect);
    await later();
    expect(effect).not.toHaveBeenCalled();
    expect((await bench.connection.handshake()).receive.paused).toBe(true);
    bench.signaling.snapshot();
    await done;
    expect(bench.signaling.requests).toEqual([]);
  });

  test('in the middle of a request loses nothing', async () => {
    await bench.join();
    bench.signaling.answers.produce = () => {
      bench.signaling.lose();
      throw new RoomError('server-unreachable');
    };
    bench.intent.setTrack(wantedTrack('camera'));
    const done = bench.connection.sync();
    await later();
    delete bench.signaling.answers.produce;
    bench.signaling.snapshot();
    await done;
    expect(bench.onError).not.toHaveBeenCalled();
    expect(bench.connection.fact?.self.producers.map(({ label }) => label)).toEqual(['camera']);
  });
});

describe('sync', () => {
  test('resolves when the server has taken the change, not before', async () => {
    await bench.join();
    let answer = (): void => undefined;
    bench.signaling.answers.updateSubscriptions = () => new Promise((resolve) => (answer = () => resolve(null)));
    bench.intent.setPaused('bob', true);
    const effect = vi.fn();
    const done = bench.connection.sync().then(effect);
    await settle();
    expect(bench.signaling.named('updateSubscriptions')).toHaveLength(1);
    expect(effect).not.toHaveBeenCalled();
    answer();
    await done;
  });

  test('of many changes sends the last one only', async () => {
    await bench.join();
    const changes = ['bob', 'eve', 'kim'].map((peerId) => {
      bench.intent.setPaused(peerId, true);
      return bench.connection.sync();
    });
    await Promise.all(changes);
    expect(bench.signaling.named('updateSubscriptions')).toMatchObject([{ pausedPeers: ['bob', 'eve', 'kim'] }]);
  });

  test('tells a new name once', async () => {
    await bench.join();
    bench.intent.name = 'Ada';
    await bench.connection.sync();
    await bench.connection.sync();
    expect(bench.signaling.named('updateSelf')).toEqual([{ name: 'Ada' }]);
  });
});

describe('a server that fails at a request', () => {
  test('is asked for the snapshot a little later, and it goes on', async () => {
    await bench.join();
    bench.signaling.answers.updateSelf = () => {
      throw new RoomError('server-error');
    };
    bench.signaling.answers.snapshot = () => {
      bench.signaling.snapshot();
      return null;
    };
    bench.intent.name = 'Ada';
    const done = bench.connection.sync();
    await settle();
    expect(bench.onError).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'server-error' }));
    expect(bench.signaling.named('snapshot')).toEqual([]);
    delete bench.signaling.answers.updateSelf;
    await later();
    await done;
    expect(bench.connection.fact?.self.name).toBe('Ada');
  });

  test('again and again is given up', async () => {
    await bench.join();
    bench.signaling.answers.updateSelf = () => {
      throw new RoomError('server-error');
    };
    bench.signaling.answers.snapshot = () => {
      bench.signaling.snapshot();
      return null;
    };
    bench.intent.name = 'Ada';
    const done = expect(bench.connection.sync()).rejects.toMatchObject({ code: 'server-error' });
    for (const _ of Array(10)) await later();
    await done;
    expect(bench.onEnd).toHaveBeenCalledExactlyOnceWith('failed', expect.objectContaining({ code: 'server-error' }));
  });

  test('at one track is no reason to end: the track alone fails', async () => {
    await bench.join();
    bench.signaling.answers.produce = ({ producers }) =>
      producers.map(() => ({ code: 'media-rejected', message: 'no' }));
    bench.onProduceFailed.mockImplementationOnce(({ label }) => bench.intent.removeTrack(label));
    bench.intent.setTrack(wantedTrack('camera'));
    await bench.connection.sync();
    expect(bench.onProduceFailed).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ label: 'camera' }),
      expect.objectContaining({ code: 'media-rejected' }),
    );
    expect(bench.onEnd).not.toHaveBeenCalled();
  });

  test('because its transport is gone gets the track again with the next one', async () => {
    await bench.join();
    bench.signaling.answers.produce = ({ producers }) =>
      producers.map(() => ({ code: 'transport-not-found', message: 'gone' }));
    bench.signaling.answers.snapshot = () => {
      bench.signaling.snapshot({ transports: { send: transportInfo('send-2'), recv: transportInfo('recv-2') } });
      return null;
    };
    bench.intent.setTrack(wantedTrack('camera'));
    const done = bench.connection.sync();
    await settle();
    delete bench.signaling.answers.produce;
    await later();
    await done;
    expect(bench.onProduceFailed).not.toHaveBeenCalled();
    expect(bench.connection.fact?.self.producers.map(({ label }) => label)).toEqual(['camera']);
  });
});

describe('a track that has ended behind our back', () => {
  test('fails alone when it should take the place of another', async () => {
    const camera = wantedTrack('camera');
    bench.intent.setTrack(camera);
    await bench.join();
    bench.onProduceFailed.mockImplementationOnce(({ label }) => bench.intent.removeTrack(label));
    const ended = fakeTrack();
    ended.stop();
    bench.intent.setTrack({ ...camera, track: ended });
    await bench.connection.sync();
    expect(bench.onProduceFailed).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ label: 'camera' }),
      expect.objectContaining({ code: 'track-ended' }),
    );
    expect(bench.onError).not.toHaveBeenCalled();
    expect(bench.onEnd).not.toHaveBeenCalled();
  });
});
