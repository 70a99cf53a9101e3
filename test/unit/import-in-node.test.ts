import { expect, test } from 'vitest';

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
