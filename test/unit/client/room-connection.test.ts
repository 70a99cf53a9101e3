import { describe, expect, test, vi } from 'vitest';
import { RoomError } from '../../../widget/src/client/errors.js';
import type { ErrorCode } from '../../../widget/src/protocol/index.js';
import { ConnectionBench, later, settle, usingConnection } from '../../helpers/connection-bench.js';
import { consumableInfo, fakeDevice } from '../../helpers/fake-device.js';
import { peerInfo, producerInfo, wantedTrack } from '../../helpers/facts.js';

const bench = usingConnection();

describe('a join', () => {
  test('connects at once, and tells room, name, capabilities and what is to be received', async () => {
    bench.intent.name = 'Ada';
    bench.intent.setPaused('bob', true);
    expect(bench.signaling.connects).toBe(1);
    const handshake = await bench.connection.handshake();
    expect(handshake).toMatchObject({ protocol: 1, room: 'test', name: 'Ada', receive: { pausedPeers: ['bob'] } });
    expect(handshake.rtpCapabilities.codecs).not.toHaveLength(0);
    expect(handshake).not.toHaveProperty('session');
    expect(handshake).not.toHaveProperty('token');
  });

  test('brings the intent about: transports, producers and consumers', async () => {
    bench.intent.setTrack(wantedTrack('camera'));
    const done = bench.connection.sync();
    const consumers = [consumableInfo('c1', { producerId: 'p1' })];
    bench.signaling.snapshot({ peers: [peerInfo('bob', { producers: [producerInfo('p1')] })], consumers });
    await done;
    expect(bench.signaling.named('produce').flatMap(({ producers }) => producers)).toMatchObject([
      { label: 'camera', kind: 'video', source: 'camera', paused: false },
    ]);
    expect([...bench.connection.received].map(({ info }) => info.id)).toEqual(['c1']);
    expect(bench.connection.fact?.self.producers.map(({ label }) => label)).toEqual(['camera']);
    expect(bench.signaling.named('updateConsumers')).toEqual([]);
  });

  test('fails after four attempts at a server that is not there', async () => {
    const done = expect(bench.connection.sync()).rejects.toMatchObject({ code: 'server-unreachable' });
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      expect(bench.onEnd).not.toHaveBeenCalled();
      bench.signaling.lose();
      await later();
    }
    await done;
    expect(bench.signaling.connects).toBe(4);
    expect(bench.onEnd).toHaveBeenCalledExactlyOnceWith(
      'failed',
      expect.objectContaining({ code: 'server-unreachable' }),
    );
  });

  test('asks for the capabilities again when they could not be had', async () => {
    const createDevice = vi.fn(fakeDevice).mockRejectedValueOnce(new RoomError('server-unreachable'));
    const { connection: other } = new ConnectionBench({ createDevice, token: 'secret' });
    await expect(other.handshake()).rejects.toMatchObject({ code: 'server-unreachable' });
    expect(await other.handshake()).toMatchObject({ token: 'secret' });
    expect(createDevice).toHaveBeenCalledTimes(2);
    await other.leave();
  });

  test('in a browser that cannot do it fails at once', async () => {
    const createDevice = (): never => {
      throw new Error('device not supported');
    };
    const { onEnd } = new ConnectionBench({ createDevice });
    await settle();
    expect(onEnd).toHaveBeenCalledExactlyOnceWith('failed', expect.objectContaining({ code: 'device-unsupported' }));
  });
});

describe('a refusal', () => {
  test.each([
    'room-name-invalid',
    'protocol-mismatch',
    'payload-invalid',
    'payload-too-large',
    'device-unsupported',
  ] satisfies ErrorCode[])('%s ends it', async (code) => {
    bench.connection.refused(new RoomError(code));
    await later();
    expect(bench.onEnd).toHaveBeenCalledExactlyOnceWith('failed', expect.objectContaining({ code }));
    expect(bench.signaling.connects).toBe(1);
    expect(bench.signaling.closed).toBe(true);
  });

  test.each(['server-closing', 'server-error', 'session-invalid', 'session-expired'] satisfies ErrorCode[])(
    '%s is tried again',
    async (code) => {
      await bench.join();
      bench.signaling.lose();
      bench.connection.refused(new RoomError(code));
      await later();
      expect(bench.onEnd).not.toHaveBeenCalled();
      expect(bench.signaling.connects).toBe(2);
    },
  );

  test('of the session alone makes the next attempt come as somebody new', async () => {
    await bench.join();
    bench.signaling.lose();
    bench.connection.refused(new RoomError('session-expired'));
    expect((await bench.connection.handshake()).session).toEqual({ id: 'me', secret: 'secret' });
    bench.connection.refused(new RoomError('session-invalid'));
    expect(await bench.connection.handshake()).not.toHaveProperty('session');
  });
});

describe('events', () => {
  test('before the first snapshot are none of its business', async () => {
    bench.connection.event('peerJoined', { peer: peerInfo('bob'), seq: 1 });
    await settle();
    expect(bench.connection.fact).toBeNull();
    expect(bench.signaling.requests).toEqual([]);
  });

  test('in order patch the fact and ask for nothing', async () => {
    await bench.join();
    bench.signaling.event('peerJoined', { peer: peerInfo('bob') });
    bench.signaling.event('peerJoined', { peer: peerInfo('eve') });
    await settle();
    expect(bench.connection.fact?.peers.map(({ id }) => id)).toEqual(['bob', 'eve']);
    expect(bench.signaling.requests).toEqual([]);
  });

  test('with a gap before them ask for one snapshot, with what is held, and patch nothing', async () => {
    await bench.join();
    bench.signaling.answers.snapshot = () => new Promise(() => undefined);
    bench.signaling.event('peerJoined', { peer: peerInfo('bob') }, 1);
    bench.signaling.event('peerJoined', { peer: peerInfo('eve') });
    bench.signaling.event('peerJoined', { peer: peerInfo('kim') });
    await settle();
    expect(bench.connection.fact?.peers).toEqual([]);
    expect(bench.signaling.named('snapshot')).toEqual([{ transports: { send: 'send-1', recv: 'recv-1' } }]);
  });

  test('go on after the snapshot that fills a gap', async () => {
    await bench.join();
    bench.signaling.answers.snapshot = () => {
      bench.signaling.snapshot({ peers: [peerInfo('bob')] });
      return null;
    };
    for (const _ of [1, 2]) {
      bench.signaling.event('peerLeft', { peerId: 'nobody', reason: 'left' }, 3);
      await settle();
    }
    bench.signaling.event('peerJoined', { peer: peerInfo('eve') });
    expect(bench.connection.fact?.peers.map(({ id }) => id)).toEqual(['bob', 'eve']);
    expect(bench.signaling.named('snapshot')).toHaveLength(2);
  });

  test('a consumer that comes is received, and the server told that it can send', async () => {
    await bench.join();
    bench.signaling.event('peerJoined', { peer: peerInfo('bob', { producers: [producerInfo('p1')] }) });
    bench.signaling.event('consumerAdded', { consumer: consumableInfo('c1', { producerId: 'p1', ready: false }) });
    await bench.connection.sync();
    expect(bench.signaling.named('updateConsumers')).toMatchObject([{ consumers: [{ id: 'c1', ready: true }] }]);
    bench.signaling.event('consumerRemoved', { consumerId: 'c1' });
    await settle();
    expect([...bench.connection.received]).toEqual([]);
  });

  test('ended is the end, whatever its number', async () => {
    await bench.join();
    const done = expect(bench.connection.sync()).rejects.toMatchObject({ code: 'left' });
    bench.signaling.event('ended', { reason: 'removed' }, 5);
    await done;
    expect(bench.onEnd).toHaveBeenCalledExactlyOnceWith('removed', null);
    expect(bench.signaling.closed).toBe(true);
  });
});

describe('leaving', () => {
  test('is told to the server, and then everything is closed', async () => {
    await bench.join();
    await bench.connection.leave();
    expect(bench.signaling.named('leave')).toEqual([{}]);
    expect(bench.signaling.closed).toBe(true);
    expect(bench.onEnd).not.toHaveBeenCalled();
  });

  test('works without a connection, and when the server does not answer', async () => {
    await bench.join();
    bench.signaling.answers.leave = () => Promise.reject(new RoomError('request-timeout'));
    await bench.connection.leave();
    expect(bench.signaling.closed).toBe(true);
  });

  test('stops all attempts, and changes nothing afterwards', async () => {
    await bench.join();
    bench.signaling.lose();
    await bench.connection.leave();
    bench.onChange.mockClear();
    await later();
    bench.connection.disconnected(new RoomError('server-unreachable'));
    await later();
    expect(bench.signaling.connects).toBe(1);
    expect(bench.onChange).not.toHaveBeenCalled();
    expect(bench.onEnd).not.toHaveBeenCalled();
  });
});
