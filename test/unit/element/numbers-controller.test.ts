import type { ReactiveControllerHost } from 'lit';
import { afterEach, describe, expect, test } from 'vitest';
import { RoomError } from '../../../widget/src/client/errors.js';
import type { RoomStats } from '../../../widget/src/client/stats.js';
import { NumbersController } from '../../../widget/src/element/numbers-controller.js';

const host = { addController: () => undefined, requestUpdate: () => undefined } as unknown as ReactiveControllerHost;
const STATS: RoomStats = { at: 0, roundTrip: null, sending: 0, receiving: 0, tracks: [] };

describe('the numbers of a call', () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown): number => unhandled.push(reason);
  let numbers: NumbersController | null = null;

  /** After the first measurement, as soon as what nobody handles would be told. */
  const watch = async (getStats: () => Promise<RoomStats>): Promise<NumbersController> => {
    process.on('unhandledRejection', note);
    numbers = new NumbersController(host, { getStats }, () => true);
    numbers.hostUpdated();
    await new Promise(setImmediate);
    return numbers;
  };

  afterEach(() => {
    process.off('unhandledRejection', note);
    numbers?.hostDisconnected();
    unhandled.length = 0;
  });

  test('are there once they are measured', async () => {
    expect((await watch(() => Promise.resolve(STATS))).latest).toBe(STATS);
  });

  for (const code of ['left', 'not-joined', 'server-unreachable'] as const) {
    test(`are not there, and nobody is told so, where there is nothing to measure: ${code}`, async () => {
      expect((await watch(() => Promise.reject(new RoomError(code)))).latest).toBe(null);
      expect(unhandled).toEqual([]);
    });
  }
});
