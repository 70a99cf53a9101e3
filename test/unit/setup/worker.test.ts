import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cacheFolder } from '../../../scripts/setup/cache.mjs';
import { inProject, readJson } from '../../../scripts/setup/project.mjs';
import { Stop } from '../../../scripts/setup/stop.mjs';
import { substituteOnce } from '../../../scripts/setup/substitution.mjs';
import { jobsFor, wrapFolder } from '../../../scripts/setup/worker-build.mjs';
import { prebuiltName, releaseAddress } from '../../../scripts/setup/worker-prebuilt.mjs';
import { edits, testedVersion } from '../../../scripts/setup/worker-recipe/recipe.mjs';
import { workerKey } from '../../../scripts/setup/worker.mjs';

describe('the cache folder', () => {
  test('is in ~/.cache on Linux', () => {
    expect(cacheFolder({}, 'linux', '/home/ada')).toBe(join('/home/ada', '.cache', 'sfu-room'));
  });

  test('is in ~/Library/Caches on a Mac', () => {
    expect(cacheFolder({}, 'darwin', '/Users/ada')).toBe(join('/Users/ada', 'Library', 'Caches', 'sfu-room'));
  });

  test.each(['linux', 'darwin'])('follows XDG_CACHE_HOME on %s', (platform) => {
    expect(cacheFolder({ XDG_CACHE_HOME: '/cache' }, platform, '/home/ada')).toBe(join('/cache', 'sfu-room'));
  });

  test('does not follow a relative XDG_CACHE_HOME', () => {
    expect(cacheFolder({ XDG_CACHE_HOME: 'cache' }, 'linux', '/home/ada')).toContain('.cache');
  });
});

describe("a worker's name in the cache", () => {
  const key = workerKey('3.27.1', 'debian 12', 'linux', 'x64');

  test('is the version and a hash', () => {
    expect(key).toMatch(/^3\.27\.1-[0-9a-f]{12}$/);
  });

  test('is the same every time', () => {
    expect(workerKey('3.27.1', 'debian 12', 'linux', 'x64')).toBe(key);
  });

  test.each([
    ['version', workerKey('3.27.2', 'debian 12', 'linux', 'x64')],
    ['system', workerKey('3.27.1', 'debian 13', 'linux', 'x64')],
    ['processor', workerKey('3.27.1', 'debian 12', 'linux', 'arm64')],
  ])('differs for another %s', (_, other) => {
    expect(other).not.toBe(key);
  });
});

describe('an edit of the source', () => {
  const edit = { file: 'src/a.cpp', find: 'a == b', replace: 'a & b $& $1', why: 'a test' };

  test('is made where its text occurs once, to the letter', () => {
    expect(substituteOnce('if (a == b)', edit)).toBe('if (a & b $& $1)');
  });

  test.each([
    ['never', 'if (a & b)', 0],
    ['twice', 'a == b; a == b', 2],
  ])('stops where it occurs %s', (_, text, times) => {
    expect(() => substituteOnce(text, edit)).toThrow(Stop);
    expect(() => substituteOnce(text, edit)).toThrow(`occurs ${times} times instead of once`);
  });

  test.each(edits.map((known) => [known.why, known]))('of the recipe fits the installed mediasoup: %s', (_, known) => {
    const path = inProject('node_modules', 'mediasoup', 'worker', known.file);

    expect(substituteOnce(readFileSync(path, 'utf8'), known)).toContain(known.replace);
  });
});

test('the recipe was tried with the installed mediasoup', () => {
  const { version } = readJson(inProject('node_modules', 'mediasoup', 'package.json')) as { version: string };

  expect(testedVersion).toBe(version);
});

describe("mediasoup's prebuilt worker", () => {
  test.each([
    ['linux', 'x64', '6.1.0-13-amd64', 'mediasoup-worker-3.27.1-linux-x64-kernel6.tgz'],
    ['linux', 'arm64', '5.15.0', 'mediasoup-worker-3.27.1-linux-arm64-kernel5.tgz'],
    ['darwin', 'arm64', '23.4.0', 'mediasoup-worker-3.27.1-darwin-arm64.tgz'],
  ])('on %s %s, kernel %s, is %s', (platform, arch, kernel, name) => {
    expect(prebuiltName('3.27.1', platform, arch, kernel)).toBe(name);
  });

  test('comes from the releases of its repository', () => {
    expect(releaseAddress('git+https://example.org/a/b.git', {})).toBe('https://example.org/a/b/releases/download');
  });

  test('comes from a mirror where one is named', () => {
    const env = { MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL: 'http://mirror.test' };

    expect(releaseAddress('git+https://example.org/a/b.git', env)).toBe('http://mirror.test');
  });
});

test("a wrap file's folder is read with or without spaces", () => {
  expect(wrapFolder('[wrap-file]\ndirectory = libuv-v1.51.0\nsource_url = x\n')).toBe('libuv-v1.51.0');
  expect(wrapFolder('[wrap-file]\ndirectory=a\r\n')).toBe('a');
  expect(wrapFolder('[wrap-file]\npatch_directory = b\n')).toBeUndefined();
});

test.each([
  [2, 8e9, 2],
  [16, 4e9, 5],
  [4, 3e8, 1],
])('%i processors and %i bytes make %i jobs', (processors, memory, jobs) => {
  expect(jobsFor(processors, memory)).toBe(jobs);
});
