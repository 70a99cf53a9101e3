import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import commonjs from '@rollup/plugin-commonjs';
import nodeResolve from '@rollup/plugin-node-resolve';
import strip from '@rollup/plugin-strip';
import terser from '@rollup/plugin-terser';

/** Libraries whose debug logs, off unless switched on by hand, would be a twentieth of the bundle. */
const LOGGING = ['mediasoup-client', 'awaitqueue', 'h264-profile-level-id'];

const tooOld = (handler) =>
  `exports.${handler} = { createFactory() { throw new Error('This browser is too old: no ${handler} handler.'); } };`;

/**
 * Modules that the libraries load and a room never uses: 15 kB of gzip, logs
 * included. Who bundles the widget from npm has the libraries whole.
 */
const REPLACED = {
  // Chromium 74 to 110. Where it is chosen all the same, the refusal reads as what it is.
  'mediasoup-client/lib/handlers/Chrome74.js': tooOld('Chrome74'),
  'mediasoup-client/lib/handlers/ReactNative106.js': tooOld('ReactNative106'),
  'mediasoup-client/lib/handlers/FakeHandler.js': tooOld('FakeHandler'),
  'mediasoup-client/lib/test/fakeParameters.js': '',
  // The widget asks for WebSocket alone.
  'engine.io-client/build/esm/transports/index.js':
    "import { WS } from './websocket.js'; export const transports = { websocket: WS };",
  'debug/src/browser.js': 'module.exports = () => undefined;',
  ...Object.fromEntries(
    LOGGING.map((library) => [
      `${library}/lib/Logger.js`,
      'exports.Logger = class Logger { debug() {} warn() {} error() {} };',
    ]),
  ),
};

function withoutUnused() {
  const seen = new Set();
  return {
    name: 'without-unused',
    load(id) {
      const path = id.split('\\').join('/');
      const file = Object.keys(REPLACED).find((suffix) => path.endsWith(`/node_modules/${suffix}`));
      if (file === undefined) return null;
      seen.add(file);
      return { code: REPLACED[file], map: null };
    },
    // A new version of a library may move its files; then the weight would come back unseen.
    buildEnd(error) {
      if (error) return;
      const missing = Object.keys(REPLACED).filter((file) => !seen.has(file));
      if (missing.length > 0) this.error(`Nothing loads these any more: ${missing.join(', ')}`);
    },
  };
}

/** Lets the bundle's source map lead to the TypeScript files and not to what tsc made of them. */
function sourceMapsOfTsc() {
  return {
    name: 'source-maps-of-tsc',
    async load(id) {
      if (!id.startsWith(join(import.meta.dirname, 'widget/dist'))) return null;
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
    withoutUnused(),
    strip({
      include: LOGGING.map((library) => `node_modules/${library}/lib/**/*.js`),
      functions: ['logger.*'],
      labels: [],
      debugger: false,
    }),
    sourceMapsOfTsc(),
    nodeResolve({ browser: true, preferBuiltins: false, exportConditions: ['production'] }),
    commonjs(),
    withoutEarlierBuild(),
    terser({ module: true, ecma: 2020, compress: { passes: 2 }, format: { comments: false } }),
  ],
  onwarn(warning) {
    const foreign = (warning.ids ?? [warning.id ?? '']).every((id) => id.includes('node_modules'));
    if (warning.code === 'CIRCULAR_DEPENDENCY' && foreign) return;
    throw Object.assign(new Error(warning.message), { code: warning.code });
  },
};
