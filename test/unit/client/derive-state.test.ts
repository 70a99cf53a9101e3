import { describe, expect, test } from 'vitest';
import { deriveState, type StateInput } from '../../../widget/src/client/derive-state.js';
import { RoomError } from '../../../widget/src/client/errors.js';
import { INITIAL_STATE } from '../../../widget/src/client/room-state.js';
import { NO_RULES, PARTICIPANT } from '../../../widget/src/protocol/permissions.js';
import type { ReceivedTrack } from '../../../widget/src/client/transports.js';
import type { ConsumerInfo } from '../../../widget/src/protocol/index.js';
import { consumerInfo, EVERYTHING, factOf, peerInfo, producerInfo, wantedTrack } from '../../helpers/facts.js';
import { FakeMediaStream, fakeTrack } from '../../helpers/fake-track.js';

function inputOf(change: Partial<StateInput> = {}): StateInput {
  return {
    status: 'joined',
    room: 'test',
    name: 'Ada',
    error: null,
    media: { microphone: 'on', camera: 'off', screen: 'off' },
    devices: INITIAL_STATE.devices,
    present: null,
    intent: { tracks: new Map(), receive: EVERYTHING },
    fact: factOf(),
    outbox: [],
    qualities: { self: 'good', peers: new Map([['bob', 'poor']]) },
    received: [],
    ...change,
  };
}

function receivedOf(info: ConsumerInfo): ReceivedTrack {
  const track = fakeTrack(info.kind);
  return { info, track, stream: new FakeMediaStream([track]) as unknown as MediaStream };
}

test('before the first join there is nobody, and no id', () => {
  const error = new RoomError('server-unreachable');
  expect(deriveState(inputOf({ status: 'failed', fact: null, error }))).toEqual({
    status: 'failed',
    room: 'test',
    error,
    self: {
      id: null,
      name: 'Ada',
      identity: null,
      role: '',
      permissions: PARTICIPANT,
      hand: null,
      quality: 'good',
      microphone: 'on',
      camera: 'off',
      screen: 'off',
      tracks: [],
    },
    rules: NO_RULES,
    knocks: [],
    devices: INITIAL_STATE.devices,
    present: null,
    peers: [],
    tracks: [],
    paused: false,
    messages: [],
    outbox: [],
    activeSpeaker: null,
  });
});

test('a local track is published once the server has its label', () => {
  const camera = wantedTrack('camera');
  const screen = wantedTrack('screen', { source: 'screen' });
  const fact = factOf({ self: peerInfo('me', { producers: [producerInfo('p1')] }) });
  const tracks = new Map([camera, screen].map((wanted) => [wanted.label, wanted]));
  const { self } = deriveState(inputOf({ fact, intent: { tracks, receive: EVERYTHING } }));
  expect(self.id).toBe('me');
  expect(self.tracks.map(({ label, published }) => [label, published])).toEqual([
    ['camera', true],
    ['screen', false],
  ]);
  expect(self.tracks[0]?.track).toBe(camera.track);
});

test('a peer has publications with room-wide ids, whether they are received or not', () => {
  const fact = factOf({ peers: [peerInfo('bob', { producers: [producerInfo('p1', { paused: true })] })] });
  expect(deriveState(inputOf({ fact })).peers).toEqual([
    {
      id: 'bob',
      name: 'BOB',
      identity: null,
      role: '',
      moderator: false,
      connection: 'connected',
      hand: null,
      quality: 'poor',
      subscribed: true,
      paused: false,
      publications: [
        { id: 'bob:camera', label: 'camera', source: 'camera', kind: 'video', paused: true, broadcast: false },
      ],
    },
  ]);
});

test('under manual only named peers are subscribed', () => {
  const fact = factOf({ peers: [peerInfo('bob'), peerInfo('eve')] });
  const receive = { ...EVERYTHING, subscribe: 'manual' as const, peers: ['eve'] };
  const { peers } = deriveState(inputOf({ fact, intent: { tracks: new Map(), receive } }));
  expect(peers.map(({ id, subscribed }) => [id, subscribed])).toEqual([
    ['bob', false],
    ['eve', true],
  ]);
});

test('a hand is up once the server has it', () => {
  const fact = factOf({ self: peerInfo('me', { hand: 5 }), peers: [peerInfo('bob', { hand: 7 })] });
  const { self, peers } = deriveState(inputOf({ fact }));
  expect([self.hand, peers[0]?.hand]).toEqual([5, 7]);
});

test('all paused is what is wanted, whatever the server knows yet', () => {
  const receive = { ...EVERYTHING, paused: true };
  expect(deriveState(inputOf({ intent: { tracks: new Map(), receive } })).paused).toBe(true);
});

describe('remote tracks', () => {
  const consumer = consumerInfo('c1', { producerId: 'p1' });
  const bob = (paused: boolean) => peerInfo('bob', { producers: [producerInfo('p1', { paused })] });

  test('come in the order of their peers, not of their arrival', () => {
    const eve = peerInfo('eve', { producers: [producerInfo('p2')] });
    const other = consumerInfo('c2', { producerId: 'p2', peerId: 'eve' });
    const fact = factOf({ peers: [bob(false), eve], consumers: [other, consumer] });
    const { tracks } = deriveState(inputOf({ fact, received: [receivedOf(other), receivedOf(consumer)] }));
    expect(tracks.map(({ id }) => id)).toEqual(['bob:camera', 'eve:camera']);
  });

  test('carry the track and the stream that arrived', () => {
    const received = receivedOf(consumer);
    const fact = factOf({ peers: [bob(false)], consumers: [consumer] });
    const [track] = deriveState(inputOf({ fact, received: [received] })).tracks;
    expect(track?.track).toBe(received.track);
    expect(track?.stream).toBe(received.stream);
    expect(track?.pausedBy).toEqual([]);
  });

  test('tell who paused them, also when it is both sides', () => {
    const pausedBy = (byMe: boolean, byPublisher: boolean) => {
      const fact = factOf({ peers: [bob(byPublisher)], consumers: [{ ...consumer, paused: byMe }] });
      return deriveState(inputOf({ fact, received: [receivedOf(consumer)] })).tracks[0]?.pausedBy;
    };
    expect(pausedBy(true, false)).toEqual(['local']);
    expect(pausedBy(false, true)).toEqual(['publisher']);
    expect(pausedBy(true, true)).toEqual(['local', 'publisher']);
  });

  test('are there only while producer, consumer and arrived track all are', () => {
    const received = [receivedOf(consumer)];
    const consumers = [consumer];
    expect(deriveState(inputOf({ fact: factOf({ peers: [bob(false)], consumers }) })).tracks).toEqual([]);
    expect(deriveState(inputOf({ fact: factOf({ peers: [bob(false)] }), received })).tracks).toEqual([]);
    expect(deriveState(inputOf({ fact: factOf({ peers: [peerInfo('bob')], consumers }), received })).tracks).toEqual(
      [],
    );
  });
});
