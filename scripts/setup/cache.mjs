// @ts-check
import { isAbsolute, join } from 'node:path';

/**
 * The user's cache folder of this project, shared by all checkouts.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {string} platform
 * @param {string} home
 */
export function cacheFolder(env, platform, home) {
  const { XDG_CACHE_HOME } = env;

  // The XDG specification: a relative path is to be ignored.
  if (XDG_CACHE_HOME && isAbsolute(XDG_CACHE_HOME)) return join(XDG_CACHE_HOME, 'sfu-room');
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'sfu-room');

  return join(home, '.cache', 'sfu-room');
}
