import { describe, expect, test } from 'vitest';
import { agrees, countOf } from '../../../scripts/setup/dependencies.mjs';

type Lock = Parameters<typeof countOf>[0];
type LockedPackage = NonNullable<Lock['packages']>[string];

const lock: Lock = {
  packages: {
    '': { version: '0.1.0' },
    widget: { version: '0.1.0' },
    'node_modules/widget': { link: true },
    'node_modules/lit': { version: '3.3.3' },
    'node_modules/fsevents': { version: '2.3.3', optional: true },
    'backend/node_modules/zod': { version: '4.6.7' },
  },
};

function installed(changes: Record<string, LockedPackage | undefined> = {}): Lock {
  const packages: Record<string, LockedPackage> = {
    widget: { version: '0.1.0' },
    'node_modules/widget': { link: true },
    'node_modules/lit': { version: '3.3.3' },
    'backend/node_modules/zod': { version: '4.6.7' },
  };

  for (const [path, value] of Object.entries(changes)) {
    if (value) packages[path] = value;
    else Reflect.deleteProperty(packages, path);
  }

  return { packages };
}

describe('node_modules agrees with package-lock.json', () => {
  test('when all is there but what is for other platforms', () => {
    expect(agrees(lock, installed())).toBe(true);
  });

  test.each([
    ['a version differs', { 'node_modules/lit': { version: '3.3.2' } }],
    ['a package is missing', { 'node_modules/lit': undefined }],
    ['a nested package is missing', { 'backend/node_modules/zod': undefined }],
    ['a package is left over', { 'node_modules/left-pad': { version: '1.3.0' } }],
    ['an optional package has another version', { 'node_modules/fsevents': { version: '1.0.0', optional: true } }],
    ['a workspace is not linked', { 'node_modules/widget': { version: '0.1.0' } }],
  ])('not when %s', (_, changes) => {
    expect(agrees(lock, installed(changes))).toBe(false);
  });

  test('not when either record is missing or of an unknown form', () => {
    expect(agrees(lock, undefined)).toBe(false);
    expect(agrees(undefined, installed())).toBe(false);
    expect(agrees({}, {})).toBe(false);
  });
});

test('links and workspaces do not count as packages', () => {
  expect(countOf(lock)).toBe(3);
});
