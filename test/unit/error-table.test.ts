import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { deviceError } from '../../widget/src/client/device-error.js';
import { ERROR_CODES, type ErrorCode } from '../../widget/src/protocol/index.js';

const ROOT = resolve(import.meta.dirname, '../..');
const CODES = Object.keys(ERROR_CODES) as ErrorCode[];

/** The rows of the table, each as its cells. */
function rows(): string[][] {
  return readFileSync(join(ROOT, 'docs/errors.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split(/(?<!\\)\|/).slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim()));
}

describe('the table of errors in the docs', () => {
  test('has each code once, in the order of the source, and no other', () => {
    expect(rows().map(([code]) => code)).toEqual(CODES.map((code) => `\`${code}\``));
  });

  test('gives each the meaning that its message has', () => {
    const meanings = rows().map(([, meaning]) => meaning?.replaceAll('\\', ''));
    expect(meanings).toEqual(CODES.map((code) => ERROR_CODES[code]));
  });

  test('says of each when it comes and what to do', () => {
    const cell = expect.stringMatching(/\S/) as string;
    expect(rows()).toEqual(CODES.map(() => [cell, cell, cell, cell]));
  });
});

/** The sources that make errors: not the list of codes, and not the words for them. */
function sources(folder: string): string {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.parentPath.endsWith('i18n'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.endsWith('protocol/errors.ts'))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
}

test('each code is one that something can fail with', () => {
  const all = sources('widget/src') + sources('backend/src');
  const ofDevices = ['NotAllowedError', 'NotFoundError', 'NotReadableError'].flatMap((name) =>
    (['microphone', 'camera', 'screen'] as const).map((kind) => deviceError(kind, new DOMException('', name)).code),
  );
  const made = (code: ErrorCode): boolean =>
    ofDevices.includes(code) ||
    new RegExp(`new (Room|Request)Error\\('${code}'`).test(all) ||
    new RegExp(`(from\\([^;\n]*|invalid\\([^;\n]*|\\? |: )'${code}'`).test(all);
  expect(CODES.filter((code) => !made(code))).toEqual([]);
});
