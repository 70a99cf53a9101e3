import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { compile } from 'svelte/compiler';
import { compileScript, parse } from 'vue/compiler-sfc';

const vue: Plugin = {
  name: 'vue',
  setup(made) {
    made.onLoad({ filter: /\.vue$/ }, async ({ path }) => {
      const { descriptor, errors } = parse(await readFile(path, 'utf8'), { filename: path });
      const [error] = errors;
      if (error) throw error;
      const { content } = compileScript(descriptor, {
        id: basename(path),
        inlineTemplate: true,
        // The one setting that Vue's documentation asks of who uses custom elements.
        templateOptions: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('sfu-') } },
      });
      return { contents: content, loader: 'ts' };
    });
  },
};

const svelte: Plugin = {
  name: 'svelte',
  setup(made) {
    made.onLoad({ filter: /\.svelte$/ }, async ({ path }) => {
      const { js } = compile(await readFile(path, 'utf8'), { filename: path, generate: 'client', dev: true });
      return { contents: js.code, loader: 'js' };
    });
  },
};

/** One script for a page, from the widget as npm has it and a framework as it is while one develops. */
export async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    conditions: ['browser', 'development'],
    define: {
      'process.env.NODE_ENV': '"development"',
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    plugins: [vue, svelte],
    logLevel: 'error',
  });
  const [output] = outputFiles;
  if (!output) throw new Error(`Nothing was made of ${entry}.`);
  return output.text;
}
