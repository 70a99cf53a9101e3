import { SETTING_NAMES, settingOf, type Config } from './settings.js';

/** The settings as they may be shown: whatever is secret is hidden. As a settings file would say them, in JSON. */
export function describeConfig(config: Config): Record<string, unknown> {
  return Object.fromEntries(
    SETTING_NAMES.map((name) => {
      const { redact } = settingOf(name);
      return [name, redact ? redact(config[name]) : config[name]];
    }),
  );
}
