import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const source = (path) => resolve(import.meta.dirname, path);

/** Tests run on the TypeScript sources, so that they need no build. */
const alias = [
  { find: /^sfu-room\/(protocol|client|mobx)$/, replacement: source('widget/src/$1/index.ts') },
  { find: /^sfu-room\/define$/, replacement: source('widget/src/define.ts') },
  { find: /^sfu-room$/, replacement: source('widget/src/index.ts') },
  { find: /^sfu-room-backend$/, replacement: source('backend/src/index.ts') },
];

const project = (name, include, options = {}) => ({
  resolve: { alias },
  test: { name, include, exclude: ['**/node_modules/**'], environment: 'node', ...options },
});

export default defineConfig({
  test: {
    // Two cores; a media worker or a browser beside each file takes the rest.
    maxWorkers: 2,
    projects: [
      project('unit', ['test/unit/**/*.test.ts']),
      project('integration', ['test/integration/**/*.test.ts'], { testTimeout: 20_000, hookTimeout: 20_000 }),
      // Several pages, processes or faults at once: a browser per file, on the built bundle.
      project('pages', ['test/browser/pages/**/*.test.ts'], { testTimeout: 60_000, hookTimeout: 60_000 }),
      // `npm run fuzz`: the long run of what `pages` does for a moment.
      project('fuzz', ['test/fuzz/long.ts'], { testTimeout: 3_600_000, hookTimeout: 60_000 }),
      // `npm run screenshots`: no test, but pictures to look at, on the built bundle.
      project('screenshots', ['test/screenshots/screenshots.ts'], { testTimeout: 600_000, hookTimeout: 60_000 }),
    ],
  },
});
