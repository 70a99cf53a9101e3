import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../helpers/bundle.js';
import { Lab, openPage, roomPage, untilStatus } from '../../helpers/pages.js';
import { serveSite } from '../../helpers/site-server.js';

const PROJECT = resolve(import.meta.dirname, '../../..');

/** What a reader has around the example: a file that mounts it. */
const EXAMPLES = [
  {
    heading: 'React 19',
    file: 'Standup.tsx',
    mount: `import { createElement, StrictMode } from 'react';
      import { createRoot } from 'react-dom/client';
      import { Standup } from './Standup.js';
      createRoot(root).render(createElement(StrictMode, null, createElement(Standup, { server })));`,
  },
  {
    heading: 'Vue 3',
    file: 'Standup.vue',
    mount: `import { createApp } from 'vue';
      import Standup from './Standup.vue';
      createApp(Standup, { server }).mount(root);`,
  },
  {
    heading: 'Svelte 5',
    file: 'Standup.svelte',
    mount: `import { mount } from 'svelte';
      import Standup from './Standup.svelte';
      mount(Standup, { target: root, props: { server } });`,
  },
  {
    heading: 'Without a framework',
    file: 'standup.ts',
    mount: `import { standup } from './standup.js';
      root.append(standup(server));`,
  },
];

/** The last piece of code under a heading of the page on frameworks. */
async function exampleOf(heading: string): Promise<string> {
  const source = await readFile(join(PROJECT, 'site/docs/frameworks.md'), 'utf8');
  const section = source.split(/^## /m).find((text) => text.startsWith(heading)) ?? '';
  const code = [...section.matchAll(/^```\w+\n(.*?)^```$/gms)].at(-1)?.[1];
  if (code === undefined) throw new Error(`There is no example under "${heading}".`);
  return code;
}

describe('the example of the docs for', () => {
  const lab = new Lab();
  let folder: string;

  beforeAll(async () => {
    // Inside the project, where the frameworks are found.
    folder = await mkdtemp(join(PROJECT, 'test/.examples-'));
  });
  afterEach(() => lab.close());
  afterAll(() => rm(folder, { recursive: true }));

  it.for(EXAMPLES)('$heading runs as it is written, and hears who comes', async ({ heading, file, mount }) => {
    const server = await lab.server();
    await writeFile(join(folder, file), await exampleOf(heading));
    await writeFile(
      join(folder, 'page.ts'),
      `const root = document.getElementById('root') as HTMLElement;
      const server = ${JSON.stringify(server.url)};
      ${mount}`,
    );
    const url = await serveSite(
      lab,
      new Map([
        [
          '/index.html',
          `<!doctype html><html lang="en"><title>Test</title><div id="root"></div>
            <script type="module" src="/page.js"></script>`,
        ],
        ['/page.js', await bundle(join(folder, 'page.ts'))],
      ]),
    );
    const browser = await lab.browser();
    const { page, complaints } = await openPage(browser, url);
    await untilStatus(page, 'joined');
    const guest = 'room="standup" name="Bob" audio="none" video="none" autojoin ui="none"';
    await openPage(browser, await lab.website(roomPage(server.url, guest)));
    await page.waitForFunction(() => document.querySelector('#people')?.textContent.includes('Bob'));
    expect(complaints).toEqual([]);
  });
});
