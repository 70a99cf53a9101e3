import { pathInLibraries } from './source-edits.mjs';

/**
 * Puts other code in the place of modules of libraries.
 *
 * @param {Readonly<Record<string, string>>} modules their code, by their path below node_modules
 * @returns {import('rollup').Plugin}
 */
export function replaced(modules) {
  const missing = new Set(Object.keys(modules));
  return {
    name: 'replaced',
    load(id) {
      const path = pathInLibraries(id);
      const code = path === null ? undefined : modules[path];
      if (path === null || code === undefined) return null;
      missing.delete(path);
      return { code, map: null };
    },
    // A new version of a library may move its files; then the weight would come back unseen.
    buildEnd(error) {
      if (!error && missing.size > 0) this.error(`Nothing loads these any more: ${[...missing].join(', ')}`);
    },
  };
}
