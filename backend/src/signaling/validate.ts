import {
  ID_PATTERN,
  LABEL_PATTERN,
  MAX_DATA_LENGTH,
  MAX_LAYERS,
  MAX_LIST,
  MAX_MESSAGE_LENGTH,
  MAX_NAME_LENGTH,
  MAX_PRODUCERS,
  MAX_REACTION_LENGTH,
  MAX_SIDE,
  PROTOCOL_VERSION,
  REACTION_PATTERN,
  ROOM_NAME_PATTERN,
  SOURCE_KINDS,
  SOURCES,
  TOPIC_PATTERN,
  TRACK_ID_PATTERN,
  type ErrorCode,
  type Handshake,
  type ProduceRequest,
  type ReceiveIntent,
  type RequestName,
  type Requests,
} from 'sfu-room/protocol';
import { z } from 'zod';
import { textUpTo } from '../auth/text-schema.js';
import { MAX_TOKEN_LENGTH } from '../auth/token-claims.js';
import { RequestError } from '../request-error.js';
import { moderation } from './moderation-schema.js';
import { dtlsParameters, rtpCapabilities, rtpParameters } from './rtp-schemas.js';

const id = z.string().regex(ID_PATTERN);
const list = z.array(id).max(MAX_LIST);
const receive: z.ZodType<ReceiveIntent> = z.object({
  subscribe: z.enum(['auto', 'manual']),
  peers: list,
  paused: z.boolean(),
  pausedPeers: list,
  pausedTracks: z.array(z.string().regex(TRACK_ID_PATTERN)).max(MAX_LIST),
});

const transports = z.object({ send: id.nullable(), recv: id.nullable() });
const name = textUpTo(MAX_NAME_LENGTH);

const pixels = z.int().min(0).max(MAX_SIDE);
const size = { width: pixels.exactOptional(), height: pixels.exactOptional() };

const consumerUpdate = z.object({
  id,
  ready: z.literal(true).exactOptional(),
  layer: z
    .int()
    .min(0)
    .max(MAX_LAYERS - 1)
    .nullable()
    .exactOptional(),
});

const room = z.string().regex(ROOM_NAME_PATTERN);

/** ASCII, as a JWT is: nothing of it takes more than two characters of JSON. */
const token = z.string().regex(new RegExp(`^[ -~]{0,${MAX_TOKEN_LENGTH}}$`));

// `exactOptionalPropertyTypes` tells an absent property from an undefined one;
// JSON has no undefined, so that both are the same here.
const handshake = z.object({
  protocol: z.literal(PROTOCOL_VERSION),
  room,
  token: token.optional(),
  name: name.optional(),
  session: z.object({ id, secret: z.string().regex(/^[A-Za-z0-9_-]{22,64}$/) }).optional(),
  rtpCapabilities,
  receive,
  transports: transports.optional(),
  dtlsParameters: dtlsParameters.optional(),
}) as unknown as z.ZodType<Handshake>;

const producer: z.ZodType<ProduceRequest> = z
  .object({
    id: z.uuid(),
    kind: z.enum(['audio', 'video']),
    label: z.string().regex(LABEL_PATTERN),
    source: z.enum(SOURCES),
    rtpParameters,
    paused: z.boolean(),
    broadcast: z.boolean(),
    ...size,
  })
  // Sound that calls itself a camera's would pass where microphones may not, and no mute would find it.
  .refine(({ kind, source }) => SOURCE_KINDS[source].includes(kind), { path: ['source'], error: 'of another kind' });

/** A schema for each request: a new one does not compile until it has its own. */
const REQUESTS: { [K in RequestName]: z.ZodType<Requests[K]['request']> } = {
  snapshot: z.object({ transports }),
  connectTransport: z.object({ transportId: id, dtlsParameters }),
  restartIce: z.object({ transportId: id }),
  // Each of them is checked by itself, by `parseProducer`: one that is wrong is no reason to refuse the others.
  produce: z.object({ producers: z.array(z.unknown()).min(1).max(MAX_PRODUCERS) }) as unknown as z.ZodType<
    Requests['produce']['request']
  >,
  updateProducer: z.object({ id, paused: z.boolean(), ...size }),
  closeProducer: z.object({ id }),
  updateSubscriptions: receive,
  updateConsumers: z.object({ consumers: z.array(consumerUpdate).max(MAX_LIST) }),
  updateSelf: z
    .object({ name: name.exactOptional(), hand: z.boolean().exactOptional() })
    .refine((change) => Object.keys(change).length > 0, 'nothing to update'),
  sendMessage: z.object({ id: z.uuid(), text: textUpTo(MAX_MESSAGE_LENGTH).min(1), to: id.exactOptional() }),
  react: z.object({ reaction: textUpTo(MAX_REACTION_LENGTH).regex(REACTION_PATTERN) }),
  sendData: z.object({
    topic: z.string().regex(TOPIC_PATTERN),
    data: textUpTo(MAX_DATA_LENGTH),
    to: id.exactOptional(),
  }),
  moderate: moderation,
  updateToken: z.object({ token }),
  leave: z.object({}),
};

export function isRequestName(value: unknown): value is RequestName {
  return typeof value === 'string' && Object.hasOwn(REQUESTS, value);
}

/** @throws RequestError payload-invalid */
export function parseProducer(payload: unknown): ProduceRequest {
  const result = producer.safeParse(payload);
  if (result.success) return result.data;
  throw invalid('payload-invalid', result.error);
}

/** @throws RequestError payload-invalid */
export function parseRequest<K extends RequestName>(requestName: K, payload: unknown): Requests[K]['request'] {
  const result = REQUESTS[requestName].safeParse(payload);
  if (result.success) return result.data;
  throw invalid('payload-invalid', result.error);
}

/** @throws RequestError protocol-mismatch, room-name-invalid, payload-invalid */
export function parseHandshake(auth: unknown): Handshake {
  const result = handshake.safeParse(auth);
  if (result.success) return result.data;
  const wrong = new Set(result.error.issues.map(({ path }) => path[0]));
  if (wrong.has('protocol')) {
    throw new RequestError('protocol-mismatch', `This server speaks protocol ${String(PROTOCOL_VERSION)}.`);
  }
  throw invalid(wrong.has('room') ? 'room-name-invalid' : 'payload-invalid', result.error);
}

function invalid(code: ErrorCode, error: z.ZodError): RequestError {
  const [issue] = error.issues;
  const where = issue?.path.join('.');
  return new RequestError(code, where ? `${where}: ${issue?.message ?? ''}` : issue?.message);
}
