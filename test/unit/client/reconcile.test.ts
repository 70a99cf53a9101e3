import { describe, expect, test } from 'vitest';
import type { Fact } from '../../../widget/src/client/fact.js';
import type { WantedTrack } from '../../../widget/src/client/intent.js';
import type { ShownSize } from '../../../widget/src/client/simulcast.js';
import {
  reconcile,
  type Have,
  type HeldTransport,
  type OwnProducer,
  type Step,
} from '../../../widget/src/client/reconcile.js';
import type { ProducerInfo, ReceiveIntent } from '../../../widget/src/protocol/index.js';
import {
  consumerInfo,
  EVERYTHING,
  factOf,
  peerInfo,
  producerInfo,
  transportInfo,
  wantedTrack,
} from '../../helpers/facts.js';
import { fakeTrack } from '../../helpers/fake-track.js';

interface Wish {
  tracks?: WantedTrack[];
  receive?: ReceiveIntent;
  sizes?: Record<string, ShownSize | null>;
  unsized?: ShownSize | null;
}

function steps(wish: Wish, have: Have, fact: Fact): Step[] {
  const { tracks = [], receive = EVERYTHING, sizes = {}, unsized } = wish;
  const wanted = new Map(tracks.map((track) => [track.label, track]));
  return reconcile(
    { name: '', hand: false, tracks: wanted, receive, sizes: new Map(Object.entries(sizes)), unsized },
    have,
    fact,
  );
}

const held = (id: string, health: HeldTransport['health'] = 'well'): HeldTransport => ({ id, health });

function haveOf({
  send = held('send-1'),
  recv = held('recv-1'),
  producers = [],
  consumers = [],
  refused = [],
}: {
  send?: HeldTransport | null;
  recv?: HeldTransport | null;
  producers?: (Pick<OwnProducer, 'id' | 'wanted'> & Partial<OwnProducer>)[];
  consumers?: string[];
  refused?: string[];
} = {}): Have {
  return {
    transports: { send, recv },
    producers: new Map(
      producers.map((producer) => [
        producer.wanted.label,
        { layer: undefined, encodings: 3, paused: producer.wanted.paused, ...producer },
      ]),
    ),
    consumers: new Set(consumers),
    refused: new Set(refused),
  };
}

/** As the server has it of a fake track. */
const published = (id: string, change: Partial<ProducerInfo> = {}): ProducerInfo =>
  producerInfo(id, { width: 1280, height: 720, ...change });

const NOTHING = haveOf({ send: null, recv: null });
const selfWith = (...producers: ReturnType<typeof producerInfo>[]): Partial<Fact> => ({
  self: peerInfo('me', { name: '', producers }),
});
const named = (list: Step[]): string[] => list.map((step) => step.do);

describe('transports', () => {
  test('a first join creates both transports, produces what is wanted and consumes what is offered', () => {
    const camera = wantedTrack('camera');
    const fact = factOf({ consumers: [consumerInfo('c1'), consumerInfo('c2')] });
    expect(steps({ tracks: [camera] }, NOTHING, fact)).toEqual([
      { do: 'createTransport', direction: 'send', info: fact.transports.send },
      { do: 'createTransport', direction: 'recv', info: fact.transports.recv },
      { do: 'produce', wanted: camera },
      { do: 'consume', consumers: fact.consumers },
    ]);
  });

  test('a return of the same session with everything held asks for nothing', () => {
    const camera = wantedTrack('camera');
    const have = haveOf({ producers: [{ id: 'p1', wanted: camera }], consumers: ['c1'] });
    const fact = factOf({ ...selfWith(published('p1')), consumers: [consumerInfo('c1')] });
    expect(steps({ tracks: [camera] }, have, fact)).toEqual([]);
  });

  test('with the transports of a new worker everything is made again, though the ids are still held', () => {
    const camera = wantedTrack('camera');
    const have = haveOf({ producers: [{ id: 'p1', wanted: camera }], consumers: ['c1'] });
    const fact = factOf({
      transports: { send: transportInfo('send-2'), recv: transportInfo('recv-2') },
      consumers: [consumerInfo('c2')],
    });
    expect(steps({ tracks: [camera] }, have, fact)).toEqual([
      { do: 'createTransport', direction: 'send', info: fact.transports.send },
      { do: 'createTransport', direction: 'recv', info: fact.transports.recv },
      { do: 'produce', wanted: camera },
      { do: 'consume', consumers: fact.consumers },
    ]);
  });

  test('when only the receiving transport is new, what is sent goes on', () => {
    const camera = wantedTrack('camera');
    const have = haveOf({ producers: [{ id: 'p1', wanted: camera }], consumers: ['c1'] });
    const fact = factOf({
      ...selfWith(published('p1')),
      transports: { send: transportInfo('send-1'), recv: transportInfo('recv-2') },
      consumers: [consumerInfo('c1')],
    });
    expect(named(steps({ tracks: [camera] }, have, fact))).toEqual(['createTransport', 'consume']);
  });

  test('a broken transport gets its ICE restarted, the well one is left alone', () => {
    expect(steps({}, haveOf({ recv: held('recv-1', 'broken') }), factOf())).toEqual([
      { do: 'restartIce', direction: 'recv', transportId: 'recv-1' },
    ]);
  });

  test('a dead transport asks for new ones before anything else', () => {
    const have = haveOf({ send: held('send-1', 'dead') });
    expect(steps({ tracks: [wantedTrack('camera')] }, have, factOf())).toEqual([{ do: 'renewTransports' }]);
  });

  test('a dead transport that the server has replaced already is created, not asked for again', () => {
    const have = haveOf({ send: held('send-0', 'dead') });
    expect(steps({}, have, factOf())).toEqual([
      { do: 'createTransport', direction: 'send', info: factOf().transports.send },
    ]);
  });
});

describe('producers', () => {
  const camera = wantedTrack('camera');
  const have = haveOf({ producers: [{ id: 'p1', wanted: camera }] });
  const fact = factOf(selfWith(published('p1')));

  test('another track of the same kind under the label replaces the track only', () => {
    const wanted = { ...camera, track: fakeTrack() };
    expect(steps({ tracks: [wanted] }, have, fact)).toEqual([{ do: 'replaceTrack', wanted }]);
  });

  test('a camera of another size, which is sent in another number of layers, makes another producer', () => {
    const track = Object.assign(fakeTrack(), { getSettings: () => ({ width: 640, height: 480 }) });
    expect(named(steps({ tracks: [{ ...camera, track }] }, have, fact))).toEqual(['dropProducer', 'produce']);
    const own = [{ id: 'p1', wanted: { ...camera, track: null }, encodings: 2 }];
    expect(named(steps({ tracks: [{ ...camera, track }] }, haveOf({ producers: own }), fact))).toEqual([
      'replaceTrack',
    ]);
  });

  test('another kind, source, codec, broadcast or other encodings under the label make another producer', () => {
    for (const change of [
      { kind: 'audio' },
      { source: 'custom' },
      { codec: 'video/VP9' },
      { broadcast: true },
      { encodings: [] },
    ] as const) {
      const wanted = wantedTrack('camera', {
        track: camera.track,
        ...change,
        ...('encodings' in change ? { encodings: [] } : {}),
      } as Partial<WantedTrack>);
      expect(steps({ tracks: [wanted] }, have, fact)).toEqual([
        { do: 'dropProducer', label: 'camera' },
        { do: 'produce', wanted },
      ]);
    }
  });

  test('a camera that goes off keeps its producer, without a track and paused', () => {
    const wanted = { ...camera, track: null, paused: true };
    expect(steps({ tracks: [wanted] }, have, fact)).toEqual([
      { do: 'replaceTrack', wanted },
      { do: 'updateProducer', id: 'p1', wanted },
    ]);
  });

  test('a camera that is off is not published to a server that lacks it', () => {
    expect(named(steps({ tracks: [{ ...camera, track: null }] }, NOTHING, factOf()))).toEqual([
      'createTransport',
      'createTransport',
    ]);
  });

  test('a producer of which only the server knows is closed when there is no track for it', () => {
    const wanted = { ...camera, track: null };
    expect(steps({ tracks: [wanted] }, haveOf(), fact)).toEqual([{ do: 'closeProducer', id: 'p1' }]);
  });

  test('a producer of which only the server knows is replaced by publishing its label again', () => {
    expect(steps({ tracks: [camera] }, haveOf(), fact)).toEqual([{ do: 'produce', wanted: camera }]);
  });

  test('a producer that the server lost is dropped and published again', () => {
    expect(steps({ tracks: [camera] }, have, factOf())).toEqual([
      { do: 'dropProducer', label: 'camera' },
      { do: 'produce', wanted: camera },
    ]);
  });

  test('a label whose producer has another id at the server is published again', () => {
    expect(named(steps({ tracks: [camera] }, have, factOf(selfWith(published('p2')))))).toEqual([
      'dropProducer',
      'produce',
    ]);
  });

  test('a mute and its end are told to the server', () => {
    const muted = { ...camera, paused: true };
    expect(steps({ tracks: [muted] }, have, fact)).toEqual([{ do: 'updateProducer', id: 'p1', wanted: muted }]);
    const silent = haveOf({ producers: [{ id: 'p1', wanted: camera, paused: true }] });
    const mutedThere = factOf(selfWith(published('p1', { paused: true })));
    expect(steps({ tracks: [muted] }, silent, mutedThere)).toEqual([]);
    expect(steps({ tracks: [camera] }, silent, mutedThere)).toEqual([
      { do: 'updateProducer', id: 'p1', wanted: camera },
    ]);
  });

  test('one that is silent here is made live again, though the server never heard of the mute', () => {
    const silent = haveOf({ producers: [{ id: 'p1', wanted: camera, paused: true }] });
    expect(steps({ tracks: [camera] }, silent, fact)).toEqual([{ do: 'updateProducer', id: 'p1', wanted: camera }]);
  });

  test('a track that is wanted no more is dropped here and closed there', () => {
    expect(steps({}, have, fact)).toEqual([
      { do: 'dropProducer', label: 'camera' },
      { do: 'closeProducer', id: 'p1' },
    ]);
  });

  test('labels are independent of each other', () => {
    const screen = wantedTrack('screen', { source: 'screen' });
    expect(steps({ tracks: [camera, screen] }, have, fact)).toEqual([{ do: 'produce', wanted: screen }]);
  });
});

describe('the rest', () => {
  test('consumers that are gone are dropped and missing ones made, those held stay', () => {
    const fact = factOf({ consumers: [consumerInfo('c2'), consumerInfo('c3')] });
    expect(steps({}, haveOf({ consumers: ['c1', 'c2'] }), fact)).toEqual([
      { do: 'dropConsumers', ids: ['c1'] },
      { do: 'consume', consumers: [consumerInfo('c3')] },
    ]);
  });

  test('manual subscriptions and pauses are sent as a whole when they differ', () => {
    const receive: ReceiveIntent = { ...EVERYTHING, subscribe: 'manual', peers: ['bob'], pausedTracks: ['bob:camera'] };
    expect(steps({ receive }, haveOf(), factOf())).toEqual([{ do: 'updateSubscriptions', receive }]);
    expect(steps({ receive }, haveOf(), factOf({ receive: structuredClone(receive) }))).toEqual([]);
  });
});

describe('layers that are sent', () => {
  const camera = wantedTrack('camera');
  const fact = (layer: number | null): Fact =>
    factOf({ ...selfWith(published('p1', { layers: 3 })), demands: [{ producerId: 'p1', layer }] });

  test('are as many as anybody wants', () => {
    const have = haveOf({ producers: [{ id: 'p1', wanted: camera }] });
    expect(steps({ tracks: [camera] }, have, fact(1))).toEqual([{ do: 'setLayer', label: 'camera', layer: 1 }]);
    expect(steps({ tracks: [camera] }, have, fact(null))).toEqual([{ do: 'setLayer', label: 'camera', layer: null }]);
  });

  test('are left alone once they are, and while nothing was said of them', () => {
    expect(
      steps({ tracks: [camera] }, haveOf({ producers: [{ id: 'p1', wanted: camera, layer: 1 }] }), fact(1)),
    ).toEqual([]);
    const silent = factOf(selfWith(published('p1', { layers: 3 })));
    expect(steps({ tracks: [camera] }, haveOf({ producers: [{ id: 'p1', wanted: camera }] }), silent)).toEqual([]);
  });
});

describe('consumers that are held', () => {
  const bob = peerInfo('bob', { producers: [producerInfo('p1', { layers: 3, width: 1280, height: 720 })] });
  const have = haveOf({ consumers: ['c1'] });
  const fact = (change: Parameters<typeof consumerInfo>[1]): Fact =>
    factOf({ peers: [bob], consumers: [consumerInfo('c1', { producerId: 'p1', layer: 2, ...change })] });

  test('are told to be ready, once', () => {
    expect(steps({}, have, fact({ ready: false }))).toEqual([
      { do: 'updateConsumers', updates: [{ id: 'c1', ready: true }] },
    ]);
    expect(steps({}, have, fact({}))).toEqual([]);
  });

  test('are not told to be ready before they are made', () => {
    expect(named(steps({}, haveOf(), fact({ ready: false })))).toEqual(['consume']);
  });

  test('are told both at once', () => {
    const update = { id: 'c1', ready: true, layer: 0 };
    expect(steps({ sizes: { 'bob:camera': { width: 9, height: 9 } } }, have, fact({ ready: false }))).toEqual([
      { do: 'updateConsumers', updates: [update] },
    ]);
  });

  test('of sound have no layer', () => {
    const voice = { kind: 'audio', layer: 0 } as const;
    expect(steps({ sizes: { 'bob:camera': null }, unsized: null }, have, fact(voice))).toEqual([]);
  });

  test('of a producer that went are left alone: an event will tell', () => {
    expect(steps({ unsized: null }, have, fact({ producerId: 'gone' }))).toEqual([]);
  });

  test('are received in the layer that fills their tile, or not at all when they are shown nowhere', () => {
    const shown = (size: ShownSize | null): Step[] => steps({ sizes: { 'bob:camera': size } }, have, fact({}));
    const layer = (layer: number | null): Step[] => [{ do: 'updateConsumers', updates: [{ id: 'c1', layer }] }];
    expect(shown({ width: 320, height: 180 })).toEqual(layer(0));
    expect(shown({ width: 640, height: 360 })).toEqual(layer(1));
    expect(shown({ width: 1280, height: 720 })).toEqual([]);
    expect(shown(null)).toEqual(layer(null));
    // What is taken for a size that is not known stands back behind one that is.
    const size = { width: 1280, height: 720 };
    expect(steps({ unsized: { width: 1, height: 1 } }, have, fact({}))).toEqual(layer(0));
    expect(steps({ unsized: null }, have, fact({}))).toEqual(layer(null));
    expect(steps({ unsized: null, sizes: { 'bob:camera': size } }, have, fact({}))).toEqual([]);
    expect(steps({ unsized: size, sizes: { 'bob:camera': null } }, have, fact({}))).toEqual(layer(null));
  });
});

test('of a consumer that the browser refused nothing is to be sent: it is never ready, and no layer is wanted', () => {
  const peers = [peerInfo('bob', { producers: [producerInfo('p1')] })];
  const consumers = [consumerInfo('c1', { producerId: 'p1', ready: false })];
  const have = haveOf({ consumers: ['c1'], refused: ['c1'] });
  expect(steps({}, have, factOf({ peers, consumers }))).toEqual([
    { do: 'updateConsumers', updates: [{ id: 'c1', layer: null }] },
  ]);
});
