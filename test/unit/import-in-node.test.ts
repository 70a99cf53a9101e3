import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { html, LitElement } from 'lit';

const WIDGET = resolve(import.meta.dirname, '../../widget');
const { exports } = JSON.parse(await readFile(resolve(WIDGET, 'package.json'), 'utf8')) as {
  exports: Record<string, string | { types: string; default: string }>;
};

/** Where the source of each export stands; the bundle is that of `define`. */
const MODULES = Object.entries(exports).flatMap(([name, target]) =>
  typeof target === 'string' || target.default.includes('/bundle/')
    ? []
    : [{ name, source: resolve(WIDGET, target.default.replace('./dist/', 'src/').replace(/\.js$/, '.ts')) }],
);

test('the package is imported and defined in Node, where there is no document', async () => {
  expect(globalThis).not.toHaveProperty('document');
  const library = await import('sfu-room');
  expect(library.RoomClient).toBeTypeOf('function');
  expect(library.SfuRoom).toBeTypeOf('function');
  expect(() => new library.RoomClient()).not.toThrow();
});

test('the elements are defined in Node as often as anybody asks', async () => {
  const { defineElements } = await import('sfu-room/define');
  expect(() => defineElements()).not.toThrow();
  expect(customElements.get('sfu-room')).toBeTypeOf('function');
});

test.for(MODULES)('$name of the package is imported where there is no document', async ({ source }) => {
  await expect(import(source)).resolves.toBeTypeOf('object');
});

test('what is loaded later is imported where there is no document', async () => {
  const chunks = await Promise.all([
    import('../../widget/src/element/full.js'),
    import('../../widget/src/element/more.js'),
  ]);
  for (const { ELEMENTS } of chunks) {
    for (const element of Object.values<CustomElementConstructor>(ELEMENTS)) {
      expect(element.prototype).toBeInstanceOf(LitElement);
    }
  }
});

test('a server that renders a page writes the tag as it stands', async () => {
  await import('sfu-room/define');
  // A template that is made and not rendered touches no document.
  expect(html`<sfu-room room="standup"></sfu-room>`.strings[0]).toContain('<sfu-room');
});
