import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Router } from 'mediasoup/types';
import { createLogger } from '../../../backend/src/logger.js';
import { WorkerPool } from '../../../backend/src/media/worker-pool.js';

let pool: WorkerPool;

beforeAll(async () => {
  pool = await WorkerPool.create(
    2,
    { ip: '127.0.0.1', announcedAddress: '127.0.0.1', port: 0 },
    createLogger('silent'),
  );
});

afterAll(() => pool.close());

const create = (count: number): Promise<{ worker: unknown; router: Router }[]> =>
  Promise.all(Array.from({ length: count }, () => pool.createRouter()));

test('routers that are asked for in one turn, as after a worker’s death, are spread', async () => {
  const made = await create(6);
  const shares = pool.workers.map((worker) => made.filter((one) => one.worker === worker));
  expect(shares.map(({ length }) => length)).toEqual([3, 3]);
  for (const { router } of shares[0] ?? []) router.close();
  expect(pool.workers.map(({ load }) => load)).toEqual([0, 3]);
  const next = await create(2);
  expect(next.map(({ worker }) => worker)).toEqual([pool.workers[0], pool.workers[0]]);
});
