import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hashContents, hashStats, listFiles, readStamp, writeStamp } from '../../../scripts/setup/fingerprint.mjs';
import { buildInputs, buildState } from '../../../scripts/setup/project-build.mjs';

let folder: string;

function write(path: string, content = path): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fingerprint-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('a stamp is read as it was written, and undefined before', () => {
  const path = join(folder, 'state', 'stamp');

  expect(readStamp(path)).toBeUndefined();
  writeStamp(path, 'abc');
  expect(readStamp(path)).toBe('abc');
});

describe('a hash of contents', () => {
  test('is the same whatever the times of the files', () => {
    write('a');

    const before = hashContents(folder, ['a']);

    utimesSync(join(folder, 'a'), new Date(0), new Date(0));
    expect(hashContents(folder, ['a'])).toBe(before);
  });

  test('tells where one file ends and the next begins', () => {
    write('a', 'xy');
    write('b', 'z');

    const before = hashContents(folder, ['a', 'b']);

    write('a', 'x');
    write('b', 'yz');
    expect(hashContents(folder, ['a', 'b'])).not.toBe(before);
  });

  test('depends on the salt', () => {
    expect(hashContents(folder, [], 'debian 12')).not.toBe(hashContents(folder, [], 'debian 13'));
  });
});

test('a hash of stats changes with the time of a file', () => {
  write('a');

  const before = hashStats(folder, ['a']);

  utimesSync(join(folder, 'a'), new Date(0), new Date(0));
  expect(hashStats(folder, ['a'])).not.toBe(before);
});

test('files are listed sorted, without the skipped and the missing', () => {
  write('b/two');
  write('b/dist/three');
  write('a');

  expect(listFiles(folder, ['b', 'a', 'nowhere'], (name) => name === 'dist')).toEqual(['a', join('b', 'two')]);
});

describe('a build is repeated', () => {
  const workspaces = ['widget', 'backend'];
  const state = (node = '24.0.0') => buildState(folder, workspaces, node);

  beforeEach(() => {
    write('package.json');
    write('tsconfig.base.json');
    write('rollup.config.mjs');
    write('README.md');
    write('widget/src/index.ts');
    write('widget/node_modules/x/index.js');
    write('widget/dist/index.js');
    write('backend/src/main.ts');
    write('backend/dist/main.js');
    write('site/docs/embed.md');
    write('site/dist/index.html');
    write('docs/errors.md');
    write('scripts/site/build.mjs');
    write('scripts/setup/main.mjs');
  });

  test('on inputs that are sources and settings only', () => {
    expect(buildInputs(folder, workspaces)).toEqual(
      [
        'backend/src/main.ts',
        'docs/errors.md',
        'package.json',
        'rollup.config.mjs',
        'scripts/site/build.mjs',
        'site/docs/embed.md',
        'tsconfig.base.json',
        'widget/src/index.ts',
      ].map((path) => join(path)),
    );
  });

  test.each([
    ['a source changes', () => write('widget/src/index.ts', 'other')],
    ['a source is added', () => write('backend/src/new.ts')],
    ['a setting changes', () => write('tsconfig.base.json', '{}')],
    ['an output is gone', () => rmSync(join(folder, 'backend', 'dist'), { recursive: true })],
    ['a page of the docs changes', () => write('site/docs/embed.md', 'other')],
    ['what makes the site changes', () => write('scripts/site/build.mjs', 'other')],
    ['the built site is gone', () => rmSync(join(folder, 'site', 'dist'), { recursive: true })],
    ['an output was replaced', () => write('widget/dist/index.js', 'other content')],
  ])('when %s', (_, change) => {
    const before = state();

    change();
    expect(state()).not.toBe(before);
  });

  test('when Node changes', () => {
    expect(state('22.0.0')).not.toBe(state('24.0.0'));
  });

  test('not when only the README changes', () => {
    const before = state();

    write('README.md', 'better');
    expect(state()).toBe(before);
  });
});
