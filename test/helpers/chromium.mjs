import { findChromium, findHeadlessShell } from '../../scripts/setup/chromium.mjs';

/** Camera and microphone are the browser's own fakes, and nothing but the tests uses the machine or the network. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
  '--allow-loopback-in-peer-connection',
];

/**
 * The browser of the tests, as set-up finds it.
 *
 * @returns {string}
 */
export function chromiumPath() {
  return found(findChromium(process.env));
}

/**
 * The same engine without a window around each page, for tests that open many pages.
 *
 * @returns {string}
 */
export function headlessShellPath() {
  return found(findHeadlessShell(process.env));
}

/** @param {string | undefined} path */
function found(path) {
  if (path === undefined) throw new Error('No Chromium on the PATH: install it, or set CHROME_PATH.');
  return path;
}
