import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { HIDDEN, localAddress, milliseconds, optionalText, port, setting } from '../setting.js';

const iceServerUrl = z.string().regex(/^(stuns?|turns?):\S+$/);

const iceServer = z.strictObject({
  urls: z.union([iceServerUrl, z.array(iceServerUrl).min(1)]),
  username: z.string().exactOptional(),
  credential: z.string().exactOptional(),
});

/** An address to tell to others. */
const publicAddress = z.string().regex(/^[A-Za-z0-9.:-]+$/);

/** How media gets in and out. */
export const MEDIA = {
  announcedAddress: setting({
    schema: publicAddress.nullable(),
    default: null,
    form: 'text',
    placeholder: 'address',
    description: 'Address that browsers send media to: behind NAT or in a container, the public one',
    defaultDescription: 'found from the network interfaces',
    expects: 'an IP address or a host name',
  }),
  workers: setting({
    schema: z.int().min(1).max(256),
    default: availableParallelism(),
    form: 'number',
    placeholder: 'number',
    description: 'Media worker processes',
    defaultDescription: 'one per core',
    expects: 'a whole number from 1 to 256',
  }),
  mediaHost: setting({
    schema: localAddress.nullable(),
    default: null,
    form: 'text',
    placeholder: 'address',
    description: 'Address to take media on',
    defaultDescription: 'as --host',
    expects: 'an IP address or localhost',
  }),
  mediaPort: port({
    default: 20_000,
    description:
      "UDP and TCP port of the first worker's media, each further worker has the next; 0 takes any free ones",
  }),
  iceServers: setting({
    schema: z.array(iceServer),
    default: [],
    form: 'json',
    placeholder: 'json',
    description: 'STUN and TURN servers that browsers are told of, as a JSON list of {urls, username, credential}',
    defaultDescription: 'none',
    expects: 'a JSON list of {urls, username, credential} with urls such as "turn:turn.example.org:3478"',
    redact: (servers) =>
      servers.map((server) => (server.credential === undefined ? server : { ...server, credential: HIDDEN })),
  }),
  turnUrls: setting({
    schema: z.array(z.string().regex(/^turns?:\S+$/)),
    default: [],
    form: 'list',
    placeholder: 'list',
    description: 'TURN servers with the credentials below, such as turn:turn.example.org:3478, separated by commas',
    defaultDescription: 'none',
    expects: 'URLs such as turn:turn.example.org:3478, separated by commas',
  }),
  turnSecret: optionalText({
    placeholder: 'secret',
    description: 'Secret shared with coturn (static-auth-secret): each peer gets short-lived credentials',
    expects: 'a text',
    secret: true,
  }),
  turnUsername: optionalText({
    placeholder: 'name',
    description: 'The same user name for everyone, in place of a shared secret',
    expects: 'a text',
  }),
  turnCredential: optionalText({
    placeholder: 'secret',
    description: 'The password of that user',
    expects: 'a text',
    secret: true,
  }),
  // coturn refuses to refresh with credentials that have run out: they must outlive the longest call.
  turnTtl: milliseconds(
    { default: 86_400_000, description: 'How long the credentials of a peer are good, in ms: longer than its calls' },
    { least: 60_000, most: 31_536_000_000 },
  ),
  gracePeriod: milliseconds(
    { default: 20_000, description: 'How long a peer that lost its connection keeps its place and its media, in ms' },
    { most: 3_600_000 },
  ),
} as const;
