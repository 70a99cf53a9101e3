import { Command } from 'commander';
import { ConfigError } from '../config.js';
import { addSettings, settingsOf } from './settings-options.js';
import { serve } from './serve.js';

export const SERVE_EXAMPLES = `
Examples:
  sfu-room                                      a server for this machine, at http://127.0.0.1:3000
  sfu-room --port 4000 --workers 2
  sfu-room --host 0.0.0.0 --announced-address 203.0.113.7 --secret "$SECRET"
  sfu-room --config rooms.json --print-config`;

/** `sfu-room serve`, and `sfu-room` alone. */
export function serveCommand(): Command {
  const command = new Command('serve')
    .description('Run the server (the default command).')
    // Words that are no command end here, since this is the default one.
    .argument('[words...]', '')
    .usage('[settings]');
  addSettings(command)
    .option('--print-config', 'Print the settings that result, secrets hidden, and exit')
    .addHelpText('after', SERVE_EXAMPLES);
  return command.action(async (words: string[]) => {
    const [word] = words;
    if (word !== undefined) throw new ConfigError(`There is no command "${word}"; "sfu-room --help" lists them.`);
    await serve(settingsOf(command), command.getOptionValue('printConfig') === true);
  });
}
