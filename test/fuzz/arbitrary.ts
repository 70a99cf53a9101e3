import fc from 'fast-check';
import {
  MAX_LIST,
  PROTOCOL_VERSION,
  SOURCES,
  type Moderation,
  type ReceiveIntent,
  type RequestName,
  type Requests,
} from '../../widget/src/protocol/index.js';
import { CAPABILITIES, opusParameters, vp8Parameters } from '../helpers/rtp.js';

/** Ids that stand in the answers of the server; drawn from as they are known at the time. */
export interface KnownIds {
  readonly peers: readonly string[];
  readonly transports: readonly string[];
  readonly producers: readonly string[];
  readonly consumers: readonly string[];
}

/** Stands for an id of its kind until the message is sent, when it is known which there are. */
const MARK = { peers: '%peer%', transports: '%transport%', producers: '%producer%', consumers: '%consumer%' } as const;

const anyId = fc.oneof(fc.uuid(), fc.string({ maxLength: 40 }), fc.constant('server'), fc.constant('__proto__'));
const idOf = (kind: keyof KnownIds): fc.Arbitrary<string> =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(MARK[kind]) }, { weight: 1, arbitrary: anyId });
const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.constant('<img src=x onerror=alert(1)>'));

const receive: fc.Arbitrary<ReceiveIntent> = fc.record({
  subscribe: fc.constantFrom('auto', 'manual'),
  peers: fc.array(idOf('peers'), { maxLength: 5 }),
  paused: fc.boolean(),
  pausedPeers: fc.array(idOf('peers'), { maxLength: 5 }),
  pausedTracks: fc.array(
    idOf('peers').map((id) => `${id}:camera`),
    { maxLength: 5 },
  ),
});

const producer = fc
  .record({
    id: fc.uuid(),
    video: fc.boolean(),
    label: fc.oneof(fc.constantFrom('camera', 'microphone', 'screen'), fc.string({ minLength: 1, maxLength: 64 })),
    source: fc.constantFrom(...SOURCES),
    paused: fc.boolean(),
    broadcast: fc.boolean(),
    layers: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ video, layers, ...rest }) => ({
    ...rest,
    kind: video ? ('video' as const) : ('audio' as const),
    rtpParameters: video ? vp8Parameters(layers) : opusParameters(),
  }));

const permissions = fc.record(
  {
    publish: fc.subarray([...SOURCES]),
    subscribe: fc.boolean(),
    chat: fc.boolean(),
    data: fc.boolean(),
    rename: fc.boolean(),
    moderate: fc.boolean(),
  },
  { requiredKeys: [] },
);

const moderation = fc.oneof(
  fc.record({ action: fc.constant('stop'), peerId: idOf('peers'), source: fc.constantFrom(...SOURCES) }),
  fc.record({ action: fc.constant('ask'), peerId: idOf('peers'), source: fc.constantFrom('microphone', 'camera') }),
  fc.record({ action: fc.constant('remove'), peerId: idOf('peers'), ban: fc.boolean() }),
  fc.record({ action: fc.constant('permit'), peerId: idOf('peers'), permissions }),
  fc.record({
    action: fc.constant('rule'),
    rules: fc.record(
      { locked: fc.boolean(), lobby: fc.boolean(), spotlight: fc.option(idOf('peers')) },
      { requiredKeys: [] },
    ),
  }),
  fc.record({ action: fc.constantFrom('admit', 'deny'), id: idOf('peers') }),
  fc.record({ action: fc.constant('end') }),
) as unknown as fc.Arbitrary<Moderation>;

const dtlsParameters = fc.constantFrom<Requests['connectTransport']['request']['dtlsParameters']>(
  { role: 'client', fingerprints: [{ algorithm: 'sha-256', value: Array(32).fill('AB').join(':') }] },
  { role: 'server', fingerprints: [{ algorithm: 'sha-1', value: Array(20).fill('00').join(':') }] },
);
const transports = fc.record({ send: fc.option(idOf('transports')), recv: fc.option(idOf('transports')) });

/** A right payload for each request: a new request does not compile until it has its own. */
const REQUESTS: Record<RequestName, fc.Arbitrary<unknown>> = {
  snapshot: fc.record({ transports }),
  connectTransport: fc.record({ transportId: idOf('transports'), dtlsParameters }),
  restartIce: fc.record({ transportId: idOf('transports') }),
  produce: fc.record({ producers: fc.array(producer, { minLength: 1, maxLength: 4 }) }),
  updateProducer: fc.record(
    { id: idOf('producers'), paused: fc.boolean(), width: fc.nat(20_000), height: fc.nat(20_000) },
    { requiredKeys: ['id', 'paused'] },
  ),
  closeProducer: fc.record({ id: idOf('producers') }),
  updateSubscriptions: receive,
  updateConsumers: fc.record({
    consumers: fc.array(
      fc.record(
        { id: idOf('consumers'), ready: fc.constant(true), layer: fc.option(fc.nat(9)) },
        { requiredKeys: ['id'] },
      ),
      { maxLength: 5 },
    ),
  }),
  updateSelf: fc.record({ name: text, hand: fc.boolean() }, { requiredKeys: [] }),
  sendMessage: fc.record({ id: fc.uuid(), text, to: idOf('peers') }, { requiredKeys: ['id', 'text'] }),
  react: fc.record({ reaction: fc.constantFrom('👍', '❤️', 'x') }),
  sendData: fc.record({ topic: text, data: text, to: idOf('peers') }, { requiredKeys: ['topic', 'data'] }),
  moderate: moderation,
  updateToken: fc.record({ token: fc.string({ maxLength: 200 }) }),
  leave: fc.constant({}),
};

export const handshake = fc.record(
  {
    protocol: fc.constant(PROTOCOL_VERSION),
    room: fc.constantFrom('fuzz-a', 'fuzz-b', 'fuzz-c'),
    token: fc.string({ maxLength: 60 }),
    name: text,
    rtpCapabilities: fc.constant(CAPABILITIES),
    receive,
    transports,
    dtlsParameters,
  },
  { requiredKeys: ['protocol', 'room', 'rtpCapabilities', 'receive'] },
);

/** Anything that can be said in JSON, and some that cannot. */
const nonsense = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(undefined, null, '', 0, -1, 2 ** 53, 1.5, true, [], {}, 'x'.repeat(70_000)),
  fc.constantFrom<unknown>(nested(200), Array(MAX_LIST + 1).fill('a'), { __proto__: null, constructor: 'x' }),
  fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
);

/** One wrong thing within what is right, somewhere. */
export function mutated(right: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc
    .tuple(right, fc.array(fc.nat(1_000), { minLength: 1, maxLength: 4 }), nonsense, fc.boolean())
    .map(([value, path, wrong, drop]) => mutate(value, path, wrong, drop));
}

export interface FuzzMessage {
  readonly name: string;
  readonly args: readonly unknown[];
  /** Asks for an answer. */
  readonly answered: boolean;
}

const names = Object.keys(REQUESTS) as RequestName[];

/** `leave` and `end` stop what goes on, so that they come less often than the rest. */
const nameOfRequest = fc.oneof(
  { weight: 60, arbitrary: fc.constantFrom(...names.filter((name) => name !== 'leave')) },
  { weight: 1, arbitrary: fc.constant<RequestName>('leave') },
);

const request = nameOfRequest.chain((name) =>
  fc.record({
    name: fc.constant<string>(name),
    args: fc
      .oneof({ weight: 5, arbitrary: REQUESTS[name] }, { weight: 5, arbitrary: mutated(REQUESTS[name]) })
      .map((payload) => [payload]),
    answered: fc.boolean().map((second) => second || name !== 'leave'),
  }),
);

const strange = fc.record({
  name: fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.constantFrom('connect', 'disconnect', 'snapshot', 'toString', '__proto__', 'constructor', ...names),
  ),
  args: fc.array(nonsense, { maxLength: 4 }),
  answered: fc.boolean(),
});

export const message: fc.Arbitrary<FuzzMessage> = fc.oneof(
  { weight: 8, arbitrary: request },
  { weight: 2, arbitrary: strange },
);

/** Puts real ids in the place of the marks, by a number that chooses among them. */
export function fill(value: unknown, known: KnownIds, choice: number): unknown {
  if (typeof value === 'string') {
    let filled = value;
    for (const kind of Object.keys(MARK) as (keyof KnownIds)[]) {
      const ids = known[kind];
      filled = filled.replaceAll(MARK[kind], ids.length === 0 ? 'nobody' : (ids[choice % ids.length] ?? ''));
    }
    return filled;
  }
  if (Array.isArray(value)) return value.map((item) => fill(item, known, choice));
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, known, choice)]));
}

function mutate(value: unknown, path: readonly number[], wrong: unknown, drop: boolean): unknown {
  const [step = 0, ...rest] = path;
  if (Array.isArray(value) && value.length > 0) {
    const at = step % value.length;
    if (rest.length === 0 && drop) return value.toSpliced(at, 1);
    return value.with(at, rest.length === 0 ? wrong : mutate(value[at], rest, wrong, drop));
  }
  if (typeof value === 'object' && value !== null && !Buffer.isBuffer(value)) {
    const entries = Object.entries(value as Record<string, unknown>);
    const entry = entries[step % Math.max(entries.length, 1)];
    if (!entry) return wrong;
    const [key, item] = entry;
    if (rest.length === 0 && drop) return Object.fromEntries(entries.filter(([other]) => other !== key));
    return { ...value, [key]: rest.length === 0 ? wrong : mutate(item, rest, wrong, drop) };
  }
  return wrong;
}

function nested(depth: number): unknown {
  let value: unknown = 'deep';
  for (let level = 0; level < depth; level++) value = { value };
  return value;
}
