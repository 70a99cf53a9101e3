import { afterEach, beforeEach, expect, test, vi } from 'vitest';

let server: { rememberScript(url: string): void; defaultServer(): string };

beforeEach(async () => {
  vi.resetModules();
  vi.stubGlobal('location', new URL('https://page.example/room'));
  server = await import('../../../widget/src/element/default-server.js');
});

afterEach(() => vi.unstubAllGlobals());

test.each([
  'https://rooms.example:8443/sfu-room.js',
  'https://rooms.example:8443/sfu-room-1f2e3d4c.js?x=1',
  'https://rooms.example:8443/sfu-room.1f2e3d4c.js',
])('the backend is where our script came from: %s', (url) => {
  server.rememberScript(url);
  expect(server.defaultServer()).toBe('https://rooms.example:8443');
});

test.each([
  'file:///app/node_modules/sfu-room/dist/bundle/sfu-room.js',
  'https://cdn.example/assets/index-1f2e3d4c.js',
  'https://cdn.example/node_modules/sfu-room/dist/define.js',
])('the backend is the page where the script tells nothing: %s', (url) => {
  server.rememberScript(url);
  expect(server.defaultServer()).toBe('https://page.example');
});
