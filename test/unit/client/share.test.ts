import { describe, expect, test } from 'vitest';
import { share } from '../../../widget/src/client/share.js';

const room = () => ({
  name: 'test',
  peers: [
    { id: 'bob', publications: [{ id: 'bob:camera', paused: false }] },
    { id: 'eve', publications: [] },
  ],
  pausedBy: ['local'],
  speaker: null as { peerId: string } | null,
});

test('what is all equal is the one from before', () => {
  const before = room();
  expect(share(before, room())).toBe(before);
});

test('what changed is new up to the root, and everything beside it is the one from before', () => {
  const before = room();
  const after = room();
  after.peers[1] = { id: 'eve', publications: [{ id: 'eve:camera', paused: true }] };
  const shared = share(before, after);
  expect(shared).toEqual(after);
  expect(shared).not.toBe(before);
  expect(shared.peers).not.toBe(before.peers);
  expect(shared.peers[0]).toBe(before.peers[0]);
  expect(shared.peers[1]).not.toBe(before.peers[1]);
  expect(shared.pausedBy).toBe(before.pausedBy);
});

test('what was given is not changed', () => {
  const [before, after] = [room(), room()];
  after.name = 'other';
  share(Object.freeze(before), Object.freeze(after));
  expect(before).toEqual(room());
  expect(after).toEqual({ ...room(), name: 'other' });
});

describe('a list', () => {
  const [a, b, c] = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];

  test.each([
    ['added before', [b], [{ id: 'a' }, { id: 'b' }], [1]],
    ['taken away before', [a, b], [{ id: 'b' }], [0]],
    ['put elsewhere', [a, b, c], [{ id: 'c' }, { id: 'a' }, { id: 'b' }], [0, 1, 2]],
  ])('finds its items again when some are %s', (_, before, after, kept) => {
    const shared = share(before, after);
    expect(shared).toEqual(after);
    expect(shared).not.toBe(before);
    for (const index of kept) expect(before).toContain(shared[index]);
  });

  test('without ids goes by labels, and without labels by place', () => {
    const labelled = [{ label: 'camera', on: true }];
    expect(share(labelled, [{ label: 'screen', on: true }, ...structuredClone(labelled)])[1]).toBe(labelled[0]);
    const plain = [{ on: true }];
    expect(share(plain, [{ on: true }, { on: false }])[0]).toBe(plain[0]);
  });

  test('that is shorter or longer is another', () => {
    expect(share([1, 2], [1])).toEqual([1]);
    expect(share([1], [1, 2])).toEqual([1, 2]);
    expect(share<number[]>([], [])).toEqual([]);
  });
});

test('objects of a class are the same only when they are the same', () => {
  class Track {
    readonly kind = 'video';
  }
  const [one, other] = [new Track(), new Track()];
  const before = { id: 'bob:camera', track: one };
  expect(share(before, { id: 'bob:camera', track: one })).toBe(before);
  expect(share(before, { id: 'bob:camera', track: other }).track).toBe(other);
});

test('a field more or less, or of another kind, is a change', () => {
  const before: Record<string, unknown> = { a: 1, b: undefined };
  for (const after of [{ a: 1 }, { a: 1, b: undefined, c: 1 }, { a: 1, c: undefined }, { a: [1], b: undefined }]) {
    expect(share(before, after)).not.toBe(before);
    expect(share(before, after)).toStrictEqual(after);
  }
  expect(share<unknown>(null, { a: 1 })).toEqual({ a: 1 });
  expect(share<unknown>({ a: 1 }, null)).toBeNull();
});
