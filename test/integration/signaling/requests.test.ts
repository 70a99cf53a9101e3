import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { RequestName, Requests } from '../../../widget/src/protocol/index.js';
import { EVERYTHING } from '../../helpers/facts.js';
import type { RoomPeer } from '../../helpers/room-peer.js';
import { usingServer } from '../../helpers/room-server.js';
import { cameraRequest, dtlsParameters, microphoneRequest, opusParameters } from '../../helpers/rtp.js';

const server = usingServer();
let alice: RoomPeer;
/** Owns whatever is foreign to Alice, and must hear of nothing that she is refused. */
let bob: RoomPeer;
let bobsCamera: string;
let bobsConsumer: string;
let alicesCamera: string;

beforeEach(async () => {
  const room = `requests-${randomUUID()}`;
  alice = await server.join(room);
  bob = await server.join(room);
  const [mine, theirs] = [cameraRequest(), cameraRequest()];
  await alice.request('produce', { producers: [mine] });
  await bob.request('produce', { producers: [theirs] });
  [alicesCamera, bobsCamera] = [mine.id, theirs.id];
  bobsConsumer = (await bob.hear('consumerAdded')).consumer.id;
  await alice.hear('consumerAdded');
  await bob.caughtUp();
  bob.events.length = 0;
});

/** Bob heard nothing, and is served as before. */
async function bobIsUndisturbed(): Promise<void> {
  await bob.caughtUp();
  expect(bob.events).toEqual([]);
  expect(bob.disconnected).toBe(false);
  expect(await bob.codeOf('updateProducer', { id: bobsCamera, paused: false })).toBe('none');
}

describe('what is well formed and one’s own is answered', () => {
  test('snapshot: with the room as it is, once the snapshot was sent', async () => {
    const { send, recv } = alice.snapshot.transports;
    expect(await alice.request('snapshot', { transports: { send: send.id, recv: recv.id } })).toBeNull();
    expect(alice.snapshots).toHaveLength(2);
    expect(alice.snapshot.transports).toEqual({ send, recv });
    expect(alice.snapshot.self.producers.map(({ id }) => id)).toEqual([alicesCamera]);
    expect(alice.snapshot.consumers.map(({ producerId }) => producerId)).toEqual([bobsCamera]);
  });

  test('snapshot: a transport that is not held is made anew, what it carried is gone, and the other stays', async () => {
    const before = alice.snapshot;
    await alice.request('snapshot', { transports: { send: null, recv: before.transports.recv.id } });
    const { transports, self, consumers } = alice.snapshot;
    expect(transports.recv.id).toBe(before.transports.recv.id);
    expect(transports.send.id).not.toBe(before.transports.send.id);
    expect(self.producers).toEqual([]);
    expect(consumers.map(({ producerId }) => producerId)).toEqual([bobsCamera]);
    expect((await bob.hear('producerRemoved')).producerId).toBe(alicesCamera);
  });

  test('snapshot: a new receiving transport comes with new consumers, ready at once', async () => {
    const before = alice.heard('consumerAdded')[0]?.consumer;
    await alice.request('snapshot', { transports: { send: alice.snapshot.transports.send.id, recv: null } });
    const [consumer] = alice.snapshot.consumers;
    expect(consumer?.id).not.toBe(before?.id);
    expect(consumer).toMatchObject({ producerId: bobsCamera, ready: true, paused: false });
    expect(alice.snapshot.self.producers.map(({ id }) => id)).toEqual([alicesCamera]);
  });

  test('connectTransport: both directions, and again when the answer was lost', async () => {
    for (const { id } of Object.values(alice.snapshot.transports)) {
      const request = { transportId: id, dtlsParameters: dtlsParameters() };
      expect(await alice.request('connectTransport', request)).toBeNull();
      expect(await alice.request('connectTransport', request)).toBeNull();
    }
    const { send, recv } = alice.snapshot.transports;
    await alice.request('snapshot', { transports: { send: send.id, recv: recv.id } });
    expect(alice.snapshot.transports.send.connected).toBe(true);
  });

  test('restartIce: with other parameters than before', async () => {
    const { id, iceParameters } = alice.snapshot.transports.send;
    const answer = await alice.request('restartIce', { transportId: id });
    expect(answer.usernameFragment).not.toBe(iceParameters.usernameFragment);
    expect(answer.password).not.toBe(iceParameters.password);
  });

  test('produce: several at once, each answered by itself', async () => {
    const twin = cameraRequest({ id: bobsCamera, label: 'twin' });
    const wrong = cameraRequest({ label: 'wrong', rtpParameters: opusParameters() });
    const good = microphoneRequest();
    const answers = await alice.request('produce', { producers: [twin, wrong, good] });
    expect(answers.map((answer) => answer?.code)).toEqual(['producer-exists', 'media-rejected', undefined]);
    expect((await bob.hear('producerAdded')).producer.id).toBe(good.id);
    expect(bob.heard('producerAdded')).toHaveLength(1);
  });

  test('updateProducer: once, however often it is said', async () => {
    for (const paused of [true, true, false]) await alice.request('updateProducer', { id: alicesCamera, paused });
    await bob.caughtUp();
    expect(bob.heard('producerChanged').map(({ producer }) => producer.paused)).toEqual([true, false]);
  });

  test('closeProducer: the others lose it and their consumer', async () => {
    await alice.request('closeProducer', { id: alicesCamera });
    expect(await bob.hear('producerRemoved')).toMatchObject({ peerId: alice.id, producerId: alicesCamera });
    expect((await bob.hear('consumerRemoved')).consumerId).toBe(bobsConsumer);
  });

  test('updateSubscriptions: when the consumers are as asked for', async () => {
    await alice.request('updateSubscriptions', { ...EVERYTHING, subscribe: 'manual' });
    expect(alice.heard('consumerRemoved')).toHaveLength(1);
    await bobIsUndisturbed();
  });

  test('updateConsumers: one that waits for the client is ready', async () => {
    const { consumer } = await alice.hear('consumerAdded');
    expect(consumer.ready).toBe(false);
    expect(await alice.request('updateConsumers', { consumers: [{ id: consumer.id, ready: true }] })).toBeNull();
    const { send, recv } = alice.snapshot.transports;
    await alice.request('snapshot', { transports: { send: send.id, recv: recv.id } });
    expect(alice.snapshot.consumers).toMatchObject([{ id: consumer.id, ready: true, paused: false }]);
  });

  test('updateSelf: the others see the name', async () => {
    expect(await alice.request('updateSelf', { name: 'Ada' })).toEqual({ hand: null });
    expect(await bob.hear('peerChanged')).toMatchObject({ peerId: alice.id, name: 'Ada', connection: 'connected' });
  });

  test('updateSelf: the others see the hand, since when it is up, and the name stays', async () => {
    await alice.request('updateSelf', { name: 'Ada' });
    const before = Date.now();
    const { hand } = await alice.request('updateSelf', { hand: true });
    expect(hand).toBeGreaterThanOrEqual(before);
    expect(hand).toBeLessThanOrEqual(Date.now());
    expect(await alice.request('updateSelf', { hand: true })).toEqual({ hand });
    expect(await alice.request('updateSelf', { hand: false })).toEqual({ hand: null });
    await bob.caughtUp();
    expect(bob.heard('peerChanged')).toMatchObject([
      { name: 'Ada', hand: null },
      { name: 'Ada', hand },
      { name: 'Ada', hand: null },
    ]);
  });

  test('sendMessage: everyone hears it, the sender too', async () => {
    const id = randomUUID();
    expect(await alice.request('sendMessage', { id, text: 'hi' })).toBeNull();
    for (const peer of [alice, bob]) {
      expect((await peer.hear('message')).message).toMatchObject({ id, peerId: alice.id, text: 'hi' });
    }
  });

  test('react: everyone hears it, the sender too', async () => {
    expect(await alice.request('react', { reaction: '🎉' })).toBeNull();
    const [mine, theirs] = await Promise.all([alice.hear('reaction'), bob.hear('reaction')]);
    for (const heard of [mine, theirs]) expect(heard).toMatchObject({ peerId: alice.id, reaction: '🎉' });
    expect(mine.id).toBe(theirs.id);
  });

  test('leave: before the socket is cut', async () => {
    expect(await alice.request('leave', {})).toBeNull();
    await alice.until('the socket is cut', () => alice.disconnected);
    expect(await bob.hear('peerLeft')).toMatchObject({ peerId: alice.id, reason: 'left' });
  });
});

const MALFORMED: Record<RequestName, unknown> = {
  snapshot: { transports: { send: 1, recv: 2 } },
  connectTransport: { transportId: 'x', dtlsParameters: { fingerprints: 'none' } },
  restartIce: { transportId: 5 },
  produce: { producers: [] },
  updateProducer: { id: 'x', paused: 'yes' },
  closeProducer: { id: { $ne: null } },
  updateSubscriptions: { ...EVERYTHING, peers: 'all' },
  updateConsumers: { consumers: [{ id: 'x', ready: false }] },
  updateSelf: { hand: 'up' },
  sendMessage: { id: 'x', text: 'hi' },
  react: { reaction: 'hello' },
  sendData: { topic: 5, data: 'x' },
  moderate: { action: 'explode' },
  updateToken: { token: 5 },
  leave: [],
};

describe('what is malformed is refused', () => {
  test.each(Object.entries(MALFORMED))('%s: with payload-invalid', async (name, payload) => {
    expect(await alice.codeOf(name, payload)).toBe('payload-invalid');
    for (const nonsense of [null, 5, 'text', []]) expect(await alice.codeOf(name, nonsense)).toBe('payload-invalid');
    expect(await alice.codeOf(name)).toBe('payload-invalid');
    await bobIsUndisturbed();
    expect(await alice.codeOf('updateProducer', { id: alicesCamera, paused: false })).toBe('none');
  });

  test('produce: each by itself, so that what was good is published', async () => {
    const good = microphoneRequest();
    const wrong = ['', 'moon'].map((source) => ({ ...cameraRequest(), source }));
    const answer = await alice.ask('produce', { producers: [wrong[0], good, null, wrong[1]] });
    const refused = expect.objectContaining({ code: 'payload-invalid' }) as unknown;
    expect(answer).toEqual({ ok: true, value: [refused, null, refused, refused] });
    expect((await bob.hear('producerAdded')).producer.id).toBe(good.id);
    await bob.caughtUp();
    expect(bob.heard('producerAdded')).toHaveLength(1);
  });
});

type IdRequest = 'connectTransport' | 'restartIce' | 'updateProducer' | 'closeProducer' | 'updateConsumers';

/** A request with an id in it, and the code for one that is not the asker's. */
const WITH_ID: {
  [K in IdRequest]: { code: string; request: (id: string) => Requests[K]['request']; foreign: () => string };
} = {
  connectTransport: {
    code: 'transport-not-found',
    request: (transportId) => ({ transportId, dtlsParameters: dtlsParameters() }),
    foreign: () => bob.snapshot.transports.recv.id,
  },
  restartIce: {
    code: 'transport-not-found',
    request: (transportId) => ({ transportId }),
    foreign: () => bob.snapshot.transports.send.id,
  },
  updateProducer: { code: 'producer-not-found', request: (id) => ({ id, paused: true }), foreign: () => bobsCamera },
  closeProducer: { code: 'producer-not-found', request: (id) => ({ id }), foreign: () => bobsCamera },
  updateConsumers: {
    code: 'consumer-not-found',
    request: (id) => ({ consumers: [{ id, ready: true }] }),
    foreign: () => bobsConsumer,
  },
};

describe('an id that is not the asker’s is refused', () => {
  test.each(Object.entries(WITH_ID))('%s: of another peer as of nobody', async (name, { code, request, foreign }) => {
    expect(await alice.codeOf(name, request(foreign()))).toBe(code);
    expect(await alice.codeOf(name, request('no-such-id'))).toBe(code);
    await bobIsUndisturbed();
  });

  test('produce: the id of a producer of another peer, with producer-exists', async () => {
    const answers = await alice.request('produce', { producers: [cameraRequest({ id: bobsCamera })] });
    expect(answers.map((answer) => answer?.code)).toEqual(['producer-exists']);
    await bobIsUndisturbed();
  });

  test('snapshot: foreign transports are as good as none, and stay whose they are', async () => {
    const { send, recv } = bob.snapshot.transports;
    const before = alice.snapshot.transports;
    await alice.request('snapshot', { transports: { send: send.id, recv: recv.id } });
    const after = alice.snapshot.transports;
    const ids = [send, recv, before.send, before.recv, after.send, after.recv].map(({ id }) => id);
    expect(new Set(ids).size).toBe(6);
    expect(await bob.codeOf('restartIce', { transportId: send.id })).toBe('none');
  });

  test('sendMessage: to a peer of another room as to nobody, with peer-not-found', async () => {
    const stranger = await server.join(`requests-${randomUUID()}`);
    for (const to of [stranger.id, 'no-such-id']) {
      expect(await alice.codeOf('sendMessage', { id: randomUUID(), text: 'psst', to })).toBe('peer-not-found');
    }
    await Promise.all([alice.caughtUp(), stranger.caughtUp()]);
    expect([...alice.heard('message'), ...stranger.heard('message')]).toEqual([]);
    await bobIsUndisturbed();
  });

  test('updateConsumers: the asker’s own among foreign ones are ready all the same', async () => {
    const { consumer } = await alice.hear('consumerAdded');
    const consumers = [bobsConsumer, consumer.id].map((id) => ({ id, ready: true as const }));
    expect(await alice.codeOf('updateConsumers', { consumers })).toBe('consumer-not-found');
    const { send, recv } = alice.snapshot.transports;
    await alice.request('snapshot', { transports: { send: send.id, recv: recv.id } });
    expect(alice.snapshot.consumers).toMatchObject([{ id: consumer.id, ready: true }]);
  });
});

describe('what is no request at all', () => {
  test.each(['noSuchRequest', 'toString', '__proto__', 'constructor', 'peerLeft', 'message', 'ended', 'error', ''])(
    'an unknown name, %j, is refused with request-unknown',
    async (name) => {
      expect(await alice.codeOf(name, {})).toBe('request-unknown');
      await bobIsUndisturbed();
    },
  );

  test('what asks for no answer is dropped', async () => {
    alice.tell('updateSelf', { name: 'Ada' });
    alice.tell('closeProducer', { id: alicesCamera });
    alice.tell('noSuchRequest');
    alice.tell('leave', {});
    await alice.caughtUp();
    await bobIsUndisturbed();
    expect(alice.disconnected).toBe(false);
  });

  test.each([140_000, 900_000])(
    '%i characters are refused with payload-too-large, and the connection goes on',
    async (length) => {
      expect(await alice.codeOf('updateSelf', { name: 'x'.repeat(length) })).toBe('payload-too-large');
      expect(await alice.codeOf('noSuchRequest', 'x'.repeat(length))).toBe('payload-too-large');
      await bobIsUndisturbed();
      expect(await alice.codeOf('updateSelf', { name: 'Ada' })).toBe('none');
    },
  );

  test.each([10, 900_000])('%i bytes of binary are refused quickly, and the connection goes on', async (length) => {
    const begin = performance.now();
    const rtpParameters = { codecs: [Buffer.alloc(length, 7)] };
    const answer = await alice.ask('produce', { producers: [{ ...cameraRequest(), rtpParameters }] });
    if (length > 65_536) expect(answer).toMatchObject({ ok: false, error: { code: 'payload-too-large' } });
    else expect(answer).toMatchObject({ ok: true, value: [{ code: 'payload-invalid' }] });
    expect(performance.now() - begin).toBeLessThan(1_000);
    await bobIsUndisturbed();
    expect(await alice.codeOf('updateSelf', { name: 'Ada' })).toBe('none');
  });

  test('requests are answered in the order in which they were sent', async () => {
    const order: string[] = [];
    const note = async (name: string, payload: unknown): Promise<void> => {
      await alice.ask(name, payload);
      order.push(name);
    };
    const { send, recv } = alice.snapshot.transports;
    await Promise.all([
      note('snapshot', { transports: { send: send.id, recv: null } }),
      note('restartIce', { transportId: recv.id }),
      note('updateSelf', { name: 'Ada' }),
    ]);
    expect(order).toEqual(['snapshot', 'restartIce', 'updateSelf']);
  });
});
