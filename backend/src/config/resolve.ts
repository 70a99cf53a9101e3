import { ConfigError } from './config-error.js';
import { checkReached, checkTogether } from './cross-checks.js';
import { nearest } from './did-you-mean.js';
import { SETTING_NAMES, settingOf, type Config, type SettingName } from './settings.js';

/** A value and where it was found, in words: `--port`, `SFU_ROOM_PORT`, `"port" in rooms.json`. */
export interface Given {
  value: unknown;
  where: string;
}

/**
 * Settings given by a program, completed by the defaults. `undefined` counts as not given.
 * @param guarded the program itself decides who comes in
 * @throws ConfigError that names the unknown or wrong option.
 */
export function resolveConfig(
  options: { readonly [Name in SettingName]?: Config[Name] | undefined } = {},
  guarded = false,
): Config {
  refuseUnknown(Object.keys(options), SETTING_NAMES, (name) => `There is no option "${name}"`);
  return resolveGiven((name) => ({ value: options[name], where: `The option "${name}"` }), guarded);
}

/** @throws ConfigError at the first value that its setting does not take. */
export function resolveGiven(given: (name: SettingName) => Given | undefined, guarded = false): Config {
  const values = SETTING_NAMES.map((name) => {
    const found = given(name);
    if (found?.value === undefined) return [name, deepFreeze(structuredClone(settingOf(name).default))];
    return [name, deepFreeze(checked(name, found))];
  });
  const config = Object.freeze(Object.fromEntries(values) as Config);
  checkTogether(config);
  if (!guarded) checkReached(config);
  return config;
}

/** @throws ConfigError that names the first key that is not known, and the one it may have meant. */
export function refuseUnknown(
  keys: readonly string[],
  known: readonly string[],
  sentence: (key: string) => string,
): void {
  const unknown = keys.find((key) => !known.includes(key));
  if (unknown === undefined) return;
  const meant = nearest(unknown, known);
  throw new ConfigError(`${sentence(unknown)}${meant === null ? '.' : `; did you mean "${meant}"?`}`);
}

function checked(name: SettingName, { value, where }: Given): unknown {
  const { schema, expects, redact } = settingOf(name);
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  // What holds secrets is not repeated: the message ends up in logs.
  throw new ConfigError(`${where} takes ${expects}${redact ? '' : `, not ${JSON.stringify(value)}`}.`);
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}
