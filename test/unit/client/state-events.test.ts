import { describe, expect, test } from 'vitest';
import type { PeerState, RemoteTrack, RoomState } from '../../../widget/src/client/room-state.js';
import { INITIAL_STATE } from '../../../widget/src/client/room-state.js';
import { share } from '../../../widget/src/client/share.js';
import { eventsBetween as eventsOf, passingEvent, type NamedEvent } from '../../../widget/src/client/state-events.js';
import { messageOf } from '../../helpers/facts.js';
import { FakeMediaStream, fakeTrack } from '../../helpers/fake-track.js';

const state = (change: Partial<RoomState> = {}): RoomState => ({
  ...INITIAL_STATE,
  status: 'joined',
  room: 'test',
  ...change,
});
const peer = (id: string, change: Partial<PeerState> = {}): PeerState => ({
  id,
  name: id,
  identity: null,
  role: '',
  moderator: false,
  connection: 'connected',
  hand: null,
  quality: null,
  publications: [],
  subscribed: true,
  paused: false,
  ...change,
});

function remote(id: string, change: Partial<RemoteTrack> = {}): RemoteTrack {
  const [peerId = '', label = ''] = id.split(':');
  const track = fakeTrack();
  const stream = new FakeMediaStream([track]) as unknown as MediaStream;
  return { id, peerId, label, source: 'camera', kind: 'video', track, stream, pausedBy: [], ...change };
}

/** As the store does it: what did not change is the same object. */
const eventsBetween = (before: RoomState, after: RoomState): NamedEvent[] => eventsOf(before, share(before, after));
const names = (before: RoomState, after: RoomState): string[] => eventsBetween(before, after).map(({ name }) => name);

test('nothing happens between a state and an equal one', () => {
  const camera = remote('bob:camera');
  const make = () => state({ peers: [peer('bob')], tracks: [{ ...camera }] });
  expect(eventsBetween(make(), make())).toEqual([]);
});

describe('status', () => {
  const self = { ...INITIAL_STATE.self, id: 'me' };

  test('entering the room tells the status, then joined', () => {
    expect(eventsBetween(state({ status: 'joining' }), state({ self }))).toEqual([
      { name: 'statuschange', event: { status: 'joined', previous: 'joining' } },
      { name: 'joined', event: { room: 'test', peerId: 'me' } },
    ]);
  });

  test('coming back to the room tells the status alone', () => {
    expect(eventsBetween(state({ status: 'reconnecting', self }), state({ self }))).toEqual([
      { name: 'statuschange', event: { status: 'joined', previous: 'reconnecting' } },
    ]);
  });
});

describe('peers', () => {
  test('come, change and leave', () => {
    const bob = peer('bob');
    expect(eventsBetween(state(), state({ peers: [bob] }))).toEqual([{ name: 'peerjoined', event: { peer: bob } }]);
    const changed = peer('bob', { connection: 'reconnecting' });
    expect(eventsBetween(state({ peers: [bob] }), state({ peers: [changed] }))).toEqual([
      { name: 'peerchange', event: { peer: changed } },
    ]);
    expect(eventsBetween(state({ peers: [bob] }), state())).toEqual([{ name: 'peerleft', event: { peer: bob } }]);
  });

  test('a publication that is muted is a change of its peer', () => {
    const publication = {
      id: 'bob:camera',
      label: 'camera',
      source: 'camera',
      kind: 'video',
      broadcast: false,
    } as const;
    const before = state({ peers: [peer('bob', { publications: [{ ...publication, paused: false }] })] });
    const after = state({ peers: [peer('bob', { publications: [{ ...publication, paused: true }] })] });
    expect(names(before, after)).toEqual(['peerchange']);
  });

  test('a peer whose quality is another is none that changed', () => {
    expect(names(state({ peers: [peer('bob')] }), state({ peers: [peer('bob', { quality: 'poor' })] }))).toEqual([]);
  });

  test('another order of the same peers is no event', () => {
    expect(eventsBetween(state({ peers: [peer('a'), peer('b')] }), state({ peers: [peer('b'), peer('a')] }))).toEqual(
      [],
    );
  });
});

describe('tracks', () => {
  const bob = peer('bob');

  test('a new track comes after its peer and names it', () => {
    const camera = remote('bob:camera');
    expect(eventsBetween(state(), state({ peers: [bob], tracks: [camera] }))).toEqual([
      { name: 'peerjoined', event: { peer: bob } },
      {
        name: 'track',
        event: {
          id: 'bob:camera',
          peer: bob,
          label: 'camera',
          source: 'camera',
          track: camera.track,
          stream: camera.stream,
        },
      },
    ]);
  });

  test('a track ends before its peer leaves, and still names it', () => {
    const before = state({ peers: [bob], tracks: [remote('bob:camera')] });
    expect(eventsBetween(before, state())).toEqual([
      { name: 'trackended', event: { id: 'bob:camera', peer: bob, label: 'camera', source: 'camera' } },
      { name: 'peerleft', event: { peer: bob } },
    ]);
  });

  test('another MediaStreamTrack under the same id is an end and a beginning', () => {
    const after = remote('bob:camera');
    const events = eventsBetween(
      state({ peers: [bob], tracks: [remote('bob:camera')] }),
      state({ peers: [bob], tracks: [after] }),
    );
    expect(events.map(({ name }) => name)).toEqual(['trackended', 'track']);
    expect(events[1]?.event).toMatchObject({ id: 'bob:camera', track: after.track });
  });

  test('a track that arrives paused tells by whom, right after it came', () => {
    const after = state({ peers: [bob], tracks: [remote('bob:camera', { pausedBy: ['local', 'publisher'] })] });
    const events = eventsBetween(state({ peers: [bob] }), after);
    expect(events.map(({ name, event }) => [name, 'by' in event ? event.by : undefined])).toEqual([
      ['track', undefined],
      ['trackpaused', 'local'],
      ['trackpaused', 'publisher'],
    ]);
  });

  test('a replaced track that is still paused tells its pause again', () => {
    const paused = { pausedBy: ['local'] as const };
    const before = state({ peers: [bob], tracks: [remote('bob:camera', paused)] });
    const after = state({ peers: [bob], tracks: [remote('bob:camera', paused)] });
    expect(names(before, after)).toEqual(['trackended', 'track', 'trackpaused']);
  });

  test('each pause and resume names its side alone', () => {
    const camera = remote('bob:camera');
    const by = (pausedBy: RemoteTrack['pausedBy']) => state({ peers: [bob], tracks: [{ ...camera, pausedBy }] });
    const ref = { id: 'bob:camera', peer: bob, label: 'camera', source: 'camera' };
    expect(eventsBetween(by(['local']), by(['local', 'publisher']))).toEqual([
      { name: 'trackpaused', event: { ...ref, by: 'publisher' } },
    ]);
    expect(eventsBetween(by(['local', 'publisher']), by(['publisher']))).toEqual([
      { name: 'trackresumed', event: { ...ref, by: 'local' } },
    ]);
  });

  test('a track of a peer that is not there is a mistake of ours and says so', () => {
    expect(() => eventsBetween(state(), state({ tracks: [remote('bob:camera')] }))).toThrow('bob:camera');
  });
});

describe('media, messages and speakers', () => {
  test('each device tells its own change', () => {
    const after = state({ self: { ...INITIAL_STATE.self, microphone: 'starting', screen: 'on' } });
    expect(eventsBetween(state(), after)).toEqual([
      { name: 'mediachange', event: { kind: 'microphone', state: 'starting' } },
      { name: 'mediachange', event: { kind: 'screen', state: 'on' } },
    ]);
  });

  test('only messages that were not there before are told, in their order', () => {
    const before = state({ messages: [messageOf('1')] });
    const after = state({ messages: [messageOf('1'), messageOf('2'), messageOf('3')] });
    expect(eventsBetween(before, after)).toEqual([
      { name: 'message', event: messageOf('2') },
      { name: 'message', event: messageOf('3') },
    ]);
  });

  test('a speaker is told with its peer, this client without one, and silence as nobody', () => {
    const bob = peer('bob');
    const speaking = (peerId: string | null, level = -20) =>
      state({ peers: [bob], activeSpeaker: peerId === null ? null : { peerId, level } });
    expect(eventsBetween(speaking(null), speaking('bob'))).toEqual([
      { name: 'activespeaker', event: { peerId: 'bob', peer: bob, level: -20 } },
    ]);
    expect(eventsBetween(speaking('bob'), speaking('me'))).toEqual([
      { name: 'activespeaker', event: { peerId: 'me', peer: null, level: -20 } },
    ]);
    expect(eventsBetween(speaking('me'), speaking(null))).toEqual([
      { name: 'activespeaker', event: { peerId: null, peer: null, level: -127 } },
    ]);
  });
});

test('a hand that goes up or down is a change of its peer', () => {
  const [down, up] = [peer('bob'), peer('bob', { hand: 1 })];
  expect(eventsBetween(state({ peers: [down] }), state({ peers: [up] }))).toEqual([
    { name: 'peerchange', event: { peer: up } },
  ]);
  expect(names(state({ peers: [up] }), state({ peers: [down] }))).toEqual(['peerchange']);
});

test('a reaction names its peer, and that of this client none', () => {
  const bob = peer('bob');
  const reaction = { id: '1', reaction: '👍' };
  const now = state({ peers: [bob] });
  expect(passingEvent('reaction', { ...reaction, peerId: 'bob' }, now)).toEqual({
    name: 'reaction',
    event: { ...reaction, peerId: 'bob', peer: bob },
  });
  expect(passingEvent('reaction', { ...reaction, peerId: 'me' }, now)).toMatchObject({
    event: { peerId: 'me', peer: null },
  });
});

test('one change with everything in it is told in an order that makes sense', () => {
  const before = state({
    status: 'joining',
    peers: [peer('bob'), peer('eve')],
    tracks: [remote('bob:camera')],
  });
  const after = state({
    self: { ...INITIAL_STATE.self, id: 'me', camera: 'on' },
    peers: [peer('eve', { name: 'Eve' }), peer('kim')],
    tracks: [remote('kim:camera')],
    messages: [messageOf('1', { peerId: 'kim' })],
    activeSpeaker: { peerId: 'kim', level: -10 },
  });
  expect(names(before, after)).toEqual([
    'statuschange',
    'joined',
    'mediachange',
    'peerchange',
    'peerjoined',
    'trackended',
    'track',
    'peerleft',
    'message',
    'activespeaker',
  ]);
});
