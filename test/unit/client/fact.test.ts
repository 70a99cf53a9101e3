import { describe, expect, test } from 'vitest';
import {
  applyEvent,
  expectsMedia,
  factFrom,
  withConsumers,
  withOwnProducer,
  withoutOwnProducer,
} from '../../../widget/src/client/fact.js';
import type { Fact } from '../../../widget/src/client/fact.js';
import {
  consumerInfo,
  EVERYTHING,
  factOf,
  messageOf,
  peerChange,
  peerInfo,
  producerInfo,
  snapshotOf,
} from '../../helpers/facts.js';

const bob = peerInfo('bob', { producers: [producerInfo('p1')] });
const eve = peerInfo('eve');
const fact = factOf({ peers: [bob, eve], consumers: [consumerInfo('c1'), consumerInfo('c2')] });

describe('a snapshot', () => {
  test('becomes the fact, with the receive intent that it answers and nobody speaking', () => {
    const receive = { ...EVERYTHING, paused: true };
    const snapshot = snapshotOf({ seq: 7, peers: [bob] });
    expect(factFrom(snapshot, receive, null)).toEqual({ ...snapshot, receive, activeSpeaker: null, arrivals: ['bob'] });
  });

  test('replaces all but the messages, which are kept and added to', () => {
    const before = factOf({
      peers: [bob],
      messages: [messageOf('1'), messageOf('2')],
      activeSpeaker: { peerId: 'bob', level: -20 },
    });
    const after = factFrom(snapshotOf({ messages: [messageOf('2'), messageOf('3')] }), EVERYTHING, before);
    expect(after.peers).toEqual([]);
    expect(after.activeSpeaker).toBeNull();
    expect(after.messages.map(({ id }) => id)).toEqual(['1', '2', '3']);
  });
});

describe('peers', () => {
  const ids = (of: Fact): string[] => of.peers.map(({ id }) => id);

  test('stand where they stood when a restarted server lets them in again, in any order', () => {
    const empty = factFrom(snapshotOf(), EVERYTHING, fact);
    expect(ids(empty)).toEqual([]);
    const back = ['kim', 'eve', 'bob'].reduce(
      (now, id) => applyEvent(now, 'peerJoined', { peer: peerInfo(id) }),
      empty,
    );
    expect(ids(back)).toEqual(['bob', 'eve', 'kim']);
    const late = factFrom(snapshotOf({ peers: [peerInfo('eve'), peerInfo('bob')] }), EVERYTHING, fact);
    expect(ids(late)).toEqual(['bob', 'eve']);
  });
});

describe('media is expected', () => {
  const flow = (peer = {}, producer = {}, consumer = {}): boolean =>
    expectsMedia(
      factOf({
        peers: [peerInfo('bob', { producers: [producerInfo('p1', producer)], ...peer })],
        consumers: [consumerInfo('c1', { producerId: 'p1', ...consumer })],
      }),
    );

  test('of a microphone or a camera that nobody paused', () => {
    expect(flow()).toBe(true);
    expect(flow({}, { source: 'microphone', kind: 'audio' }, { kind: 'audio' })).toBe(true);
  });

  test.each([
    ['its peer is away', [{ connection: 'reconnecting' }]],
    ['its publisher muted it', [{}, { paused: true }]],
    ['it may stand still', [{}, { source: 'screen' }]],
    ['this client paused it', [{}, {}, { paused: true }]],
    ['this client is not ready', [{}, {}, { ready: false }]],
    ['it is shown nowhere', [{}, {}, { layer: null }]],
  ])('not when %s', (_, change) => {
    expect(flow(...change)).toBe(false);
  });
});

describe('events', () => {
  test('peerJoined adds the peer at the end, and the same peer only once', () => {
    const joined = applyEvent(fact, 'peerJoined', { peer: peerInfo('kim') });
    expect(joined.peers.map(({ id }) => id)).toEqual(['bob', 'eve', 'kim']);
    const again = applyEvent(joined, 'peerJoined', { peer: peerInfo('eve', { name: 'New' }) });
    expect(again.peers.map(({ id, name }) => [id, name])).toEqual([
      ['bob', 'BOB'],
      ['eve', 'New'],
      ['kim', 'KIM'],
    ]);
  });

  test('peerChanged changes name, connection and hand, not the producers, and no other peer', () => {
    const change = { name: 'Bobby', connection: 'reconnecting', hand: 5 } as const;
    const { peers } = applyEvent(fact, 'peerChanged', peerChange('bob', change));
    expect(peers[0]).toEqual({ ...bob, ...change });
    expect(peers[1]).toBe(eve);
  });

  test('peerLeft removes the peer', () => {
    expect(applyEvent(fact, 'peerLeft', { peerId: 'bob', reason: 'left' }).peers).toEqual([eve]);
  });

  test('producerAdded, producerChanged and producerRemoved patch the one peer', () => {
    const added = applyEvent(fact, 'producerAdded', {
      peerId: 'bob',
      producer: producerInfo('p2', { label: 'screen' }),
    });
    expect(added.peers[0]?.producers.map(({ id }) => id)).toEqual(['p1', 'p2']);
    const changed = applyEvent(added, 'producerChanged', {
      peerId: 'bob',
      producer: producerInfo('p1', { paused: true }),
    });
    expect(changed.peers[0]?.producers.map(({ paused }) => paused)).toEqual([true, false]);
    const removed = applyEvent(changed, 'producerRemoved', { peerId: 'bob', producerId: 'p1' });
    expect(removed.peers[0]?.producers.map(({ id }) => id)).toEqual(['p2']);
    expect(removed.peers[1]).toBe(eve);
  });

  test('a producer of a peer that is not there changes nothing', () => {
    expect(applyEvent(fact, 'producerAdded', { peerId: 'nobody', producer: producerInfo('p2') })).toEqual(fact);
  });

  test('consumerAdded, consumerChanged and consumerRemoved patch the one consumer', () => {
    const added = applyEvent(fact, 'consumerAdded', { consumer: consumerInfo('c3') });
    expect(added.consumers.map(({ id }) => id)).toEqual(['c1', 'c2', 'c3']);
    const changed = applyEvent(added, 'consumerChanged', { consumerId: 'c2', paused: true });
    expect(changed.consumers.map(({ paused }) => paused)).toEqual([false, true, false]);
    const removed = applyEvent(changed, 'consumerRemoved', { consumerId: 'c1' });
    expect(removed.consumers.map(({ id }) => id)).toEqual(['c2', 'c3']);
  });

  test('layerWanted takes the place of what was wanted of the producer before, and of no other', () => {
    const first = applyEvent(fact, 'layerWanted', { producerId: 'p8', layer: 1 });
    const both = applyEvent(first, 'layerWanted', { producerId: 'p9', layer: null });
    expect(applyEvent(both, 'layerWanted', { producerId: 'p8', layer: 2 }).demands).toEqual([
      { producerId: 'p9', layer: null },
      { producerId: 'p8', layer: 2 },
    ]);
  });

  test('activeSpeaker tells who speaks, or nobody', () => {
    const speaking = applyEvent(fact, 'activeSpeaker', { peerId: 'bob', level: -30 });
    expect(speaking.activeSpeaker).toEqual({ peerId: 'bob', level: -30 });
    expect(applyEvent(speaking, 'activeSpeaker', { peerId: null, level: -127 }).activeSpeaker).toBeNull();
  });

  test('a message is added once', () => {
    const once = applyEvent(fact, 'message', { message: messageOf('1') });
    expect(applyEvent(once, 'message', { message: messageOf('1') }).messages).toEqual([messageOf('1')]);
  });

  test('reaction and ended leave the fact as it was: the one is over, the other is the connection’s business', () => {
    expect(applyEvent(fact, 'reaction', { id: '1', peerId: 'bob', reaction: '👍' })).toBe(fact);
    expect(applyEvent(fact, 'ended', { reason: 'removed' })).toBe(fact);
  });

  test('no event changes the fact that it is applied to', () => {
    const frozen = structuredClone(fact);
    applyEvent(fact, 'peerLeft', { peerId: 'bob', reason: 'left' });
    applyEvent(fact, 'producerRemoved', { peerId: 'bob', producerId: 'p1' });
    applyEvent(fact, 'consumerChanged', { consumerId: 'c1', paused: true });
    applyEvent(fact, 'message', { message: messageOf('1') });
    expect(fact).toEqual(frozen);
  });
});

describe('consumers', () => {
  test('are as they were told to be, the others as they were', () => {
    const before = factOf({ consumers: [consumerInfo('c1', { ready: false, layer: 2 }), consumerInfo('c2')] });
    const after = withConsumers(before, [
      { id: 'c1', ready: true, layer: null },
      { id: 'c9', layer: 1 },
    ]);
    expect(after.consumers).toEqual([consumerInfo('c1', { ready: true, layer: null }), consumerInfo('c2')]);
  });
});

describe('own producers', () => {
  test('one that the server took stands in for the one of the same label', () => {
    const before = withOwnProducer(fact, producerInfo('p1'));
    const after = withOwnProducer(before, producerInfo('p2'));
    expect(after.self.producers.map(({ id }) => id)).toEqual(['p2']);
  });

  test('one that the server changed is there once', () => {
    const after = withOwnProducer(withOwnProducer(fact, producerInfo('p1')), producerInfo('p1', { paused: true }));
    expect(after.self.producers).toEqual([producerInfo('p1', { paused: true })]);
  });

  test('one that changed without a word of its size has the size of before', () => {
    const size = { width: 1280, height: 720 };
    const fact = factOf({ self: peerInfo('me', { producers: [producerInfo('p1', { ...size, layers: 3 })] }) });
    const { layers: _, width: _w, height: _h, ...told } = producerInfo('p1', { paused: true });
    expect(withOwnProducer(fact, told).self.producers).toEqual([
      producerInfo('p1', { ...size, layers: 3, paused: true }),
    ]);
    const resized = { ...told, width: 640, height: 360 };
    expect(withOwnProducer(fact, resized).self.producers).toMatchObject([{ width: 640, height: 360 }]);
  });

  test('one that the server dropped is gone, the others stay', () => {
    const both = withOwnProducer(withOwnProducer(fact, producerInfo('p1')), producerInfo('p2', { label: 'screen' }));
    expect(withoutOwnProducer(both, 'p1').self.producers.map(({ id }) => id)).toEqual(['p2']);
  });
});
