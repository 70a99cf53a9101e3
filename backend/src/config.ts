export { ConfigError } from './config/config-error.js';
export { asksForTokens } from './config/cross-checks.js';
export { describeConfig } from './config/describe.js';
export { loadConfig, type ConfigSources } from './config/load.js';
export { resolveConfig } from './config/resolve.js';
export { envOf, flagOf, SETTING_NAMES, SETTINGS, settingOf } from './config/settings.js';
export type { Setting } from './config/setting.js';
export type { Config, LogLevel, SettingName } from './config/settings.js';
