import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { withLock } from '../../../scripts/setup/lock.mjs';

let path: string;

beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'lock-')), 'lock');
});

afterEach(() => {
  rmSync(join(path, '..'), { recursive: true });
});

test('the second waits for the first, and is told so once', async () => {
  const order: string[] = [];
  const waiting = vi.fn();
  const first = withLock(path, waiting, async () => {
    await sleep(700);
    order.push('first');
  });

  expect(existsSync(path)).toBe(true);
  await withLock(path, waiting, () => Promise.resolve(order.push('second')));
  await first;

  expect(order).toEqual(['first', 'second']);
  expect(waiting).toHaveBeenCalledOnce();
  expect(existsSync(path)).toBe(false);
});

test('a lock is let go when the work fails', async () => {
  await expect(withLock(path, vi.fn(), () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(existsSync(path)).toBe(false);
});

test('a lock whose holder has stopped touching it is taken over', async () => {
  writeFileSync(path, 'killed');
  utimesSync(path, new Date(0), new Date(0));

  expect(await withLock(path, vi.fn(), () => Promise.resolve('mine'))).toBe('mine');
});
