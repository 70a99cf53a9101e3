import { afterEach, describe, expect, test, vi } from 'vitest';
import { INITIAL_STATE, type PeerState, type RoomState } from '../../../widget/src/client/room-state.js';
import { StateStore } from '../../../widget/src/client/state-store.js';

afterEach(() => vi.unstubAllGlobals());

const peer = (id: string, name = id): PeerState => ({
  id,
  name,
  identity: null,
  role: '',
  moderator: false,
  connection: 'connected',
  hand: null,
  quality: null,
  publications: [],
  subscribed: true,
  paused: false,
});
const stateOf = (...peers: PeerState[]): RoomState => ({ ...INITIAL_STATE, status: 'joined', peers });

/** What is heard, in order. */
function listening(store: StateStore): string[] {
  const heard: string[] = [];
  store.subscribe(() => heard.push('state'));
  store.on('statuschange', ({ status }) => heard.push(status));
  store.on('peerjoined', (event) => heard.push(`+${event.peer.id}`));
  store.on('peerleft', (event) => heard.push(`-${event.peer.id}`));
  return heard;
}

test('a change is heard once by each listener, with the new state, and then as events', () => {
  const store = new StateStore();
  const heard = listening(store);
  store.subscribe(() => heard.push(store.state.status));
  store.set(stateOf(peer('bob')));
  expect(heard).toEqual(['state', 'joined', 'joined', '+bob']);
});

test('a state in which nothing is new is no change: the object stays and nobody hears', () => {
  const store = new StateStore();
  store.set(stateOf(peer('bob')));
  const before = store.state;
  const heard = listening(store);
  store.set(stateOf(peer('bob')));
  expect(store.state).toBe(before);
  expect(heard).toEqual([]);
});

test('a peer that did not change stays the same object when another does', () => {
  const store = new StateStore();
  store.set(stateOf(peer('bob'), peer('eve')));
  const [bob, eve] = store.state.peers;
  store.set(stateOf(peer('bob'), peer('eve', 'Eve')));
  expect(store.state.peers[0]).toBe(bob);
  expect(store.state.peers[1]).not.toBe(eve);
  expect(store.state.self).toBe(INITIAL_STATE.self);
});

test('a listener that ends hears no more, and twice the same function are two listeners', () => {
  const store = new StateStore();
  const listener = vi.fn();
  const [end] = [store.subscribe(listener), store.subscribe(listener)];
  store.set(stateOf(peer('bob')));
  expect(listener).toHaveBeenCalledTimes(2);
  end();
  end();
  store.set(stateOf());
  expect(listener).toHaveBeenCalledTimes(3);
});

describe('a listener that changes the state again', () => {
  test('makes each event go out once and in order', () => {
    const store = new StateStore();
    store.subscribe(() => {
      if (store.state.peers.length === 1) store.set(stateOf(peer('bob'), peer('eve')));
    });
    const heard = listening(store);
    store.set(stateOf(peer('bob')));
    expect(heard.filter((entry) => entry !== 'state')).toEqual(['joined', '+bob', '+eve']);
    expect(heard.at(-1)).not.toBe('+eve'); // every listener hears of the state, the last one included
    expect(store.state.peers.map(({ id }) => id)).toEqual(['bob', 'eve']);
  });

  test('makes events wait for the one that is being heard', () => {
    const store = new StateStore();
    store.on('peerjoined', () => store.set(stateOf()));
    const heard = listening(store);
    store.set(stateOf(peer('bob')));
    expect(heard).toEqual(['state', 'joined', 'state', '+bob', '-bob']);
  });
});

test('a listener that throws is reported and stops nobody, where the platform can report and where it cannot', () => {
  const report = vi.fn();
  vi.stubGlobal('reportError', report);
  const store = new StateStore();
  const error = new Error('mine');
  store.subscribe(() => {
    throw error;
  });
  const heard = listening(store);
  store.set(stateOf());
  expect(heard).toEqual(['state', 'joined']);
  expect(report).toHaveBeenCalledExactlyOnceWith(error);

  const queued: (() => void)[] = [];
  vi.stubGlobal('reportError', undefined);
  vi.stubGlobal('queueMicrotask', (task: () => void) => queued.push(task));
  store.set(stateOf(peer('bob')));
  expect(heard).toContain('+bob');
  expect(queued).toHaveLength(1);
  expect(queued[0]).toThrow(error);
});
