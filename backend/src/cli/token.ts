import { Command } from 'commander';
import { ROOM_NAME_PATTERN, SOURCES, type Permissions, type Source } from 'sfu-room/protocol';
import type { AccessClaims } from '../auth/token-claims.js';
import { ConfigError, loadConfig, type Config } from '../config.js';
import { RequestError } from '../request-error.js';
import { addSettings, settingsOf } from './settings-options.js';

const EXAMPLES = `
Examples:
  sfu-room token standup                                  whoever has it may join "standup" for two hours
  sfu-room token 'class-*' --name Ada --role teacher --moderator --expires 7d
  sfu-room token webinar --no-publish --no-chat           sees and hears, and does nothing else
  sfu-room token call --publish microphone,screen,screenaudio
  sfu-room token standup --json | jq .claims
  curl -H "Authorization: Bearer $(sfu-room token --api)" http://127.0.0.1:3000/sfu-room/api/rooms`;

/** What the options of the command leave, by commander: an option that was not given is undefined. */
interface TokenOptions {
  name?: string;
  identity?: string;
  role?: string;
  moderator?: true;
  /** False: `--no-publish`. */
  publish?: string | false;
  subscribe?: false;
  chat?: false;
  data?: false;
  rename?: boolean;
  expires: string;
  api?: true;
  json?: true;
}

/** In ms. */
const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `sfu-room token`: prints a token that is signed with the secret of the settings. */
export function tokenCommand(): Command {
  const command = new Command('token')
    .description('Make a token that lets somebody into a room, or a program use the REST API.')
    .argument('[room]', 'Name of the room, or a pattern in which * stands for any characters')
    .usage('<room> [options]')
    .option('--name <name>', 'Name in the room, which then cannot be changed (default: the one they choose)')
    .option('--identity <id>', 'Who it is to your program (sub)')
    .option('--role <role>', 'What they are called beside their name, such as teacher')
    .option('--moderator', 'Let them moderate')
    .option('--publish <sources>', `What they may send, of ${SOURCES.join(',')} (default: all)`)
    .option('--no-publish', 'Let them send nothing')
    .option('--no-subscribe', 'Let them receive nothing')
    .option('--no-chat', 'Let them send no messages and reactions')
    .option('--no-data', 'Let them send no data of the page')
    .option('--rename', 'Let them change the name, also a given one')
    .option('--no-rename', 'Do not let them change the name')
    .option('--expires <time>', 'When it ends, and the call with it: 90s, 30m, 2h, 7d, or never', '2h')
    .option('--api', 'Allow the REST API: of one room, or of all where none is named')
    .option('--json', 'Print {token, expiresAt, claims}, expiresAt in ms since the epoch');
  addSettings(command, ['secret', 'tokenIssuer', 'tokenAudience']).addHelpText('after', EXAMPLES);
  return command.action(async (room: string | undefined) => {
    const given = (name: string): boolean => command.getOptionValueSource(name) === 'cli';
    const options = Object.fromEntries(
      // Commander makes a default of true for what only a `--no-` takes away.
      Object.entries(command.opts()).filter(([name]) => given(name) || name === 'expires'),
    ) as unknown as TokenOptions;
    const claims = claimsOf(room, options);
    const expiresIn = durationOf(options.expires);
    process.stdout.write(await print(claims, expiresIn, loadConfig(settingsOf(command)), options.json === true));
  });
}

async function print(claims: AccessClaims, expiresIn: number | null, config: Config, asJson: boolean): Promise<string> {
  const { secret, tokenIssuer, tokenAudience } = config;
  if (secret.length === 0) throw new ConfigError(noSecret(config));
  // Loaded late, for the sake of the other commands. The keys of others do not sign.
  const { TokenKeys } = await import('../auth/token-keys.js');
  const keys = await TokenKeys.create({ secret, tokenKeys: null, tokenIssuer, tokenAudience });
  try {
    const { token, expiresAt } = await keys.sign(claims, { expiresIn });
    if (!asJson) return `${token}\n`;
    return `${JSON.stringify({ token, expiresAt, claims: await keys.verify(token) }, null, 2)}\n`;
  } catch (error) {
    if (error instanceof RequestError) throw new ConfigError(error.message);
    throw error;
  }
}

function noSecret({ tokenKeys }: Config): string {
  if (tokenKeys !== null) {
    return 'Tokens of --token-keys are signed by the program that has the private key; to sign here, set --secret as well.';
  }
  return 'Tokens are signed with the secret of the server, and there is none: make one by export SFU_ROOM_SECRET="$(openssl rand -hex 32)", for this command and for the server.';
}

/** @throws ConfigError */
function claimsOf(room: string | undefined, options: TokenOptions): AccessClaims {
  const { name, identity, role, api } = options;
  if (room === undefined && !api) {
    throw new ConfigError('A token is for a room, as in "sfu-room token standup", or for the REST API: --api.');
  }
  if (room !== undefined && !ROOM_NAME_PATTERN.test(room.replaceAll('*', '_'))) {
    throw new ConfigError(`"${room}" is no name of a room: 1-64 characters of A-Z a-z 0-9 . _ ~ -, and * for any.`);
  }
  const permissions = permissionsOf(options);
  return {
    ...(room === undefined ? {} : { room }),
    ...(identity === undefined ? {} : { sub: identity }),
    ...(name === undefined ? {} : { name }),
    ...(role === undefined ? {} : { role }),
    ...(Object.keys(permissions).length === 0 ? {} : { permissions }),
    ...(api ? { api } : {}),
  };
}

/** Only what was said: the rest is as for every participant, also of a newer server. */
function permissionsOf({ publish, subscribe, chat, data, rename, moderator }: TokenOptions): Partial<Permissions> {
  return {
    ...(publish === undefined ? {} : { publish: publish === false ? [] : sourcesOf(publish) }),
    ...(subscribe === undefined ? {} : { subscribe }),
    ...(chat === undefined ? {} : { chat }),
    ...(data === undefined ? {} : { data }),
    ...(rename === undefined ? {} : { rename }),
    ...(moderator ? { moderate: true } : {}),
  };
}

function sourcesOf(text: string): Source[] {
  return text.split(',').map((word) => {
    const source = SOURCES.find((known) => known === word.trim());
    if (!source) throw new ConfigError(`--publish takes some of ${SOURCES.join(', ')}, not "${word}".`);
    return source;
  });
}

/** In ms; null: never. @throws ConfigError */
function durationOf(text: string): number | null {
  if (text === 'never') return null;
  const [, number = '', unit = ''] = /^([1-9]\d{0,5})([smhd])$/.exec(text) ?? [];
  const duration = Number(number) * (UNITS[unit] ?? 0);
  if (duration === 0) {
    throw new ConfigError(`--expires takes a time such as 90s, 30m, 2h or 7d, or never, not "${text}".`);
  }
  return duration;
}
