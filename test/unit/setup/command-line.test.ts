import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { parseArguments } from '../../../scripts/setup/arguments.mjs';
import { checks, chooseChecks } from '../../../scripts/setup/checks.mjs';
import { inProject, readJson } from '../../../scripts/setup/project.mjs';
import { duration } from '../../../scripts/setup/terminal.mjs';

const setup = (args: string[], env: NodeJS.ProcessEnv = {}) =>
  spawnSync(process.execPath, [inProject('scripts', 'setup.mjs'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });

describe('arguments', () => {
  test('none means set-up alone', () => {
    expect(parseArguments([])).toEqual({ mode: 'setup' });
  });

  test('whatever follows "start" goes to the server', () => {
    expect(parseArguments(['start', '--port', '4000', '--help'])).toEqual({
      mode: 'start',
      flags: ['--port', '4000', '--help'],
    });
  });

  test('what follows "test" names checks, which run in their own order', () => {
    expect(parseArguments(['test', 'size', 'lint'])).toEqual({ mode: 'test', steps: ['size', 'lint'] });
    expect(chooseChecks(['size', 'lint']).map(({ name }) => name)).toEqual(['lint', 'size']);
    expect(chooseChecks([])).toBe(checks);
  });

  test('a check that there is not is refused with those that there are', () => {
    expect(() => chooseChecks(['lnit'])).toThrow('no check "lnit"; there are lint, types, node, browser, size');
  });

  test('anything else is refused', () => {
    expect(() => parseArguments(['strat'])).toThrow('"strat"');
  });
});

test('every check is a script of package.json', () => {
  const { scripts } = readJson(inProject('package.json')) as { scripts: object };

  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(checks.map(({ script }) => script)));
});

test.each([
  [40, '0.0 s'],
  [9_900, '9.9 s'],
  [59_600, '1 min 00 s'],
  [125_000, '2 min 05 s'],
])('%i ms reads %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
});

describe('on the command line', () => {
  test('--help tells the usage', () => {
    const { status, stdout } = setup(['--help']);

    expect(status).toBe(0);
    expect(stdout).toContain('npm start [-- flags...]');
  });

  test('an unknown word stops with the command to run, and no stack trace', () => {
    const { status, stdout, stderr } = setup(['strat']);

    expect(status).toBe(2);
    expect(stdout).toContain('Stopped: "strat" is not something that set-up does.');
    expect(stdout).toContain('Next:    npm run setup -- --help');
    expect(stderr).toBe('');
  });

  test.each([
    ['is not there', '/nowhere/mediasoup-worker', 'there is no such file'],
    ['is another program', '/bin/true', 'does not run as a mediasoup worker here'],
  ])('a MEDIASOUP_WORKER_BIN that %s stops set-up before it fetches anything', (_, worker, reason) => {
    const { status, stdout, stderr } = setup([], { MEDIASOUP_WORKER_BIN: worker });

    expect(status).toBe(1);
    expect(stdout).toContain(`MEDIASOUP_WORKER_BIN names ${worker}`);
    expect(stdout).toContain(reason);
    expect(stdout).toContain('Next:    unset MEDIASOUP_WORKER_BIN');
    expect(stdout + stderr).not.toContain('    at ');
  });
});
