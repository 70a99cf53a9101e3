import { expect, test } from 'vitest';
import { aptCommand, aptInstall, missingPackages, parseOsRelease } from '../../../scripts/setup/system.mjs';

test('os-release is read with double, single and no quotes', () => {
  const text = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\nVERSION_ID=\'12\'\n# a comment\n';

  expect(parseOsRelease(text)).toEqual({
    PRETTY_NAME: 'Debian GNU/Linux 12 (bookworm)',
    ID: 'debian',
    VERSION_ID: '12',
  });
});

test('only fully installed packages count as installed', () => {
  const statuses = 'ii  meson\nrc  ninja-build\nun  libuv1-dev\ndpkg-query: no packages found matching g++\n';

  expect(missingPackages(statuses, ['meson', 'ninja-build', 'libuv1-dev', 'g++'])).toEqual([
    'ninja-build',
    'libuv1-dev',
    'g++',
  ]);
});

test('packages are installed without their recommendations, and without questions', () => {
  expect(aptInstall(['meson', 'g++']).join(' ')).toBe('apt-get install -y --no-install-recommends meson g++');
});

test('who may not install is told the whole command', () => {
  expect(aptCommand(['meson', 'g++'])).toBe(
    'sudo apt-get update && sudo apt-get install -y --no-install-recommends meson g++',
  );
});
