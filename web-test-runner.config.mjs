import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher } from '@web/test-runner-chrome';
import { backendPlugin } from './test/helpers/backend-plugin.mjs';
import { CHROMIUM_FLAGS, chromiumPath } from './test/helpers/chromium.mjs';

/** The launcher would share one profile of the machine between runs. */
const profile = mkdtempSync(join(tmpdir(), 'sfu-room-chromium-'));
process.once('exit', () => rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));

/**
 * Cameras to choose among: the second fake one gives depths in 16 bits, which nothing encodes, so it takes three to have
 * two. Of one flag given twice, the last counts.
 */
const ARGS = [...CHROMIUM_FLAGS, '--use-fake-device-for-media-stream=device-count=3'];

export default {
  files: ['test/browser/*.test.ts'],
  // Real media encodes and decodes in each page, and the pages share one backend whose rooms a test counts.
  concurrency: 1,
  // Camera and microphone are given to secure contexts only, and localhost is one.
  hostname: 'localhost',
  nodeResolve: { browser: true, exportConditions: ['production'] },
  browsers: [
    chromeLauncher({
      launchOptions: { executablePath: chromiumPath(), args: ARGS, userDataDir: profile, headless: true },
    }),
  ],
  plugins: [esbuildPlugin({ ts: true, target: 'es2022', tsconfig: 'test/tsconfig.json' }), backendPlugin()],
  testsStartTimeout: 30_000,
  testsFinishTimeout: 120_000,
  testFramework: { config: { timeout: 20_000 } },
};
