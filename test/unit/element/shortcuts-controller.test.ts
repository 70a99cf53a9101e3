import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ShortcutsController, type ShortcutsHost } from '../../../widget/src/element/shortcuts-controller.js';

let kept: Map<string, string>;
let updates: number;

beforeEach(() => {
  kept = new Map();
  updates = 0;
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
});

afterEach(() => vi.unstubAllGlobals());

/** An element that comes into a page. */
function visit(shortcuts: 'on' | 'off' = 'on'): ShortcutsController {
  const host = { shortcuts, addController: () => undefined, requestUpdate: () => updates++ };
  const controller = new ShortcutsController(host as unknown as ShortcutsHost);
  controller.hostConnected();
  return controller;
}

test('keys are heard unless somebody says no', () => {
  expect(visit()).toMatchObject({ allowed: true, on: true });
});

test('who wants none has none at the next visit either, until they want them again', () => {
  const controller = visit();
  controller.use(false);
  expect(controller).toMatchObject({ allowed: true, on: false });
  expect(updates).toBe(1);
  expect(visit().on).toBe(false);
  visit().use(true);
  expect(visit().on).toBe(true);
});

test('no person turns on what the page has turned off', () => {
  const controller = visit('off');
  controller.use(true);
  expect(controller).toMatchObject({ allowed: false, on: false });
});

test('what is kept and is none of ours counts for nothing', () => {
  kept.set('sfu-room', JSON.stringify({ shortcuts: 'no' }));
  expect(visit().on).toBe(true);
});
