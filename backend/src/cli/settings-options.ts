import { Option, type Command } from 'commander';
import { flagOf, SETTING_NAMES, settingOf, type ConfigSources, type SettingName } from '../config.js';

const SETTINGS_HELP = `
Each setting can also come from the environment or a file; the first that has it wins:
  1. a flag                     --media-port 40000
  2. an environment variable    SFU_ROOM_MEDIA_PORT=40000
  3. a JSON file (--config)     {"mediaPort": 40000}`;

/**
 * Lets a command take the settings of a server, so that what `serve` is started with can be given to it as well.
 * @param names the ones that matter to it; the others it still takes from the environment and the file
 */
export function addSettings(command: Command, names: readonly SettingName[] = SETTING_NAMES): Command {
  for (const name of names) command.addOption(optionOf(name));
  return command
    .option('--config <file>', 'Read settings from a JSON file (default: $SFU_ROOM_CONFIG)')
    .addHelpText('after', SETTINGS_HELP);
}

/** Where the settings of a command that was given come from. */
export function settingsOf(command: Command): ConfigSources {
  const known: readonly string[] = [...SETTING_NAMES, 'config'];
  const given = Object.entries(command.opts<Record<string, string | boolean>>()).filter(
    // Without the defaults that commander adds.
    ([name]) => known.includes(name) && command.getOptionValueSource(name) === 'cli',
  );
  return { flags: Object.fromEntries(given), env: process.env };
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
  if (form === 'boolean') return new Option(flag, description);
  const shown = defaultDescription ?? (Array.isArray(value) ? value.join(',') : String(value));
  return new Option(`${flag} <${placeholder}>`, `${description} (default: ${shown})`);
}
