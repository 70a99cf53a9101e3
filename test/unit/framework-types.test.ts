import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const TYPES = resolve(import.meta.dirname, '../types');
const TIMEOUT = 60_000;

interface Answer {
  code: number;
  output: string;
}

/** Runs a checker of a package as its users do. */
async function check(script: string, ...options: string[]): Promise<Answer> {
  const path = resolve(import.meta.dirname, '../../node_modules', script);
  return new Promise((done) => {
    execFile(process.execPath, [path, ...options], (error, stdout, stderr) => {
      done({ code: error ? Number(error.code) : 0, output: stdout + stderr });
    });
  });
}

test(
  'templates of Vue are told what is right, and `@vue-expect-error` finds what is wrong',
  { timeout: TIMEOUT },
  async () => {
    const { code, output } = await check('vue-tsc/bin/vue-tsc.js', '-p', resolve(TYPES, 'vue'));
    expect(output).toBe('');
    expect(code).toBe(0);
  },
);

test('templates of Svelte are told what is right and what is wrong', { timeout: TIMEOUT }, async () => {
  const { output } = await check(
    ...(['svelte-check/bin/svelte-check', '--workspace', resolve(TYPES, 'svelte')] as const),
    ...['--tsconfig', './tsconfig.json', '--output', 'machine-verbose'],
  );
  const found = output
    .split('\n')
    .map((line) => line.slice(line.indexOf(' ') + 1))
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { filename: string; start: { line: number } });
  // It has no comment for an error that is expected, so each line with a tag is to be one.
  const lines = (await readFile(resolve(TYPES, 'svelte/wrong.svelte'), 'utf8')).split('\n');
  const wrong = lines.flatMap((line, index) => (line.startsWith('<sfu-') ? [`wrong.svelte:${index}`] : []));
  expect(found.map(({ filename, start }) => `${filename}:${start.line}`)).toEqual(wrong);
});
