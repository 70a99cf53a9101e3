import { autorun, computed, isObservable, isObservableProp, reaction, spy } from 'mobx';
import { observeRoom, type ObservableRoom } from 'sfu-room/mobx';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RoomClient } from '../../widget/src/client/room-client.js';
import { fakeClient } from '../helpers/fake-client.js';
import { consumableInfo } from '../helpers/fake-device.js';
import type { FakeSignaling } from '../helpers/fake-signaling.js';
import { FakeMediaStream } from '../helpers/fake-track.js';
import { messageOf, peerChange, peerInfo, producerInfo } from '../helpers/facts.js';

let client: RoomClient;
let signaling: FakeSignaling;
let room: ObservableRoom;
const ends: (() => void)[] = [];

beforeEach(async () => {
  vi.stubGlobal('MediaStream', FakeMediaStream);
  const fake = fakeClient();
  client = fake.client;
  room = observeRoom(client);
  signaling = await fake.join({
    peers: [peerInfo('bob', { producers: [producerInfo('p1')] }), peerInfo('eve', { producers: [producerInfo('p2')] })],
    consumers: [
      consumableInfo('c1', { producerId: 'p1', peerId: 'bob' }),
      consumableInfo('c2', { producerId: 'p2', peerId: 'eve' }),
    ],
  });
});

afterEach(async () => {
  for (const end of ends.splice(0)) end();
  room.dispose();
  await client.leave();
  vi.unstubAllGlobals();
});

/** Counts the runs of an observer, after its first. */
function runsOf(observe: () => unknown) {
  const counter = { runs: -1 };
  ends.push(
    autorun(() => {
      observe();
      counter.runs += 1;
    }),
  );
  return counter;
}

/** Counts the outermost actions. */
function countActions() {
  const counter = { actions: 0 };
  ends.push(
    spy((event) => {
      if (event.type === 'action') counter.actions += 1;
    }),
  );
  return counter;
}

const peerOf = (id: string) => {
  const peer = room.peers.find((candidate) => candidate.id === id);
  if (!peer) throw new Error(`There is no ${id}.`);
  return peer;
};

test('the room is the state of its client, at once and after each change', () => {
  const plain = () => ({
    ...room,
    dispose: undefined,
    self: { ...room.self },
    peers: room.peers.map((peer) => ({ ...peer })),
    tracks: room.tracks.map((track) => ({ ...track })),
  });
  expect(plain()).toEqual(client.state);
  signaling.event('peerLeft', { peerId: 'bob', reason: 'left' });
  signaling.event('message', { message: messageOf('m', { peerId: 'eve' }) });
  signaling.lose();
  expect(client.state.status).toBe('reconnecting');
  expect(plain()).toEqual(client.state);
});

test('each change is one action and runs an observer of everything once', () => {
  const everything = runsOf(() =>
    JSON.stringify([room.status, room.peers, room.tracks.map(({ pausedBy }) => pausedBy)]),
  );
  const counter = countActions();
  // A peer, its tracks and their number change by the one event.
  signaling.event('peerLeft', { peerId: 'bob', reason: 'left' });
  expect([everything.runs, counter.actions]).toEqual([1, 1]);
  signaling.event('peerChanged', peerChange('eve', { name: 'Eve', connection: 'reconnecting' }));
  expect([everything.runs, counter.actions]).toEqual([2, 2]);
  signaling.lose();
  expect([everything.runs, counter.actions]).toEqual([3, 3]);
});

test('what changes nothing runs nobody', async () => {
  const everything = runsOf(() => JSON.stringify([room.peers, room.status, room.tracks.length]));
  const counter = countActions();
  await client.configure({});
  await client.resume('bob');
  expect([everything.runs, counter.actions]).toEqual([0, 0]);
});

describe('who observes one peer', () => {
  test('runs when it changes, and not when another does', () => {
    const [bob, eve] = [peerOf('bob'), peerOf('eve')];
    const ofBob = runsOf(() => [bob.name, bob.connection, bob.publications]);
    const ofEve = runsOf(() => [eve.name, eve.connection, eve.publications]);
    signaling.event('peerChanged', peerChange('eve', { name: 'Eve' }));
    expect([ofBob.runs, ofEve.runs]).toEqual([0, 1]);
    signaling.event('producerChanged', { peerId: 'bob', producer: producerInfo('p1', { paused: true }) });
    expect([ofBob.runs, ofEve.runs]).toEqual([1, 1]);
    expect([peerOf('bob'), peerOf('eve')]).toEqual([bob, eve]);
    expect(peerOf('bob')).toBe(bob);
  });

  test('runs only for the field it looks at', () => {
    const bob = peerOf('bob');
    const name = runsOf(() => bob.name);
    const publications = runsOf(() => bob.publications);
    signaling.event('peerChanged', peerChange('bob', { name: 'Bob', connection: 'reconnecting' }));
    expect([name.runs, publications.runs]).toEqual([1, 0]);
    signaling.event('peerChanged', peerChange('bob', { name: 'Bob' }));
    expect([name.runs, publications.runs]).toEqual([1, 0]);
  });

  test('found in the list runs neither for another nor for a message', () => {
    const bob = runsOf(() => room.peers.find(({ id }) => id === 'bob')?.name);
    signaling.event('peerChanged', peerChange('eve', { name: 'Eve' }));
    signaling.event('message', { message: messageOf('m', { peerId: 'eve' }) });
    signaling.event('activeSpeaker', { peerId: 'eve', level: -20 });
    expect(bob.runs).toBe(0);
  });
});

describe('a list', () => {
  test('tells of who comes and goes, and not of who changes', () => {
    const list = runsOf(() => room.peers.length);
    signaling.event('peerChanged', peerChange('bob', { name: 'Bob' }));
    expect(list.runs).toBe(0);
    signaling.event('peerJoined', { peer: peerInfo('zoe') });
    expect(list.runs).toBe(1);
    signaling.event('peerLeft', { peerId: 'zoe', reason: 'left' });
    expect(list.runs).toBe(2);
  });

  test('has another object for who left and came again', () => {
    const bob = peerOf('bob');
    signaling.event('peerLeft', { peerId: 'bob', reason: 'left' });
    signaling.event('peerJoined', { peer: peerInfo('bob', { name: 'Robert' }) });
    expect(peerOf('bob')).not.toBe(bob);
    expect([bob.name, peerOf('bob').name]).toEqual(['BOB', 'Robert']);
  });
});

describe('a track', () => {
  test('runs who observes it when it is paused, and nobody else', async () => {
    const [ofBob, ofEve] = room.tracks;
    const pausedBob = runsOf(() => ofBob?.pausedBy);
    const pausedEve = runsOf(() => ofEve?.pausedBy);
    signaling.event('consumerChanged', { consumerId: 'c1', paused: true });
    await client.configure({});
    expect(ofBob?.pausedBy).toEqual(['local']);
    expect([pausedBob.runs, pausedEve.runs]).toEqual([1, 0]);
  });

  test('holds the MediaStreamTrack and MediaStream themselves', () => {
    const [track] = room.tracks;
    expect(track?.track).toBe(client.state.tracks[0]?.track);
    expect(track?.stream).toBe(client.state.tracks[0]?.stream);
    expect(isObservable(track?.track)).toBe(false);
    expect(isObservable(track?.stream)).toBe(false);
    expect(track && isObservableProp(track, 'track')).toBe(true);
  });
});

test('self is observed field by field', async () => {
  const microphone = runsOf(() => room.self.microphone);
  const name = runsOf(() => room.self.name);
  await client.configure({ name: 'Ada' });
  expect([microphone.runs, name.runs]).toEqual([0, 1]);
  const states: string[] = [];
  ends.push(
    reaction(
      () => room.self.microphone,
      (state) => states.push(state),
    ),
  );
  await client.setAudio(true);
  expect(states).toEqual(['starting', 'on']);
  expect(name.runs).toBe(1);
});

test('computed values follow', () => {
  const names = computed(() => room.peers.map(({ name }) => name).join());
  ends.push(autorun(() => void names.get()));
  signaling.event('peerChanged', peerChange('eve', { name: 'Eve' }));
  expect(names.get()).toBe('BOB,Eve');
});

test('after dispose() nothing changes any more, and disposing again does no harm', () => {
  const everything = runsOf(() => [room.status, room.peers.length]);
  room.dispose();
  room.dispose();
  signaling.event('peerLeft', { peerId: 'bob', reason: 'left' });
  expect(everything.runs).toBe(0);
  expect(room.peers.map(({ id }) => id)).toEqual(['bob', 'eve']);
});

test('the state of the client is left alone: it stays plain and immutable', () => {
  const before = structuredClone(client.state.peers);
  const { peers } = client.state;
  signaling.event('peerChanged', peerChange('eve', { name: 'Eve' }));
  expect(peers).toEqual(before);
  expect(isObservable(client.state.peers)).toBe(false);
  expect(isObservable(client.state.peers[0])).toBe(false);
});
