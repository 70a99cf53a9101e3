import { isIP } from 'node:net';
import { availableParallelism } from 'node:os';
import { z } from 'zod';

/** How a setting is written where only text can be: in a flag or in an environment variable. */
export type Form = 'text' | 'number' | 'boolean' | 'list' | 'json';

export interface Setting<Schema extends z.ZodType = z.ZodType> {
  readonly schema: Schema;
  readonly default: z.output<Schema>;
  readonly form: Form;
  /** Stands for the value in the help. */
  readonly placeholder: string;
  /** One line, with the unit. */
  readonly description: string;
  /** What the default is, where its value does not tell. */
  readonly defaultDescription?: string;
  /** Completes "takes ..." in the refusal of a wrong value. */
  readonly expects: string;
  /** Where the value holds secrets: what may be shown of it. */
  readonly redact?: (value: z.output<Schema>) => unknown;
}

const HIDDEN = '(hidden)';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const iceServerUrl = z.string().regex(/^(stuns?|turns?):\S+$/);

const iceServer = z.strictObject({
  urls: z.union([iceServerUrl, z.array(iceServerUrl).min(1)]),
  username: z.string().exactOptional(),
  credential: z.string().exactOptional(),
});

/** An address to bind to. The media workers take no names, so the only name there is becomes its address. */
const localAddress = z
  .string()
  .transform((host) => (host === 'localhost' ? '127.0.0.1' : host))
  .refine((host) => isIP(host) !== 0);

/** An address to tell to others. */
const publicAddress = z.string().regex(/^[A-Za-z0-9.:-]+$/);

function port(what: Pick<Setting<z.ZodNumber>, 'default' | 'description'>): Setting<z.ZodNumber> {
  return {
    ...what,
    schema: z.int().min(0).max(65_535),
    form: 'number',
    placeholder: 'port',
    expects: 'a port number from 0 to 65535',
  };
}

/** Keeps each setting's own type, so that Config can be derived from the table. */
const setting = <Schema extends z.ZodType>(it: Setting<Schema>): Setting<Schema> => it;

/** Every setting, once: flags, environment variables, file keys, help and the type Config come from here. */
export const SETTINGS = {
  host: setting({
    schema: localAddress,
    default: '127.0.0.1',
    form: 'text',
    placeholder: 'address',
    description: 'Address to listen on; 0.0.0.0 or :: for every interface',
    expects: 'an IP address or localhost',
  }),
  port: port({
    default: 3000,
    description: 'TCP port of pages and signalling; 0 takes any free one',
  }),
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
  gracePeriod: setting({
    schema: z.int().min(0).max(3_600_000),
    default: 20_000,
    form: 'number',
    placeholder: 'ms',
    description: 'How long a peer that lost its connection keeps its place and its media, in ms',
    expects: 'a whole number of milliseconds from 0 to 3600000',
  }),
  origins: setting({
    schema: z.array(z.string().refine((origin) => origin === '*' || isOrigin(origin))).min(1),
    default: ['*'],
    form: 'list',
    placeholder: 'list',
    description: 'Origins whose pages may use this server, separated by commas; * for all',
    expects: 'origins such as https://example.org, separated by commas, or *',
  }),
  serveSite: setting({
    schema: z.boolean(),
    default: true,
    form: 'boolean',
    placeholder: 'true|false',
    description: 'Serve the site (a room, docs, playground) at /',
    expects: 'true or false',
  }),
  logLevel: setting({
    schema: z.enum(LOG_LEVELS),
    default: 'info',
    form: 'text',
    placeholder: 'level',
    description: `How much is logged: ${LOG_LEVELS.join(', ')}`,
    expects: `one of ${LOG_LEVELS.join(', ')}`,
  }),
} as const;

export type SettingName = keyof typeof SETTINGS;

type Frozen<T> = T extends readonly (infer Item)[] ? readonly Item[] : T;

/** The settings of a server, complete, checked and frozen. */
export type Config = {
  readonly [Name in SettingName]: Frozen<z.output<(typeof SETTINGS)[Name]['schema']>>;
};

export const SETTING_NAMES = Object.keys(SETTINGS) as readonly SettingName[];

/** The same table with the values' types left out, for code that treats all settings alike. */
export const settingOf = (name: SettingName): Setting => SETTINGS[name];

/** `mediaPort` as a flag: `--media-port`. */
export const flagOf = (name: string): string => `--${words(name).join('-')}`;

/** `mediaPort` as an environment variable: `SFU_ROOM_MEDIA_PORT`. */
export const envOf = (name: string): string => `SFU_ROOM_${words(name).join('_').toUpperCase()}`;

const words = (name: string): string[] => name.split(/(?=[A-Z])/).map((word) => word.toLowerCase());

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}
