import { ID_PATTERN, MAX_NAME_LENGTH, ROOM_NAME_PATTERN, SERVER_ID, SOURCES } from 'sfu-room/protocol';
import { z } from 'zod';
import { permissions as somePermissions } from '../auth/permissions-schema.js';
import { roomLimits } from '../auth/room-limits-schema.js';
import { roomRules, rulesChange } from '../auth/room-rules-schema.js';
import { textUpTo } from '../auth/text-schema.js';

const PEER = 'RoQ9XyBvl4xQWnQ1cJ7T8g';

const time = (what: string): z.ZodNumber =>
  z
    .int()
    .min(0)
    .meta({ description: `${what}, in ms since the epoch.` });
const orNull = (known: z.ZodNumber, otherwise: string): z.ZodNullable<z.ZodNumber> =>
  known.nullable().meta({ description: `${(known.description ?? '').replace(/\.$/, '')}; null: ${otherwise}.` });
const count = (what: string): z.ZodNumber => z.int().min(0).meta({ description: what });

export const roomName = z
  .string()
  .regex(ROOM_NAME_PATTERN, 'not 1-64 characters of A-Z a-z 0-9 . _ ~ -')
  .meta({ description: 'Name of the room.', examples: ['standup'] });

const peerId = z
  .string()
  .regex(ID_PATTERN, 'no id of a peer')
  .meta({ description: 'Id of the peer in its room.', examples: [PEER] });

export const source = z.enum(SOURCES).meta({ description: 'Where the track comes from.' });

export const nothing = z.strictObject({});
export const ofRoom = z.object({ room: roomName });
export const ofPeer = z.object({ room: roomName, peer: peerId });
export const ofKnock = z.object({
  room: roomName,
  knock: peerId.meta({ description: 'Id of who knocks.', examples: [PEER] }),
});

export const rules = rulesChange.meta({
  id: 'RulesChange',
  description: 'Rules of a room; what is left out stays as it is.',
});

/** Before anybody is in the room. */
export const rulesAhead = rulesChange
  .omit({ spotlight: true })
  .meta({ id: 'RulesAhead', description: 'Rules of a room that opens; what is left out is off.' });

export const limitsChange = roomLimits.meta({
  id: 'LimitsChange',
  description:
    'Limits of a room: most peers, most tracks of a peer (producers), most that a peer may send (bitrate, in bit/s), after how long it ends for everyone (duration, in ms), and how long it stays after its last peer (emptyTimeout, in ms); null: no limit. What is left out is as the settings of the server say.',
});

const limits = z
  .object({
    peers: count('Most peers.'),
    producers: count('Most tracks of one peer.'),
    bitrate: z.int().nullable().meta({ description: 'Most that one peer may send, in bit/s; null: no limit.' }),
    duration: z.int().nullable().meta({ description: 'After so long it ends for everyone, in ms; null: never.' }),
    emptyTimeout: count('How long it stays after its last peer has left, in ms.'),
  })
  .meta({ id: 'Limits' });

const knock = z
  .object({
    id: peerId.meta({ description: 'The id that the peer will have.' }),
    name: z.string().meta({ description: 'As it names itself; may be empty.' }),
  })
  .meta({ id: 'Knock' });

export const knocks = z.object({ knocks: z.array(knock).meta({ description: 'In the order they came.' }) });

export const room = z
  .object({
    name: roomName,
    startedAt: time('When its first peer came, or it was opened'),
    peers: count('Peers that are in it.'),
    tracks: count('Tracks that they publish.'),
    knocks: z.array(knock).meta({ description: 'Who waits to be let in.' }),
    limits,
    ...roomRules.shape,
  })
  .meta({ id: 'Room' });

export const roomList = z.object({ rooms: z.array(room).meta({ description: 'In the order they began.' }) });

export const permissionsChange = somePermissions.meta({
  id: 'PermissionsChange',
  description:
    'What a peer may do: the sources that it may publish, subscribe (receive what others publish), chat, data, rename (choose its own name), moderate.',
});

const permissions = z
  .object({
    publish: z.array(source).meta({ description: 'Sources that it may publish.' }),
    subscribe: z.boolean().meta({ description: 'It receives what others publish.' }),
    chat: z.boolean().meta({ description: 'It sends messages and reactions.' }),
    data: z.boolean().meta({ description: 'It sends data of the page’s own.' }),
    rename: z.boolean().meta({ description: 'It chooses its own name.' }),
    moderate: z.boolean().meta({ description: 'It moderates.' }),
  })
  .meta({ id: 'Permissions' });

const track = z
  .object({
    id: z.string().meta({ description: 'Id of the track in the room.', examples: [`${PEER}:camera`] }),
    label: z.string().meta({ description: 'Unique among the tracks of its peer.' }),
    source,
    kind: z.enum(['audio', 'video']),
    paused: z.boolean().meta({ description: 'Muted by its publisher, or stopped by a moderator.' }),
  })
  .meta({ id: 'Track' });

export const peer = z
  .object({
    id: peerId,
    identity: z.string().nullable().meta({ description: 'The `sub` of its token; null without one.' }),
    name: z.string().meta({ description: 'May be empty.' }),
    role: z.string().meta({ description: 'What its token calls it; may be empty.' }),
    moderator: z.boolean(),
    joinedAt: time('When it joined'),
    connection: z.enum(['connected', 'reconnecting']),
    hand: orNull(time('When the hand was raised'), 'it is down'),
    permissions,
    expiresAt: orNull(time('When its token runs out'), 'never'),
    tracks: z.array(track),
  })
  .meta({ id: 'Peer' });

export const peerList = z.object({ peers: z.array(peer).meta({ description: 'In the order they came.' }) });

export const message = z
  .object({
    id: z.string(),
    peerId: z
      .string()
      .meta({ description: `Whom it comes from; \`${SERVER_ID}\`: this API, or the program that hosts the room.` }),
    name: z.string().meta({ description: 'The sender’s name when it was sent.' }),
    to: peerId.nullable().meta({ description: 'The one peer that it is for; null: everyone.' }),
    text: z.string(),
    at: time('When it was taken'),
  })
  .meta({ id: 'Message' });

export const messageList = z.object({ messages: z.array(message).meta({ description: 'The latest, oldest first.' }) });

export const displayName = textUpTo(MAX_NAME_LENGTH);

/** For one peer alone. */
export const receiver = peerId.exactOptional().meta({ description: 'For this peer alone; without it, for everyone.' });

const lossOnTheWay = (where: string): z.ZodNullable<z.ZodNumber> =>
  z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .meta({ description: `Fraction of packets that were lost on the way ${where}, 0 to 1; null: not known.` });

const flow = z
  .object({
    received: z.number().min(0).meta({ description: 'From clients, in bit/s.' }),
    sent: z.number().min(0).meta({ description: 'To clients, in bit/s.' }),
    lossReceived: lossOnTheWay('from clients, on average of their transports'),
    lossSent: lossOnTheWay('to clients, on average of their transports'),
    roundTrip: z
      .number()
      .min(0)
      .nullable()
      .meta({ description: 'Between server and clients, in ms, the median; null: not known.' }),
  })
  .meta({ id: 'Flow', description: 'How media flows at the moment.' });

export const roomStats = z
  .object({ room: roomName, peers: count('Peers that are in it.'), tracks: count('Tracks that they publish.'), flow })
  .meta({ id: 'RoomStats' });

const worker = z
  .object({
    slot: count('Its place, from 0 on, which the worker that replaces it takes.'),
    cpu: z.number().min(0).meta({ description: 'CPU time that it has taken, in s.' }),
    memory: count('Resident memory, in bytes.'),
  })
  .meta({ id: 'Worker' });

export const serverStats = z
  .object({
    startedAt: time('When the server started'),
    rooms: count('Rooms that there are.'),
    peers: count('Peers in all of them.'),
    tracks: count('Tracks that they publish.'),
    workers: z.array(worker).meta({ description: 'Media workers that run and answer.' }),
    flow,
  })
  .meta({ id: 'ServerStats' });
