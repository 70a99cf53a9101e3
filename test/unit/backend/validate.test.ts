import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { isRequestName, parseHandshake, parseRequest, parseProducer } from '../../../backend/src/signaling/validate.js';
import { MAX_LIST, MAX_PRODUCERS, type RequestName, type Requests } from '../../../widget/src/protocol/index.js';
import { EVERYTHING } from '../../helpers/facts.js';
import { cameraRequest, dtlsParameters, handshakeOf, microphoneRequest } from '../../helpers/rtp.js';

const long = (length: number): string => 'x'.repeat(length);

const GOOD: { [K in RequestName]: Requests[K]['request'][] } = {
  snapshot: [{ transports: { send: 'a', recv: 'b' } }, { transports: { send: null, recv: null } }],
  connectTransport: [{ transportId: 'a', dtlsParameters: dtlsParameters() }],
  restartIce: [{ transportId: 'a' }],
  produce: [
    { producers: [cameraRequest()] },
    { producers: [microphoneRequest({ label: long(64) }), cameraRequest({ label: 'Küche 🎥', source: 'custom' })] },
  ],
  updateProducer: [
    { id: 'a', paused: true },
    { id: 'a', paused: false, width: 0, height: 16_384 },
  ],
  closeProducer: [{ id: long(36) }],
  updateSubscriptions: [
    EVERYTHING,
    {
      subscribe: 'manual',
      peers: Array<string>(MAX_LIST).fill('a'),
      paused: true,
      pausedPeers: ['b'],
      pausedTracks: [`${long(36)}:${'🎥'.repeat(64)}`],
    },
  ],
  updateConsumers: [{ consumers: [{ id: 'a', ready: true }] }, { consumers: [] }],
  updateSelf: [{ name: '' }, { name: long(64) }, { hand: true }, { name: 'Ada', hand: false }],
  sendMessage: [
    { id: randomUUID(), text: long(2000) },
    { id: randomUUID(), text: 'psst', to: long(36) },
  ],
  react: [{ reaction: '👍' }, { reaction: '👩🏻‍❤️‍💋‍👨🏿' }],
  sendData: [
    { topic: '', data: '' },
    { topic: long(64), data: long(16_000), to: long(36) },
  ],
  moderate: [
    { action: 'stop', peerId: 'a', source: 'screen' },
    { action: 'ask', peerId: 'a', source: 'camera' },
    { action: 'remove', peerId: 'a', ban: true },
    { action: 'permit', peerId: 'a', permissions: { publish: ['microphone'], chat: false } },
    { action: 'rule', rules: { locked: true, lobby: false, spotlight: null } },
    { action: 'rule', rules: { spotlight: 'a' } },
    { action: 'admit', id: 'a' },
    { action: 'deny', id: 'a' },
    { action: 'end' },
  ],
  updateToken: [{ token: 'a.b.c' }, { token: long(8192) }],
  leave: [{}],
};

/** Whatever the request: nothing of this is one. */
const NONSENSE: unknown[] = [undefined, null, 5, 'text', true, [], [{}]];

const camera = cameraRequest();
const receive = (change: object): object => ({ ...EVERYTHING, ...change });
const dtls = (change: object): object => ({ transportId: 'a', dtlsParameters: { ...dtlsParameters(), ...change } });
const fingerprint = (value: string, algorithm = 'sha-256'): object => dtls({ fingerprints: [{ algorithm, value }] });

const BAD: Record<RequestName, Record<string, unknown>> = {
  snapshot: {
    'no transports': {},
    'a transport left out': { transports: { send: 'a' } },
    'a transport that is a number': { transports: { send: 5, recv: null } },
    'an empty id': { transports: { send: '', recv: null } },
  },
  connectTransport: {
    'no parameters': { transportId: 'a' },
    'no fingerprints': dtls({ fingerprints: [] }),
    'too many fingerprints': dtls({ fingerprints: Array(9).fill(dtlsParameters().fingerprints[0]) }),
    'an unknown role': dtls({ role: 'both' }),
    'an unknown hash': fingerprint('AA:'.repeat(31) + 'AA', 'md5'),
    'a fingerprint that is no hex': fingerprint('GG:'.repeat(31) + 'GG'),
    'a fingerprint that is too short': fingerprint('AA:AA'),
    'a fingerprint that is endless': fingerprint('AA:'.repeat(5000) + 'AA'),
  },
  restartIce: { 'no id': {}, 'a long id': { transportId: long(129) }, 'a list as id': { transportId: ['a'] } },
  produce: {
    'no producers': { producers: [] },
    'too many producers': { producers: Array(MAX_PRODUCERS + 1).fill(camera) },
  },
  updateProducer: {
    'no pause': { id: 'a' },
    'a pause that is a number': { id: 'a', paused: 1 },
    'a size below nothing': { id: 'a', paused: true, width: -1, height: 1 },
    'a size beyond all pictures': { id: 'a', paused: true, width: 1, height: 16_385 },
    'a size that is no whole number': { id: 'a', paused: true, width: 0.5 },
    'a size that is null': { id: 'a', paused: true, height: null },
    'no id': { paused: true },
  },
  closeProducer: {
    'no id': {},
    'a null id': { id: null },
    'a long id': { id: long(37) },
    'an id with a space': { id: 'a b' },
  },
  updateSubscriptions: {
    'nothing in it': {},
    'an unknown way': receive({ subscribe: 'some' }),
    'too many peers': receive({ peers: Array(MAX_LIST + 1).fill('a') }),
    'a peer that is a number': receive({ peers: [1] }),
    'an empty track': receive({ pausedTracks: [''] }),
    'a long track': receive({ pausedTracks: [`a:${long(65)}`] }),
    'a track without a peer': receive({ pausedTracks: [':camera'] }),
    'a text for a list': receive({ pausedPeers: 'bob' }),
    'a pause that is null': receive({ paused: null }),
  },
  updateConsumers: {
    'no list': {},
    'too many': { consumers: Array(MAX_LIST + 1).fill({ id: 'a', ready: true }) },
    'one that is not ready': { consumers: [{ id: 'a', ready: false }] },
    'one without an id': { consumers: [{ ready: true }] },
  },
  updateSelf: {
    'nothing in it': {},
    'nothing that is known in it': { role: 'admin' },
    'a long name': { name: long(65) },
    'a name of too many code units': { name: '🎥'.repeat(33) },
    'a null name': { name: null },
    'a hand raised at a time': { hand: 1 },
    'a null hand beside a good name': { name: 'Ada', hand: null },
  },
  sendMessage: {
    'an empty text': { id: randomUUID(), text: '' },
    'a long text': { id: randomUUID(), text: long(2001) },
    'a text of too many code units': { id: randomUUID(), text: '🎥'.repeat(1001) },
    'an id that is no UUID': { id: '1', text: 'hi' },
    'no text': { id: randomUUID() },
    'an empty receiver': { id: randomUUID(), text: 'hi', to: '' },
    'a null receiver': { id: randomUUID(), text: 'hi', to: null },
    'several receivers': { id: randomUUID(), text: 'hi', to: ['a', 'b'] },
    'an endless receiver': { id: randomUUID(), text: 'hi', to: long(129) },
  },
  react: {
    'no reaction': {},
    'an empty reaction': { reaction: '' },
    'a word': { reaction: 'like' },
    'two emoji': { reaction: '👍👍' },
    'an emoji in a list': { reaction: ['👍'] },
    'a long chain of joined emoji': { reaction: Array(12).fill('👍').join('\u200d') },
    markup: { reaction: '<img src=x>' },
  },
  sendData: {
    'no topic': { data: 'x' },
    'a long topic': { topic: long(65), data: 'x' },
    'a topic with a line break': { topic: 'a\nb', data: 'x' },
    'no data': { topic: 'a' },
    'data of too many code units': { topic: 'a', data: '🎥'.repeat(8_001) },
    'a null receiver': { topic: 'a', data: 'x', to: null },
  },
  moderate: {
    'no action': {},
    'an unknown action': { action: 'explode' },
    'what every object inherits': { action: 'toString' },
    'a stop of nobody': { action: 'stop', source: 'camera' },
    'a stop of an unknown source': { action: 'stop', peerId: 'a', source: 'moon' },
    'a question for a screen': { action: 'ask', peerId: 'a', source: 'screen' },
    'a ban that is a text': { action: 'remove', peerId: 'a', ban: 'yes' },
    'no permissions': { action: 'permit', peerId: 'a' },
    'an unknown permission': { action: 'permit', peerId: 'a', permissions: { fly: true } },
    'a permission that is a number': { action: 'permit', peerId: 'a', permissions: { chat: 1 } },
    'a permission for an unknown source': { action: 'permit', peerId: 'a', permissions: { publish: ['moon'] } },
    'an unknown rule': { action: 'rule', rules: { closed: true } },
    'a lock that is null': { action: 'rule', rules: { locked: null } },
    'a spotlight with a space': { action: 'rule', rules: { spotlight: 'a b' } },
    'letting nobody in': { action: 'admit' },
    'sending nobody away': { action: 'deny', id: '' },
  },
  updateToken: { 'no token': {}, 'a long token': { token: long(8193) }, 'a line break': { token: 'a\nb' } },
  leave: {},
};

const rtp = (change: object): object => ({ ...camera, rtpParameters: { ...camera.rtpParameters, ...change } });
const [vp8] = camera.rtpParameters.codecs;

/** Each producer of a `produce` is refused by itself. */
const BAD_PRODUCERS: Record<string, unknown> = {
  'an id that is no UUID': { ...camera, id: 'a' },
  'an unknown kind': { ...camera, kind: 'smell' },
  'an empty label': { ...camera, label: '' },
  'a long label': { ...camera, label: long(65) },
  'a label with a line break': { ...camera, label: 'a\nb' },
  'a label with half a character': { ...camera, label: '\ud83c' },
  'an unknown source': { ...camera, source: 'moon' },
  'a pause that is a text': { ...camera, paused: 'true' },
  'no broadcast': { ...camera, broadcast: undefined },
  'no codecs': rtp({ codecs: [] }),
  'codecs that are no objects': rtp({ codecs: ['video/VP8'] }),
  'codecs without a type': rtp({ codecs: [{}] }),
  'a payload type that is a text': rtp({ codecs: [{ ...vp8, payloadType: 'ninety' }] }),
  'a codec parameter that is a buffer': rtp({ codecs: [{ ...vp8, parameters: { a: Buffer.alloc(9) } }] }),
  'too many encodings': rtp({ encodings: Array(9).fill({}) }),
  'an SSRC that is a text': rtp({ encodings: [{ ssrc: 'x' }] }),
  'an SSRC that is no whole number': rtp({ encodings: [{ ssrc: 1.5 }] }),
  'a bitrate that is a text': rtp({ encodings: [{ ssrc: 5, maxBitrate: '5' }] }),
  'a bitrate that is null': rtp({ encodings: [{ ssrc: 5, maxBitrate: null }] }),
  'a bitrate below nothing': rtp({ encodings: [{ ssrc: 5, maxBitrate: -1 }] }),
  'an endless scalability mode': rtp({ encodings: [{ ssrc: 5, scalabilityMode: 'L99T9' }] }),
  'odd header extensions': rtp({ headerExtensions: [{ uri: 5, id: 'x' }] }),
};

const NAMES = Object.keys(GOOD) as RequestName[];

describe('requests', () => {
  test.each(NAMES)('%s: what is well formed passes unchanged', (name) => {
    for (const request of GOOD[name]) expect(parseRequest(name, request)).toEqual(request);
  });

  test.each(NAMES)('%s: what is no object at all is refused', (name) => {
    for (const payload of NONSENSE) {
      expect(() => parseRequest(name, payload)).toThrow(expect.objectContaining({ code: 'payload-invalid' }));
    }
  });

  test.each(
    NAMES.flatMap((name) => Object.entries(BAD[name]).map(([what, payload]) => [name, what, payload] as const)),
  )('%s: %s is refused', (name, _, payload) => {
    expect(() => parseRequest(name, payload)).toThrow(expect.objectContaining({ code: 'payload-invalid' }));
  });

  test('a refusal says where the mistake is', () => {
    expect(() => parseProducer({ ...camera, source: 'moon' })).toThrow(/^source: /);
    expect(() => parseProducer(rtp({ codecs: [{}] }))).toThrow(/^rtpParameters\.codecs\.0\.mimeType: /);
  });

  test('what a request has no use for does not get through', () => {
    const given = { name: 'Ada', admin: true, ['__proto__']: { admin: true } };
    expect(parseRequest('updateSelf', given)).toEqual({ name: 'Ada' });
  });

  test('only the names of the table are requests, not what every object inherits', () => {
    for (const name of NAMES) expect(isRequestName(name)).toBe(true);
    for (const name of ['', 'toString', 'constructor', '__proto__', 'Leave', 5, null, undefined]) {
      expect(isRequestName(name)).toBe(false);
    }
  });
});

describe('producers', () => {
  test('what is well formed passes unchanged', () => {
    for (const request of [cameraRequest(), microphoneRequest()]) expect(parseProducer(request)).toEqual(request);
  });

  test.each(Object.entries(BAD_PRODUCERS))('%s is refused', (_, payload) => {
    expect(() => parseProducer(payload)).toThrow(expect.objectContaining({ code: 'payload-invalid' }));
  });

  test('a bitrate that is no whole number is rounded: it would break the worker’s channel', () => {
    const { encodings } = parseProducer(rtp({ encodings: [{ ssrc: 5, maxBitrate: 1_000_000 / 3 }] })).rtpParameters;
    expect(encodings).toEqual([{ ssrc: 5, maxBitrate: 333_333 }]);
  });
});

describe('the handshake', () => {
  const codeOf = (auth: unknown): string => {
    try {
      parseHandshake(auth);
      return 'none';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  const full = handshakeOf('kitchen', {
    token: 'token',
    name: 'Ada',
    session: { id: 'a', secret: long(22) },
    transports: { send: 'a', recv: null },
    dtlsParameters: dtlsParameters(),
  });

  test('with everything, and with no more than it must have, passes unchanged', () => {
    expect(parseHandshake(full)).toEqual(full);
    const { name: _, ...least } = handshakeOf('kitchen');
    expect(parseHandshake(least)).toEqual(least);
  });

  test.each([0, 2, '1', null, undefined])('protocol version %j is a mismatch, whatever else is wrong', (protocol) => {
    expect(codeOf({ ...full, protocol })).toBe('protocol-mismatch');
    expect(codeOf({ protocol })).toBe('protocol-mismatch');
  });

  test('a mismatch says which version the server speaks', () => {
    expect(() => parseHandshake({ ...full, protocol: 99 })).toThrow('protocol 1');
  });

  test.each(['a', 'A-Z_0.9~', long(64)])('room name %j is good', (room) => {
    expect(codeOf({ ...full, room })).toBe('none');
  });

  test.each(['', long(65), 'two words', 'küche', 'a/b', '../a', 'a\n', 'a%20b', 5, null, undefined])(
    'room name %j is bad',
    (room) => {
      expect(codeOf({ ...full, room })).toBe('room-name-invalid');
    },
  );

  test.each(
    Object.entries({
      'no capabilities': { rtpCapabilities: undefined },
      'capabilities that are a text': { rtpCapabilities: 'all' },
      'too many codecs': { rtpCapabilities: { codecs: Array(65).fill({}) } },
      'no receive intent': { receive: undefined },
      'an odd receive intent': { receive: { ...EVERYTHING, subscribe: 'some' } },
      'a long name': { name: long(65) },
      'a long token': { token: long(8193) },
      'a token with a line break': { token: 'a\nb' },
      'a session without a secret': { session: { id: 'a' } },
      'a short secret': { session: { id: 'a', secret: long(21) } },
      'a secret of other letters': { session: { id: 'a', secret: 'é'.repeat(22) } },
      'one transport': { transports: { send: null } },
      'odd DTLS parameters': { dtlsParameters: { fingerprints: [] } },
    }),
  )('%s is refused', (_, change) => {
    expect(codeOf({ ...full, ...change })).toBe('payload-invalid');
  });

  test.each([undefined, null, 'text', 5, []])('%j for all of it is refused', (auth) => {
    expect(codeOf(auth)).not.toBe('none');
  });
});
