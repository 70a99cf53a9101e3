import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import commonjs from '@rollup/plugin-commonjs';
import nodeResolve from '@rollup/plugin-node-resolve';
import strip from '@rollup/plugin-strip';
import terser from '@rollup/plugin-terser';
import { leanTemplates } from './scripts/bundle/lean-templates.mjs';
import { plainRequires } from './scripts/bundle/plain-requires.mjs';
import { replaced } from './scripts/bundle/replaced.mjs';
import { sharedByPage } from './scripts/bundle/shared-by-page.mjs';
import { LOGGING, MEMBERS, REPLACED } from './scripts/bundle/unused.mjs';
import { withoutMembers } from './scripts/bundle/without-members.mjs';

const COMPILED = join(import.meta.dirname, 'widget/dist');

/** Lets the bundle's source map lead to the TypeScript files and not to what tsc made of them. */
function sourceMapsOfTsc() {
  return {
    name: 'source-maps-of-tsc',
    async load(id) {
      if (!id.startsWith(COMPILED)) return null;
      const [code, map] = await Promise.all([readFile(id, 'utf8'), readFile(`${id}.map`, 'utf8')]);
      return { code, map };
    },
  };
}

/** Chunks carry hashes in their names, so those of earlier builds would pile up. */
function withoutEarlierBuild() {
  return {
    name: 'without-earlier-build',
    renderStart: ({ dir }) => rm(dir, { recursive: true, force: true }),
  };
}

export default {
  input: { 'sfu-room': 'widget/dist/define.js' },
  // What chunks share stays in the script itself. Otherwise it would move into a chunk of its own, which a page could ask
  // for only after it has the script: a round trip more before anything is seen.
  preserveEntrySignatures: 'allow-extension',
  output: {
    dir: 'widget/dist/bundle',
    format: 'es',
    sourcemap: true,
    entryFileNames: '[name].js',
    // Beside the entry, so that relative imports hold under its plain and its hashed URL alike.
    chunkFileNames: 'sfu-room/[name]-[hash].js',
    hoistTransitiveImports: false,
  },
  plugins: [
    // Who bundles the widget from npm has the libraries whole.
    replaced(REPLACED),
    withoutMembers(MEMBERS),
    plainRequires(LOGGING),
    strip({
      include: LOGGING.map((library) => `**/node_modules/${library}/lib/**/*.js`),
      functions: ['logger.*'],
      labels: [],
      debugger: false,
    }),
    sourceMapsOfTsc(),
    leanTemplates(COMPILED),
    nodeResolve({ browser: true, preferBuiltins: false, exportConditions: ['production'] }),
    commonjs(),
    withoutEarlierBuild(),
    sharedByPage(),
    terser({ module: true, ecma: 2022, compress: { passes: 3 }, format: { comments: false } }),
  ],
  onwarn(warning) {
    const foreign = (warning.ids ?? [warning.id ?? '']).every((id) => id.includes('node_modules'));
    if (warning.code === 'CIRCULAR_DEPENDENCY' && foreign) return;
    throw Object.assign(new Error(warning.message), { code: warning.code });
  },
};
