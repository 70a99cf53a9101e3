import { Command, CommanderError } from 'commander';
import { ConfigError } from '../config.js';
import { packageVersion } from '../package-version.js';
import { CommandFailure } from './command-failure.js';
import { doctorCommand } from './doctor.js';
import { roomsCommand } from './rooms.js';
import { SERVE_EXAMPLES, serveCommand } from './serve-command.js';
import { tokenCommand } from './token.js';

/** Each makes one command; the first is the one without a name. */
const COMMANDS = [serveCommand, doctorCommand, tokenCommand, roomsCommand];

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
    if (!(error instanceof ConfigError || error instanceof CommandFailure)) throw error;
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
    .addHelpText(
      'after',
      `\nWithout a command it serves; "sfu-room serve --help" lists the settings.\n${SERVE_EXAMPLES}`,
    )
    .exitOverride();
  for (const [index, createCommand] of COMMANDS.entries()) {
    program.addCommand(inheriting(createCommand(), program), { isDefault: index === 0 });
  }
  return program;
}

/** A command, and those below it, with the program's ways: its help option, its refusals, no exit of their own. */
function inheriting(command: Command, program: Command): Command {
  for (const below of command.commands) inheriting(below, program);
  return command.copyInheritedSettings(program);
}

/** "error: unknown option '--prot'\n(Did you mean --port?)" in one line. */
function asSentence(text: string): string {
  return `${text
    .trim()
    .replace(/^error: /, 'sfu-room: ')
    .replace(/\s*\n\s*/g, ' ')}\n`;
}
