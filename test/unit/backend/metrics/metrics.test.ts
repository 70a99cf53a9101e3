import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { WorkerPool } from '../../../../backend/src/media/worker-pool.js';
import { Metrics } from '../../../../backend/src/metrics/metrics.js';
import type { RoomRegistry } from '../../../../backend/src/room/room-registry.js';
import { ServerEvents } from '../../../../backend/src/room/server-events.js';
import { MetricsText } from '../../../helpers/metrics-text.js';

const pool = { slots: [], workers: [], deaths: [] } as unknown as WorkerPool;
const rooms = Object.assign([], { size: 0 }) as unknown as RoomRegistry;

test('metrics of two servers in a process count each for itself, and hear nothing once they are closed', async () => {
  const [one, two] = [0, 1].map(() => {
    const events = new ServerEvents(pino({ level: 'silent' }));
    return { events, metrics: new Metrics({ rooms, pool, events }) };
  }) as [{ events: ServerEvents; metrics: Metrics }, { events: ServerEvents; metrics: Metrics }];
  one.events.emit('joinanswered', { ms: 20, code: null });
  const joins = async ({ metrics }: typeof one): Promise<number> =>
    new MetricsText(await metrics.text()).value('sfu_room_joins_total', { code: 'ok' });
  expect([await joins(one), await joins(two)]).toEqual([1, 0]);
  one.metrics.close();
  let looks = 0;
  const answered = {
    ms: 20,
    get code() {
      looks += 1;
      return null;
    },
  };
  one.events.emit('joinanswered', answered);
  expect(looks).toBe(0);
  two.events.emit('joinanswered', answered);
  expect(looks).toBeGreaterThan(0);
  one.metrics.close();
});
