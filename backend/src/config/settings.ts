import type { z } from 'zod';
import type { Setting } from './setting.js';
import { ACCESS } from './settings/access.js';
import { INTEGRATION } from './settings/integration.js';
import { LIMITS } from './settings/limits.js';
import { LISTENING } from './settings/listening.js';
import { MEDIA } from './settings/media.js';

export type { LogLevel } from './settings/integration.js';

/** Every setting, once: flags, environment variables, file keys, help and the type Config come from here. */
export const SETTINGS = { ...LISTENING, ...ACCESS, ...MEDIA, ...LIMITS, ...INTEGRATION } as const;

export type SettingName = keyof typeof SETTINGS;

type Frozen<T> = T extends readonly (infer Item)[] ? readonly Item[] : T;

/** The settings of a server, complete, checked and frozen. */
export type Config = {
  readonly [Name in SettingName]: Frozen<z.output<(typeof SETTINGS)[Name]['schema']>>;
};

export const SETTING_NAMES = Object.keys(SETTINGS) as readonly SettingName[];

/** The same table with the values' types left out, for code that treats all settings alike. */
export const settingOf = (name: SettingName): Setting => SETTINGS[name];

/** `mediaPort` as a flag: `--media-port`. */
export const flagOf = (name: string): string => `--${words(name).join('-')}`;

/** `mediaPort` as an environment variable: `SFU_ROOM_MEDIA_PORT`. */
export const envOf = (name: string): string => `SFU_ROOM_${words(name).join('_').toUpperCase()}`;

const words = (name: string): string[] => name.split(/(?=[A-Z])/).map((word) => word.toLowerCase());
