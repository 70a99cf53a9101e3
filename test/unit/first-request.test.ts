import { build, type Metafile } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../widget/src/i18n/languages.js';

let outputs: Metafile['outputs'];

beforeAll(async () => {
  const { metafile } = await build({
    entryPoints: ['widget/src/define.ts'],
    outdir: 'nowhere',
    bundle: true,
    splitting: true,
    write: false,
    metafile: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['browser'],
    absWorkingDir: new URL('../..', import.meta.url).pathname,
    logLevel: 'error',
  });
  outputs = metafile.outputs;
});

/** A chunk and everything it imports statically: dynamic imports come later, when they are wanted. */
function requestOf(source: string): Set<string> {
  const [start] = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === source) ?? [];
  if (start === undefined) throw new Error(`There is no chunk of ${source}.`);
  const files = new Set([start]);
  for (const file of files) {
    for (const { path, kind } of outputs[file]?.imports ?? []) if (kind === 'import-statement') files.add(path);
  }
  return files;
}

/** What of this package is in them. */
const sourcesOf = (files: Iterable<string>): string[] =>
  [...files].flatMap((file) =>
    Object.entries(outputs[file]?.inputs ?? {})
      .filter(([source, { bytesInOutput }]) => source.startsWith('widget/') && bytesInOutput > 0)
      .map(([source]) => source),
  );

describe('the words', () => {
  test('in the first request are those of the tiles alone, in English, and the list of languages', () => {
    const words = sourcesOf(requestOf('widget/src/define.ts')).filter((source) => source.includes('/i18n/'));
    expect(words.sort()).toEqual(['widget/src/i18n/languages.ts', 'widget/src/i18n/tiles-en.ts']);
  });

  test.each(LANGUAGES.filter((language) => language !== 'en'))(
    'in %s come in one chunk, with nothing else',
    (language) => {
      const source = `widget/src/i18n/${language}.ts`;
      const found = sourcesOf(requestOf(source));
      expect(found).toEqual(expect.arrayContaining([source, `widget/src/i18n/moderation/${language}.ts`]));
      expect(found.filter((file) => !file.startsWith('widget/src/i18n/') || !file.endsWith(`/${language}.ts`))).toEqual(
        [],
      );
    },
  );
});
