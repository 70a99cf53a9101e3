import { readFileSync } from 'node:fs';
import { ConfigError } from './config-error.js';
import { refuseUnknown, resolveGiven, type Given } from './resolve.js';
import type { Form } from './setting.js';
import { envOf, flagOf, SETTING_NAMES, settingOf, type Config, type SettingName } from './settings.js';

export interface ConfigSources {
  /** What stood on the command line, by setting; text, or a boolean where the flag takes no value. */
  flags: Readonly<Partial<Record<SettingName | 'config', string | boolean>>>;
  env: Readonly<Record<string, string | undefined>>;
  /** Reads the settings file; throws as `fs.readFileSync` does. */
  readFile?: (path: string) => string;
}

const ENV_PREFIX = envOf('');
const CONFIG_ENV = envOf('config');

/**
 * The settings of a process: flag > environment > file > default.
 * @throws ConfigError, one sentence that names what is wrong and where it was set.
 */
export function loadConfig({ flags, env, readFile = (path) => readFileSync(path, 'utf8') }: ConfigSources): Config {
  // An empty variable is how compose files and units say "not set".
  const variables = Object.entries(env).filter(([name, text]) => name.startsWith(ENV_PREFIX) && text !== '');
  refuseUnknown(
    variables.map(([name]) => name),
    [CONFIG_ENV, ...SETTING_NAMES.map(envOf)],
    (name) => `There is no setting for the environment variable "${name}"`,
  );

  const named = env[CONFIG_ENV];
  const path = flags.config ?? (named === '' ? undefined : named);
  const file = typeof path === 'string' ? fromFile(path, readFile) : {};

  return resolveGiven((name): Given | undefined => {
    const { form } = settingOf(name);
    const flag = flags[name];
    if (flag !== undefined) {
      return { value: typeof flag === 'string' ? fromText(flag, form) : flag, where: flagOf(name) };
    }
    const variable = env[envOf(name)];
    if (variable) return { value: fromText(variable, form), where: envOf(name) };
    if (Object.hasOwn(file, name)) return { value: file[name], where: `"${name}" in ${String(path)}` };
    return undefined;
  });
}

function fromFile(path: string, readFile: (path: string) => string): Record<string, unknown> {
  let text: string;
  try {
    text = readFile(path);
  } catch (error) {
    throw new ConfigError(
      `The settings file ${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)}).`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ConfigError(`The settings file ${path} is not JSON: ${(error as SyntaxError).message}.`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ConfigError(`The settings file ${path} must hold one JSON object, such as {"port": 3000}.`);
  }
  refuseUnknown(Object.keys(value), SETTING_NAMES, (name) => `There is no setting "${name}" (in ${path})`);
  return value as Record<string, unknown>;
}

/** The value that a text means; the text itself where it means none, for the schema to refuse. */
function fromText(text: string, form: Form): unknown {
  switch (form) {
    case 'text':
      return text;
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
    case 'boolean':
      return text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : text;
    case 'list':
      return text
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== '');
    case 'json':
      try {
        return JSON.parse(text) as unknown;
      } catch {
        return text;
      }
  }
}
