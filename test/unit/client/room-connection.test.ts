import { beforeEach, describe, expect, test, vi } from 'vitest';
import { RoomError } from '../../../widget/src/client/errors.js';
import type { Intent } from '../../../widget/src/client/intent.js';
import type { RoomConnection } from '../../../widget/src/client/room-connection.js';
import type { ErrorCode } from '../../../widget/src/protocol/index.js';
import { ConnectionBench, later, settle, usingConnection } from '../../helpers/connection-bench.js';
import { consumableInfo, fakeDevice } from '../../helpers/fake-device.js';
import type { FakeSignaling } from '../../helpers/fake-signaling.js';
import { peerInfo, producerInfo, wantedTrack } from '../../helpers/facts.js';

const current = usingConnection();
let bench: ConnectionBench;
let intent: Intent;
let connection: RoomConnection;
let signaling: FakeSignaling;

beforeEach(() => {
  bench = current();
  ({ intent, connection, signaling } = bench);
});

describe('a join', () => {
  test('connects at once, and tells room, name, capabilities and what is to be received', async () => {
    intent.name = 'Ada';
    intent.setPaused('bob', true);
    expect(signaling.connects).toBe(1);
    const handshake = await connection.handshake();
    expect(handshake).toMatchObject({ protocol: 1, room: 'test', name: 'Ada', receive: { pausedPeers: ['bob'] } });
    expect(handshake.rtpCapabilities.codecs).not.toHaveLength(0);
    expect(handshake).not.toHaveProperty('session');
    expect(handshake).not.toHaveProperty('token');
  });

  test('brings the intent about: transports, producers and consumers', async () => {
    intent.setTrack(wantedTrack('camera'));
    const done = connection.sync();
    const consumers = [consumableInfo('c1', { producerId: 'p1' })];
    signaling.snapshot({ peers: [peerInfo('bob', { producers: [producerInfo('p1')] })], consumers });
    await done;
    expect(signaling.named('produce').flatMap(({ producers }) => producers)).toMatchObject([
      { label: 'camera', kind: 'video', source: 'camera', paused: false },
    ]);
    expect([...connection.received].map(({ info }) => info.id)).toEqual(['c1']);
    expect(connection.fact?.self.producers.map(({ label }) => label)).toEqual(['camera']);
    expect(signaling.named('updateConsumers')).toEqual([]);
  });

  test('fails after four attempts at a server that is not there', async () => {
    const done = expect(connection.sync()).rejects.toMatchObject({ code: 'server-unreachable' });
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      expect(bench.onEnd).not.toHaveBeenCalled();
      signaling.lose();
      await later();
    }
    await done;
    expect(signaling.connects).toBe(4);
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
    connection.refused(new RoomError(code));
    await later();
    expect(bench.onEnd).toHaveBeenCalledExactlyOnceWith('failed', expect.objectContaining({ code }));
    expect(signaling.connects).toBe(1);
    expect(signaling.closed).toBe(true);
  });

  test.each(['server-closing', 'server-error', 'session-invalid', 'session-expired'] satisfies ErrorCode[])(
    '%s is tried again',
    async (code) => {
      await bench.join();
      signaling.lose();
      connection.refused(new RoomError(code));
      await later();
      expect(bench.onEnd).not.toHaveBeenCalled();
      expect(signaling.connects).toBe(2);
    },
  );

  test('of the session alone makes the next attempt come as somebody new', async () => {
    await bench.join();
    signaling.lose();
    connection.refused(new RoomError('session-expired'));
    expect((await connection.handshake()).session).toEqual({ id: 'me', secret: 'secret' });
    connection.refused(new RoomError('session-invalid'));
    expect(await connection.handshake()).not.toHaveProperty('session');
  });
});

describe('events', () => {
  test('before the first snapshot are none of its business', async () => {
    connection.event('peerJoined', { peer: peerInfo('bob'), seq: 1 });
    await settle();
    expect(connection.fact).toBeNull();
    expect(signaling.requests).toEqual([]);
  });

  test('in order patch the fact and ask for nothing', async () => {
    await bench.join();
    signaling.event('peerJoined', { peer: peerInfo('bob') });
    signaling.event('peerJoined', { peer: peerInfo('eve') });
    await settle();
    expect(connection.fact?.peers.map(({ id }) => id)).toEqual(['bob', 'eve']);
    expect(signaling.requests).toEqual([]);
  });

  test('with a gap before them ask for one snapshot, with what is held, and patch nothing', async () => {
    await bench.join();
    signaling.answers.snapshot = () => new Promise(() => undefined);
    signaling.event('peerJoined', { peer: peerInfo('bob') }, 1);
    signaling.event('peerJoined', { peer: peerInfo('eve') });
    signaling.event('peerJoined', { peer: peerInfo('kim') });
    await settle();
    expect(connection.fact?.peers).toEqual([]);
    expect(signaling.named('snapshot')).toEqual([{ transports: { send: 'send-1', recv: 'recv-1' } }]);
  });

  test('go on after the snapshot that fills a gap', async () => {
    await bench.join();
    signaling.answers.snapshot = () => {
      signaling.snapshot({ peers: [peerInfo('bob')] });
      return null;
    };
    for (const _ of [1, 2]) {
      signaling.event('peerLeft', { peerId: 'nobody', reason: 'left' }, 3);
      await settle();
    }
    signaling.event('peerJoined', { peer: peerInfo('eve') });
    expect(connection.fact?.peers.map(({ id }) => id)).toEqual(['bob', 'eve']);
    expect(signaling.named('snapshot')).toHaveLength(2);
  });

  test('a consumer that comes is received, and the server told that it can send', async () => {
    await bench.join();
    signaling.event('peerJoined', { peer: peerInfo('bob', { producers: [producerInfo('p1')] }) });
    signaling.event('consumerAdded', { consumer: consumableInfo('c1', { producerId: 'p1', ready: false }) });
    await connection.sync();
    expect(signaling.named('updateConsumers')).toMatchObject([{ consumers: [{ id: 'c1', ready: true }] }]);
    signaling.event('consumerRemoved', { consumerId: 'c1' });
    await settle();
    expect([...connection.received]).toEqual([]);
  });

  test('ended is the end, whatever its number', async () => {
    await bench.join();
    const done = expect(connection.sync()).rejects.toMatchObject({ code: 'left' });
    signaling.event('ended', { reason: 'removed' }, 5);
    await done;
    expect(bench.onEnd).toHaveBeenCalledExactlyOnceWith('removed', null);
    expect(signaling.closed).toBe(true);
  });
});

describe('leaving', () => {
  test('is told to the server, and then everything is closed', async () => {
    await bench.join();
    await connection.leave();
    expect(signaling.named('leave')).toEqual([{}]);
    expect(signaling.closed).toBe(true);
    expect(bench.onEnd).not.toHaveBeenCalled();
  });

  test('works without a connection, and when the server does not answer', async () => {
    await bench.join();
    signaling.answers.leave = () => Promise.reject(new RoomError('request-timeout'));
    await connection.leave();
    expect(signaling.closed).toBe(true);
  });

  test('stops all attempts, and changes nothing afterwards', async () => {
    await bench.join();
    signaling.lose();
    await connection.leave();
    bench.onChange.mockClear();
    await later();
    connection.disconnected(new RoomError('server-unreachable'));
    await later();
    expect(signaling.connects).toBe(1);
    expect(bench.onChange).not.toHaveBeenCalled();
    expect(bench.onEnd).not.toHaveBeenCalled();
  });
});
