import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { Lab, openPage, untilPictures, untilStatus } from '../../helpers/pages.js';

const MAIN = resolve(import.meta.dirname, '../../../backend/dist/main.js');

describe('the demo page of the command line', () => {
  const lab = new Lab();
  afterEach(() => lab.close());

  /** Starts the server as people do and returns the address that it prints. */
  const start = async (): Promise<string> => {
    const child = spawn(
      process.execPath,
      [MAIN, '--port', '0', '--media-port', '0', '--workers', '1', '--log-level', 'warn'],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    lab.onClose(async () => {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    });
    for await (const line of createInterface(child.stdout)) {
      const url = /https?:\/\/\S+/.exec(line)?.[0];
      if (url) return url;
    }
    throw new Error('The server ended without an address.');
  };

  it('shows a room where a second tab joins by the same link, and both see each other', async () => {
    const address = await start();
    const browser = await lab.browser();
    const first = await openPage(browser, address);
    const enter = async (page: typeof first.page): Promise<void> => {
      await page.locator('sfu-room').getByRole('button', { name: /join/i }).click();
      await untilStatus(page, 'joined');
    };
    await enter(first.page);
    const second = await openPage(browser, first.page.url());
    await enter(second.page);
    await Promise.all([untilPictures(first.page, 1), untilPictures(second.page, 1)]);
    expect(new URL(second.page.url()).searchParams.get('room')).toBe(
      new URL(first.page.url()).searchParams.get('room'),
    );
    expect(first.complaints).toEqual([]);
    expect(second.complaints).toEqual([]);
  });
});
