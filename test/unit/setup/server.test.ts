import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { signals } from '../../../scripts/setup/interrupt.mjs';
import { serve } from '../../../scripts/setup/server.mjs';

// Whether there is a build is not what these tests are about.
vi.mock(import('node:fs'), async (original) => ({ ...(await original()), existsSync: () => true }));

let before: Map<string, Set<unknown>>;

beforeEach(() => {
  before = new Map(signals.map((signal) => [signal, new Set<unknown>(process.listeners(signal))]));
});

afterEach(() => {
  for (const signal of signals) {
    for (const listener of process.listeners(signal)) {
      if (!before.get(signal)?.has(listener)) process.off(signal, listener);
    }
  }
});

const node = (path: string) => ({ path }) as Parameters<typeof serve>[0];

test('a server that cannot be started says why', async () => {
  await expect(serve(node('/no/such/node'), {}, [])).rejects.toMatchObject({
    name: 'Stop',
    message: expect.stringContaining('ENOENT') as unknown,
  });
});

test('the exit code of a server is that of the set-up around it', async () => {
  expect(await serve(node('/bin/false'), {}, [])).toBe(1);
  expect(await serve(node('/bin/true'), {}, [])).toBe(0);
});
