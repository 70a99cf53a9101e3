import { readFileSync } from 'node:fs';
import { Command, CommanderError, Option } from 'commander';
import { ConfigError, flagOf, SETTING_NAMES, settingOf, type ConfigSources, type SettingName } from '../config.js';
import { serve } from './serve.js';
import { StartFailure } from './start-failure.js';

const EXAMPLES = `
Examples:
  sfu-room                                      a server for this machine, at http://127.0.0.1:3000
  sfu-room --port 4000 --workers 2
  sfu-room --host 0.0.0.0 --announced-address 203.0.113.7
  sfu-room --config rooms.json --print-config`;

const SETTINGS_HELP = `
Each setting can also come from the environment or a file; the first that has it wins:
  1. a flag                     --media-port 40000
  2. an environment variable    SFU_ROOM_MEDIA_PORT=40000
  3. a JSON file (--config)     {"mediaPort": 40000}`;

/** Runs the command line and sets the exit code: 0, 1 for what failed, 2 for what was asked wrongly. */
export async function runProgram(argv: readonly string[]): Promise<void> {
  try {
    await createProgram().parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has said it already; help and version are no errors.
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    // Anything else is a mistake of this program, and its stack is what helps.
    if (!(error instanceof ConfigError || error instanceof StartFailure)) throw error;
    process.stderr.write(`sfu-room: ${error.message}\n`);
    process.exitCode = error instanceof ConfigError ? 2 : 1;
  }
}

function createProgram(): Command {
  const program = new Command('sfu-room')
    .description('Hosts video rooms: the signalling, the media and the <sfu-room> script for any web page.')
    .version(packageVersion(), '--version', 'Print the version.')
    .helpOption('--help', 'Print this help.')
    .helpCommand('help [command]', 'Print the help of a command.')
    .configureHelp({ subcommandTerm: (command) => `${command.name()} ${command.usage()}` })
    .configureOutput({ outputError: (text, write) => write(asSentence(text)) })
    .addHelpText('after', `\nWithout a command it serves; "sfu-room serve --help" lists the settings.\n${EXAMPLES}`)
    .exitOverride();
  program.addCommand(serveCommand().copyInheritedSettings(program), { isDefault: true });
  return program;
}

function serveCommand(): Command {
  const command = new Command('serve')
    .description('Run the server (the default command).')
    .helpOption('--help', 'Print this help.')
    .addHelpText('after', `${SETTINGS_HELP}\n${EXAMPLES}`)
    // Words that are no command end here, since this is the default one.
    .argument('[words...]', '')
    .configureHelp({ visibleArguments: () => [] })
    .usage('[settings]');
  for (const name of SETTING_NAMES) command.addOption(optionOf(name));
  command.option('--config <file>', 'Read settings from a JSON file (default: $SFU_ROOM_CONFIG)');
  command.option('--print-config', 'Print the settings that result, secrets hidden, and exit');
  return command.action(async (words: string[]) => {
    const [word] = words;
    if (word !== undefined) throw new ConfigError(`There is no command "${word}"; "sfu-room --help" lists them.`);
    await serve({ flags: flagsOf(command), env: process.env }, command.getOptionValue('printConfig') === true);
  });
}

function optionOf(name: SettingName): Option {
  const { form, placeholder, description, default: value, defaultDescription } = settingOf(name);
  const flag = flagOf(name);
  if (form === 'boolean' && value === true) {
    return new Option(
      flag.replace('--', '--no-'),
      `Do not ${description.charAt(0).toLowerCase()}${description.slice(1)}`,
    );
  }
  const shown = defaultDescription ?? (Array.isArray(value) ? value.join(',') : String(value));
  return new Option(`${flag} <${placeholder}>`, `${description} (default: ${shown})`);
}

/** What stood on the command line, and not the defaults that commander adds. */
function flagsOf(command: Command): ConfigSources['flags'] {
  const given = Object.entries(command.opts<Record<string, string | boolean>>()).filter(
    ([name]) => name !== 'printConfig' && command.getOptionValueSource(name) === 'cli',
  );
  return Object.fromEntries(given);
}

/** "error: unknown option '--prot'\n(Did you mean --port?)" in one line. */
function asSentence(text: string): string {
  return `${text
    .trim()
    .replace(/^error: /, 'sfu-room: ')
    .replace(/\s*\n\s*/g, ' ')}\n`;
}

function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return version;
}
