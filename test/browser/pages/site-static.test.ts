import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildSite } from '../../../scripts/site/build.mjs';
import { Lab, openPage, untilStatus } from '../../helpers/pages.js';
import { serveSite } from '../../helpers/site-server.js';

const PROJECT = resolve(import.meta.dirname, '../../..');

const NOT_COPIED = new Set(['.git', '.node', '.setup', 'node_modules', 'screenshots']);

describe('the site as static files', () => {
  const lab = new Lab();
  let out: string;

  beforeAll(async () => {
    out = await mkdtemp(join(tmpdir(), 'sfu-room-site-'));
  });
  afterEach(() => lab.close());
  afterAll(() => rm(out, { recursive: true }));

  it('stands under any path of any host, and its rooms are those of the server that it was built for', async () => {
    const server = await lab.server();
    await buildSite({ out, server: server.url });
    const entries = await readdir(out, { recursive: true, withFileTypes: true });
    const files = await Promise.all(
      entries
        .filter((entry) => entry.isFile())
        .map(async ({ parentPath, name }): Promise<[string, Buffer]> => {
          const path = relative(out, join(parentPath, name)).split(sep).join('/');
          return [`/under/${path}`, await readFile(join(parentPath, name))];
        }),
    );
    // A host of files gives a folder's page at the folder's address.
    const folders = files.map(([path, body]): [string, Buffer] => [path.replace(/index\.html$/, ''), body]);
    const url = `${await serveSite(lab, new Map([...files, ...folders]))}under/`;
    const browser = await lab.browser();
    const { page, complaints } = await openPage(browser, `${url}index.html?room=far`, {
      viewport: { width: 1280, height: 800 },
    });
    expect(await page.locator('#intro code').last().textContent()).toContain(`src="${server.url}/sfu-room.js"`);
    await page.locator('#room').getByRole('button', { name: /join/i }).click();
    await untilStatus(page, 'joined');
    expect(await page.evaluate(() => document.querySelector('sfu-room')?.client.state.room)).toBe('far');

    await page.getByRole('link', { name: 'Docs', exact: true }).click();
    await page.waitForURL(`${url}docs/`);
    await page.getByRole('link', { name: 'Styling', exact: true }).first().click();
    await page.waitForURL(`${url}docs/styling/`);
    await page.waitForFunction(() =>
      [...document.querySelectorAll('sfu-room')].some((room) => room.client.state.status === 'joined'),
    );
    expect(complaints).toEqual([]);
  });

  it('is in the package of the backend, and in its folder only while that is packed', async () => {
    // In a copy: servers of tests beside this one take their site from that folder while it is there.
    const copy = await mkdtemp(join(tmpdir(), 'sfu-room-pack-'));
    lab.onClose(() => rm(copy, { recursive: true }));
    await cp(PROJECT, copy, { recursive: true, filter: (path) => !NOT_COPIED.has(basename(path)) });
    await symlink(join(PROJECT, 'node_modules'), join(copy, 'node_modules'));
    const { stdout } = await promisify(execFile)('npm', ['pack', '-w', 'backend', '--dry-run', '--json', '--silent'], {
      cwd: copy,
      shell: process.platform === 'win32',
    });
    const paths = JSON.stringify(JSON.parse(stdout.slice(stdout.search(/^[[{]/m))));
    for (const path of ['site/index.html', 'site/docs/index.html', 'site/assets/base.css', 'README.md', 'LICENSE']) {
      expect(paths).toContain(`"${path}"`);
    }
    expect(existsSync(join(copy, 'backend/site'))).toBe(false);
  });
});
