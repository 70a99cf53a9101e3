import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rollup, type OutputChunk } from 'rollup';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sharedByPage } from '../../../scripts/bundle/shared-by-page.mjs';

const MODULES: Readonly<Record<string, string>> = {
  script: `
    import { count } from 'counter';
    export { count as counted };
    export const more = async () => (await import('more')).both();
  `,
  counter: 'const seen = []; export const count = (by) => seen.push(by); export const twice = () => 2;',
  more: "import { count, twice } from 'counter'; export const both = () => [count('more'), twice()];",
};

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sfu-room-bundle-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** Writes a script and its chunk as the widget's are written. */
async function built(modules: Readonly<Record<string, string>> = MODULES): Promise<OutputChunk[]> {
  const bundle = await rollup({
    input: { script: 'script' },
    preserveEntrySignatures: 'allow-extension',
    treeshake: false,
    plugins: [{ name: 'modules', resolveId: (id) => id, load: (id) => modules[id] ?? null }, sharedByPage()],
  });
  const { output } = await bundle.write({
    dir: folder,
    format: 'es',
    entryFileNames: '[name].mjs',
    chunkFileNames: 'script/[name]-[hash].mjs',
  });
  await bundle.close();
  return output.filter((file) => file.type === 'chunk');
}

interface Script {
  counted: (by: string) => number;
  more: () => Promise<unknown>;
}

const load = async (query: string): Promise<Script> =>
  (await import(/* @vite-ignore */ pathToFileURL(join(folder, 'script.mjs')).href + query)) as Script;

test('a chunk shares the script that asked for it, whatever its URL', async () => {
  const [, chunk] = await built();
  expect(await readFile(join(folder, chunk?.fileName ?? ''), 'utf8')).not.toMatch(/\bimport\b/);
  const script = await load('?v=1');
  script.counted('the page');
  await expect(script.more()).resolves.toEqual([2, 2]);
});

test('of one script under two URLs, the first is shared', async () => {
  // Another version than that of the test before, on what is the same page.
  await built({ ...MODULES, more: `${MODULES.more ?? ''} /* again */` });
  const first = await load('?v=2');
  const second = await load('?v=3');
  first.counted('the page');
  await expect(second.more()).resolves.toEqual([2, 2]);
});

test('another version has chunks of other names, which find that version', async () => {
  const [, before] = await built();
  const [, after] = await built({ ...MODULES, counter: `${MODULES.counter ?? ''} export const thrice = () => 3;` });
  expect(after?.fileName).not.toBe(before?.fileName);
  expect(/sfu-room \S+'/.exec(after?.code ?? '')?.[0]).not.toBe(/sfu-room \S+'/.exec(before?.code ?? '')?.[0]);
});

test('what changes later cannot be shared', async () => {
  const counter = 'export let twice = () => 2; export const count = () => { twice = () => 3; return 1; };';
  await expect(built({ ...MODULES, counter })).rejects.toThrow('script.mjs: twice changes');
});
