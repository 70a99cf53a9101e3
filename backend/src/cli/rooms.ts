import { Command } from 'commander';
import type { RoomInfo } from '../room/room-info.js';
import { ConfigError, loadConfig, type Config } from '../config.js';
import { ApiCaller, urlOf } from './api-caller.js';
import { addSettings, settingsOf } from './settings-options.js';
import { columns } from './table.js';

const EXAMPLES = `
Examples:
  sfu-room rooms list
  sfu-room rooms list --url https://rooms.example.org --secret "$SECRET"
  sfu-room rooms list --json | jq -r '.rooms[].name'
  sfu-room rooms end standup

They use the REST API of the server, with a token of one minute that is signed with --secret, or the one of --token.`;

/** How long the token for one call is good, in ms. */
const EXPIRES_IN = 60_000;

/** `sfu-room rooms`: looks at the rooms of a server that runs, and ends them. */
export function roomsCommand(): Command {
  const list = withServer(new Command('list'))
    .description('List the rooms that there are.')
    .usage('[options]')
    .addHelpText('after', EXAMPLES)
    .action(async () => {
      const answer = (await (await callerOf(list)).call('GET', '/rooms')) as { rooms: RoomInfo[] };
      process.stdout.write(asJson(list) ? `${JSON.stringify(answer, null, 2)}\n` : tableOf(answer.rooms));
    });
  const end = withServer(new Command('end'))
    .description('End a room for everyone in it.')
    .argument('<room>', 'Name of the room')
    .usage('<room> [options]')
    .addHelpText('after', EXAMPLES)
    .action(async (room: string) => {
      await (await callerOf(end)).call('DELETE', `/rooms/${encodeURIComponent(room)}`);
      process.stdout.write(asJson(end) ? `${JSON.stringify({ ended: room })}\n` : `Ended ${room}.\n`);
    });
  return new Command('rooms')
    .description('List the rooms of a server that runs, or end one.')
    .usage('list|end <room>')
    .addHelpText('after', EXAMPLES)
    .addCommand(list)
    .addCommand(end);
}

function withServer(command: Command): Command {
  command
    .option('--url <url>', 'Address of the server (default: that of the settings, http://127.0.0.1:3000)')
    .option('--token <token>', 'A token for the REST API, in place of a secret to sign one')
    .option('--json', 'Print JSON');
  return addSettings(command, ['secret', 'tokenIssuer', 'tokenAudience']);
}

const asJson = (command: Command): boolean => command.getOptionValue('json') === true;

/** @throws ConfigError */
async function callerOf(command: Command): Promise<ApiCaller> {
  const { url, token } = command.opts<{ url?: string; token?: string }>();
  const config = loadConfig(settingsOf(command));
  return new ApiCaller(url === undefined ? urlOf(config) : originOf(url), token ?? (await sign(config)));
}

async function sign({ secret, tokenIssuer, tokenAudience }: Config): Promise<string> {
  if (secret.length === 0) {
    throw new ConfigError(
      'The REST API takes a token: give the secret of the server (--secret, SFU_ROOM_SECRET), or --token.',
    );
  }
  // Loaded late, for the sake of the other commands.
  const { TokenKeys } = await import('../auth/token-keys.js');
  const keys = await TokenKeys.create({ secret, tokenKeys: null, tokenIssuer, tokenAudience });
  return (await keys.sign({ api: true }, { expiresIn: EXPIRES_IN })).token;
}

/** @throws ConfigError */
function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new ConfigError(`--url takes the address of a server, such as http://127.0.0.1:3000, not "${text}".`);
  }
  return url.origin;
}

/** No field holds a space, so that awk and cut find them. */
function tableOf(rooms: readonly RoomInfo[]): string {
  return columns([
    ['ROOM', 'PEERS', 'TRACKS', 'SINCE', 'STATE'],
    ...rooms.map(({ name, peers, tracks, startedAt, locked, lobby }) => {
      const state = [...(locked ? ['locked'] : []), ...(lobby ? ['lobby'] : [])].join(',') || 'open';
      return [name, String(peers), String(tracks), new Date(startedAt).toISOString().replace(/\.\d+/, ''), state];
    }),
  ]);
}
